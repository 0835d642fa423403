// Files beside the checked ones, read as imports lead to them. A worker reads one file at a time and waits for nothing
// else meanwhile, so it reads at once.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Files, Neighbours } from '../../analysis/neighbours.ts';
import { decode } from './decode.ts';

/** So many are kept before all are forgotten: what is checked next is mostly somewhere else. */
const maximumFiles = 300;
const maximumBytes = 500_000;
const maximumLevels = 8;
const rootMarks = ['pyproject.toml', 'setup.py', 'setup.cfg', 'package.json'];

class FileSystem implements Files {
  readonly #names = new Map<string, ReadonlySet<string>>();
  readonly #texts = new Map<string, string | null>();

  get isFull(): boolean {
    return this.#texts.size > maximumFiles;
  }

  namesIn(folder: string): ReadonlySet<string> {
    return remembered(this.#names, folder, () => new Set(readdirSync(folder)), new Set());
  }

  textOf(path: string): string | null {
    return remembered(this.#texts, path, () => read(path), null);
  }
}

let files = new FileSystem();
let byRoot = new Map<string, Neighbours>();

/** Those of a file, by its absolute path. */
export function neighboursOf(path: string): Neighbours {
  if (files.isFull) {
    files = new FileSystem();
    byRoot = new Map();
  }
  const root = rootOf(path);
  const known = byRoot.get(root) ?? new Neighbours(files, root);
  byRoot.set(root, known);
  return known;
}

/** The folder a project is kept in: no module is looked for above it. */
function rootOf(path: string): string {
  let folder = dirname(path);
  let root = folder;
  for (let level = 0; level < maximumLevels; level += 1) {
    const names = files.namesIn(folder);
    if (names.has('.git')) return folder;
    if (rootMarks.some((mark) => names.has(mark))) root = folder;
    const parent = dirname(folder);
    if (parent === folder) break;
    folder = parent;
  }
  return root;
}

function read(path: string): string | null {
  const stats = statSync(path);
  if (!stats.isFile() || stats.size > maximumBytes) return null;
  return decode(readFileSync(path)).text ?? null;
}

/** What cannot be read is not there. */
function remembered<T>(known: Map<string, T>, key: string, find: () => T, otherwise: T): T {
  const before = known.get(key);
  if (before !== undefined) return before;
  let found = otherwise;
  try {
    found = find();
  } catch {
    // Not there, not a folder, or not ours to read.
  }
  known.set(key, found);
  return found;
}
