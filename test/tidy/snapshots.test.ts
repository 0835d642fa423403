import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { snapshotFolder } from '../support/snapshot.ts';

describe('snapshots', () => {
  it('are each named by a test', () => {
    const root = fileURLToPath(new URL('../', import.meta.url));
    const tests = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.test.ts'))
      .map((path) => readFileSync(`${root}${path}`, 'utf8'));
    const unused = readdirSync(snapshotFolder)
      .map((file) => file.replace(/\.txt$/, ''))
      .filter((name) => !tests.some((text) => text.includes(`checkSnapshot('${name}'`)));
    assert.deepEqual(unused, []);
  });
});
