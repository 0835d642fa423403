// Every relative link and picture in the Markdown files leads somewhere.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { filesUnder, root, textOf } from '../support/repository.ts';

const pages = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...filesUnder('docs', '.md'),
];

function brokenLinks(page: string): readonly string[] {
  const targets = [...textOf(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)/gu)].map(
    (m) => m[1] ?? '',
  );
  return targets
    .filter((target) => !existsSync(join(root, dirname(page), target)))
    .map((target) => `${page}: ${target}`);
}

describe('documentation', () => {
  it('links only to files that exist', () => {
    assert.deepEqual(pages.flatMap(brokenLinks), []);
  });
});
