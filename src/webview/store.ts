// What a page knows: the shown run, the configs it may offer, a rejected config. Fed by host messages alone, so
// that the trainer page and the side bar cannot show different things.

import type { ToWebview } from '../protocol/messages.ts';
import { reduceRun } from '../protocol/reduceRun.ts';
import type { RunSnapshot } from '../protocol/run.ts';

type Shown = Extract<ToWebview, { type: 'runShown' }>;
type Rejected = Extract<ToWebview, { type: 'configRejected' }>;

export interface PageState {
  /** False until the host has answered `ready`. */
  readonly connected: boolean;
  readonly run: RunSnapshot | null;
  /** Runs side by side, where the page compares. */
  readonly compared: readonly RunSnapshot[];
  readonly configs: Shown['configs'];
  readonly rejection: Rejected['rejection'];
}

export const emptyPage: PageState = {
  connected: false,
  run: null,
  compared: [],
  configs: [],
  rejection: null,
};

/** The state after a message; messages that are not for drawing leave it as it is. */
export function reducePage(state: PageState, message: ToWebview): PageState {
  switch (message.type) {
    case 'runShown':
      return { ...state, connected: true, run: message.run, configs: message.configs };
    case 'runChanged':
      return runChanged(state, message);
    case 'comparisonShown':
      return { ...state, connected: true, compared: message.runs };
    case 'configRejected':
      return { ...state, connected: true, rejection: message.rejection };
    case 'chartsRequested':
    case 'trainingRequested':
    case 'controlRequested':
      return state;
  }
}

/** The run it happened to, wherever it is shown; news of another run leaves the state as it is. */
function runChanged(
  state: PageState,
  message: Extract<ToWebview, { type: 'runChanged' }>,
): PageState {
  const { runId } = message;
  if (state.run?.id === runId) return { ...state, run: reduceRun(state.run, message) };
  if (!state.compared.some(({ id }) => id === runId)) return state;
  return {
    ...state,
    compared: state.compared.map((run) => (run.id === runId ? reduceRun(run, message) : run)),
  };
}
