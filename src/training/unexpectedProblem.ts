// An error nobody foresaw, in the form of one that somebody did.

import type { RunProblem } from '../elbo/trainingEvent.ts';

export function unexpectedProblem(error: unknown): RunProblem {
  const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    what: 'Training stopped because of an error in ELBO Lens itself or in the engine.',
    why,
    now: 'Train again; if it happens again, set `training.engine` to `cpu` and report the message above.',
    configPath: null,
    step: null,
    term: null,
    layer: null,
  };
}
