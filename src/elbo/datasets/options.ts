// A generator's options: what is given, filled up with the declared defaults.

import type { DatasetOption, DatasetOptions } from './dataset.ts';

/** Every declared option with its value. Bounds are checked where options come in, not here. */
export function resolveOptions<Name extends string>(
  declared: Readonly<Record<Name, DatasetOption>>,
  given: DatasetOptions,
): Readonly<Record<Name, number>> {
  const resolved: Record<string, number> = {};
  for (const name of Object.keys(declared) as Name[]) {
    resolved[name] = given[name] ?? declared[name].default;
  }
  return resolved as Record<Name, number>;
}
