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
  readonly configs: Shown['configs'];
  readonly rejection: Rejected['rejection'];
}

export const emptyPage: PageState = { connected: false, run: null, configs: [], rejection: null };

/** The state after a message; messages that are not for drawing leave it as it is. */
export function reducePage(state: PageState, message: ToWebview): PageState {
  switch (message.type) {
    case 'runShown':
      return { ...state, connected: true, run: message.run, configs: message.configs };
    case 'runChanged':
      return state.run === null || state.run.id !== message.runId
        ? state
        : { ...state, run: reduceRun(state.run, message) };
    case 'configRejected':
      return { ...state, connected: true, rejection: message.rejection };
    case 'trainingRequested':
    case 'controlRequested':
      return state;
  }
}
