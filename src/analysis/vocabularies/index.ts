// All vocabularies in lookup order: framework-specific entries first, then what every framework shares.

import { arithmetic } from './arithmetic.ts';
import { distributions } from './distributions.ts';
import { lossVocabularies } from './losses.ts';
import { entryBySound } from './sounds.ts';
import type { Entry, Vocabulary } from './vocabulary.ts';

export const vocabularies: readonly Vocabulary[] = [...lossVocabularies, distributions, arithmetic];

const byName = new Map<string, Entry[]>();
for (const entry of vocabularies.flatMap((vocabulary) => vocabulary.entries)) {
  for (const name of entry.names) byName.set(name, [...(byName.get(name) ?? []), entry]);
}

const libraries = new Map(
  vocabularies.flatMap(({ id, entries }) => entries.map((entry) => [entry, id] as const)),
);

/** The vocabulary an entry belongs to. */
export function libraryOf(entry: Entry): string {
  return libraries.get(entry) ?? '';
}

const found = new Map<string, Entry | undefined>();
const maximumPaths = 20_000;

/** The entry a dotted call path means: by its last component, told apart by the path where names collide. */
export function findEntry(path: string): Entry | undefined {
  if (found.has(path)) return found.get(path);
  const entry = lookUp(path);
  if (found.size >= maximumPaths) found.clear();
  found.set(path, entry);
  return entry;
}

function lookUp(path: string): Entry | undefined {
  const name = path.slice(path.lastIndexOf('.') + 1);
  const candidates = byName.get(name) ?? [];
  return (
    candidates.find((entry) => entry.path?.test(path)) ??
    candidates.find((entry) => entry.path === undefined) ??
    entryBySound(name)
  );
}
