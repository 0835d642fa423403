// The run a command is about: the one the tree or a view passes, else the shown one.

import type { RunSnapshot } from '../../protocol/run.ts';
import type { Services } from '../services.ts';

export const findRun = ({ store }: Services, argument: unknown): RunSnapshot | undefined =>
  typeof argument === 'string' && argument !== '' ? store.get(argument) : store.shown;
