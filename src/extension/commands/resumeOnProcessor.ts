// Resume Without the GPU: a run whose graphics card was taken away goes on with an engine that needs none.

import type { Command } from '../services.ts';
import { findRun } from './runArgument.ts';

export const resumeOnProcessor: Command = (services, argument) => {
  const run = findRun(services, argument);
  return run ? services.resumer.resume(run.id, { onProcessor: true }) : false;
};
