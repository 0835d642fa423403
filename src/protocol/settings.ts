// The settings of a run as flat rows, so that runs can be laid beside each other: dotted paths of the config as a
// person writes it, then what the config did not decide.

import type { RunSnapshot } from './run.ts';

export interface Setting {
  /** A dotted path, or words for what is no key of a config. */
  readonly path: string;
  /** Of each run, in order; empty where a run has no such setting. */
  readonly values: readonly string[];
}

/** What a run is called, or how long it is kept, makes no difference to what it measured. */
const ignored: ReadonlySet<string> = new Set(['name']);

function flatten(value: unknown, path: string, into: Map<string, string>): void {
  if (value === undefined || ignored.has(path)) return;
  if (isScalar(value)) into.set(path, String(value));
  else if (Array.isArray(value)) into.set(path, `[${value.join(', ')}]`);
  else {
    for (const [key, inner] of Object.entries(value)) {
      flatten(inner, path === '' ? key : `${path}.${key}`, into);
    }
  }
}

const isScalar = (value: unknown): value is string | number | boolean | null =>
  typeof value !== 'object' || value === null;

function settingsOf({
  experiment,
  engine,
  data,
  parameterCount,
}: RunSnapshot): Map<string, string> {
  const settings = new Map<string, string>();
  flatten(experiment, '', settings);
  if (engine !== null) settings.set('engine that ran', engine.backend);
  if (data !== null) settings.set('data fingerprint', data.fingerprint);
  if (parameterCount > 0) settings.set('parameters', String(parameterCount));
  return settings;
}

/** Every setting that any of the runs has, in the order in which configs state them. */
export function settingsOfRuns(runs: readonly RunSnapshot[]): readonly Setting[] {
  const each = runs.map(settingsOf);
  return inSections(each.flatMap((settings) => [...settings.keys()])).map((path) => ({
    path,
    values: each.map((settings) => settings.get(path) ?? ''),
  }));
}

/** Paths once each, those of a section together: what only a later run has stands where it belongs. */
function inSections(paths: readonly string[]): readonly string[] {
  const sectionOf = (path: string): string => path.split('.')[0] ?? path;
  const sections = [...new Set(paths.map(sectionOf))];
  return [...new Set(paths)].toSorted(
    (a, b) => sections.indexOf(sectionOf(a)) - sections.indexOf(sectionOf(b)),
  );
}

export const differs = ({ values }: Setting): boolean => new Set(values).size > 1;
