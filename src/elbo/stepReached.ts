// Where a run stands, read off its events.

import type { TrainingEvent } from './trainingEvent.ts';

/** The step a run has reached with this event; `undefined` for events that do not say. */
export function stepReached(event: TrainingEvent): number | undefined {
  switch (event.kind) {
    case 'stepped':
      return event.columns.firstStep + event.columns.kl.length - 1;
    case 'stateChanged':
    case 'resumed':
      return event.step;
    case 'evaluated':
      return event.evaluation.step;
    case 'prepared':
    case 'pictured':
    case 'mapped':
    case 'betaSet':
    case 'noted':
    case 'checkpointed':
    case 'engineLost':
    case 'failed':
      return undefined;
  }
}
