// A folder on disk for one test file, filled from a list of paths and contents, gone afterwards.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export function temporaryFolder(): {
  readonly path: (name: string) => string;
  readonly write: (files: Readonly<Record<string, string | Uint8Array>>) => void;
  readonly remove: () => void;
} {
  const root = mkdtempSync(join(tmpdir(), 'elbo-lens-'));
  const path = (name: string) => (name === '' ? root : join(root, name));
  return {
    path,
    write(files) {
      for (const [name, content] of Object.entries(files)) {
        mkdirSync(dirname(path(name)), { recursive: true });
        writeFileSync(path(name), content);
      }
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
