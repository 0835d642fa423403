// Show Run: draws a past run in the dashboard.

import type { Command } from '../services.ts';
import { findRun } from './runArgument.ts';

export const showRun: Command = (services, argument) => {
  const run = findRun(services, argument);
  if (run) services.store.show(run.id);
};
