// How the files of a run are called: its id, then what it is. Ids are unique across windows and contain no dot.

import type { RunId } from '../../protocol/run.ts';

export const runFileName = (id: RunId): string => `${id}.elborun`;
export const ownerFileName = (id: RunId): string => `${id}.owner`;
/** The step stands in the name, so that a listing says where a run can go on. */
export const checkpointFileName = (id: RunId, step: number): string =>
  `${id}.${step}.elbocheckpoint`;

export function findRunId(name: string): RunId | undefined {
  return /^([^.]+)\.elborun$/u.exec(name)?.[1];
}

/** Steps of the checkpoints of a run, latest first. */
export function checkpointSteps(names: readonly string[], id: RunId): readonly number[] {
  return names
    .flatMap((name) => {
      const [, owner, step] = /^([^.]+)\.(\d+)\.elbocheckpoint$/u.exec(name) ?? [];
      return owner === id ? [Number(step)] : [];
    })
    .toSorted((a, b) => b - a);
}

/** Every file that belongs to a run. */
export const filesOf = (names: readonly string[], id: RunId): readonly string[] =>
  names.filter((name) => name.startsWith(`${id}.`));
