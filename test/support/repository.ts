// The repository as data, for tests about it: its tracked-looking files and their text.

import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

const ignored = new Set(['node_modules', 'dist', '.cache', '.git', 'reports']);

/** Paths below `folder` (relative to the root, with `/`), in a stable order. */
export function filesUnder(folder: string, extension = ''): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(extension))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.split('/').some((part) => ignored.has(part)))
    .toSorted();
}

export function textOf(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** Module specifiers a TypeScript file imports or re-exports, static and dynamic; comments do not count. */
export function importsOf(path: string): readonly string[] {
  const code = textOf(path).replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gmu, '');
  const pattern =
    /(?:^\s*import|^\s*export|^\})[^'"\n]*from\s+'([^']+)'|^\s*import\s+'([^']+)'|import\(\s*'([^']+)'/gmu;
  return [...code.matchAll(pattern)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}
