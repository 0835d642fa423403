// What both pages may ask for, whichever they are: controls, a few commands, a line in the log.

import { commands } from 'vscode';
import type { LogOutputChannel } from 'vscode';
import type { TrainingControl } from '../../elbo/trainingEvent.ts';
import type { Handlers } from '../../protocol/channel.ts';
import type { FromWebview, PanelKind } from '../../protocol/messages.ts';
import type { Paint } from '../api.ts';
import type { Emitter } from '../emitter.ts';
import type { RunStore } from '../runs/runStore.ts';

export type CommonHandlers = Omit<
  Handlers<FromWebview>,
  'ready' | 'trainingReported' | 'checkpointTaken' | 'chartsDrawn'
>;

export const commonHandlers =
  (
    store: RunStore,
    log: LogOutputChannel,
    painted: Emitter<Paint>,
    control: (wish: TrainingControl) => boolean,
  ) =>
  (panel: PanelKind): CommonHandlers => ({
    painted: ({ sinceNavigationMs }) => {
      log.info(`[${panel}] first picture of a run after ${Math.round(sinceNavigationMs)} ms`);
      painted.fire({ panel, sinceNavigationMs });
    },
    controlWished: (wish) => {
      if (store.inProgress?.id === wish.runId) control(wish.control);
    },
    // The shape check lets only a few commands through (`channel.ts`).
    commandWished: ({ command, argument }) => {
      void commands.executeCommand(command, argument);
    },
    logged: ({ level, message }) => log[level](`[${panel}] ${message}`),
  });
