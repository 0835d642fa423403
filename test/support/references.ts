// Reads the numeric references that scripts/reference/*.py made with independent libraries.

import { readFileSync } from 'node:fs';

/** The content of test/fixtures/references/<name>.json; the caller states its shape. */
export function readReference(name: string): unknown {
  const file = new URL(`../fixtures/references/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}
