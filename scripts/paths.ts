// Where things are in this repository, and temporary folders that go away with the process.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onProcessExit } from './children.ts';

export const repository = dirname(dirname(fileURLToPath(import.meta.url)));
export const cacheFolder = join(repository, '.cache');

export function inRepository(...parts: readonly string[]): string {
  return join(repository, ...parts);
}

/** A new folder, removed when this process ends. */
export function scratchFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `elbo-lens-${name}-`));
  onProcessExit(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}
