// Text snapshots: small files under test/fixtures/snapshots that a person reviews. They are written only under
// UPDATE_SNAPSHOTS=1; a missing file, a missing entry or an entry no test makes any more is a failure.

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';

export const snapshotFolder = new URL('../fixtures/snapshots/', import.meta.url);

/** Entries in the order given, each under a line "# title". */
function render(entries: Readonly<Record<string, string>>): string {
  const blocks = Object.entries(entries).map(([title, text]) => `# ${title}\n${text}\n`);
  return blocks.join('\n');
}

/**
 * Compares all entries with test/fixtures/snapshots/<name>.txt, whole file against whole file. Call it once per name,
 * with the name as a literal: `test/tidy/snapshots.test.ts` looks for snapshots nobody names.
 */
export function checkSnapshot(name: string, entries: Readonly<Record<string, string>>): void {
  const file = new URL(`${name}.txt`, snapshotFolder);
  const actual = render(entries);
  if (process.env['UPDATE_SNAPSHOTS'] === '1') {
    mkdirSync(snapshotFolder, { recursive: true });
    writeFileSync(file, actual);
    return;
  }
  const how = 'run with UPDATE_SNAPSHOTS=1 and review the difference';
  assert.ok(existsSync(file), `snapshot ${name} is missing; ${how}`);
  assert.equal(actual, readFileSync(file, 'utf8'), `snapshot ${name} differs; ${how}`);
}
