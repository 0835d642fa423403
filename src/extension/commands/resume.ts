// Resume: a paused run trains on; one that was cut off goes on from its latest checkpoint.

import type { Command } from '../services.ts';
import { findRun } from './runArgument.ts';

export const resume: Command = (services, argument) => {
  const { store, trainer, resumer } = services;
  const run =
    argument === undefined ? (store.inProgress ?? store.shown) : findRun(services, argument);
  if (run === undefined) return false;
  return run.live ? trainer.control({ kind: 'resume' }) : resumer.resume(run.id);
};
