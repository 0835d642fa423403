// The run a command is about: the one the tree or a view passes, else the shown one. A tree passes all of its selected
// rows, too.

import type { RunSnapshot } from '../../protocol/run.ts';
import type { Services } from '../services.ts';

export const findRun = ({ store }: Services, argument: unknown): RunSnapshot | undefined =>
  typeof argument === 'string' && argument !== '' ? store.get(argument) : store.shown;

/** Runs whose rows are selected, as in the list: newest first. */
export function selectedRuns({ store }: Services, selected: unknown): readonly RunSnapshot[] {
  if (!Array.isArray(selected)) return [];
  const ids: ReadonlySet<unknown> = new Set(selected);
  return store.list().filter(({ id }) => ids.has(id));
}
