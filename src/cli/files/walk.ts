// The files below a folder, one after the other in the order of their names. Links are not followed: what they lead
// to is either in the folder anyway or not part of it.

import { readFile, readdir } from 'node:fs/promises';
import type { Dirent } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Problem } from '../report.ts';
import { because } from './because.ts';
import { IgnoreRules, isIgnored } from './ignore.ts';
import { isSkipped, kindOf } from './kinds.ts';

export interface WalkOptions {
  /** Rules of `--ignore`; they stand above every .gitignore. */
  readonly ignore: IgnoreRules;
  /** Folders deeper than this are left alone; a file directly below the start has depth 1. */
  readonly maximumDepth: number;
}

/** `path` is as the user would write it, `inside` is relative to where the walk began. */
export type Found =
  | { readonly kind: 'file'; readonly path: string; readonly inside: string }
  | { readonly kind: 'problem'; readonly problem: Problem };

interface Pending {
  readonly inside: string;
  readonly isFolder: boolean;
  readonly depth: number;
  readonly layers: readonly IgnoreRules[];
}

export async function* walk(start: string, options: WalkOptions): AsyncGenerator<Found> {
  const root = resolve(start);
  const layers = await rulesAbove(root);
  const pending: Pending[] = [{ inside: '', isFolder: true, depth: 0, layers }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const path = displayed(start, next.inside);
    if (!next.isFolder) {
      yield { kind: 'file', path, inside: next.inside };
      continue;
    }
    try {
      pending.push(...(await entriesOf(root, next, options)));
    } catch (error) {
      const message = `This folder could not be read: ${because(error)}.`;
      yield { kind: 'problem', problem: { path, message } };
    }
  }
}

/** What of a folder is worth a visit, last name first: the list is worked off from its end. */
async function entriesOf(root: string, folder: Pending, options: WalkOptions): Promise<Pending[]> {
  const location = slashed(resolve(root, folder.inside));
  const entries = await readdir(location, { withFileTypes: true });
  // Whatever its name, a folder with this file is an environment of installed packages.
  const isEnvironment = entries.some(({ name }) => name === 'pyvenv.cfg');
  if (isEnvironment && folder.depth > 0) return [];
  const own = entries.some(({ name }) => name === '.gitignore') ? await rulesIn(location) : [];
  const layers = [...folder.layers, ...own];
  return entries
    .filter((entry) => isWanted(entry))
    .filter((entry) => !entry.isDirectory() || folder.depth + 1 < options.maximumDepth)
    .filter((entry) => {
      const path = `${location.replace(/\/$/u, '')}/${entry.name}`;
      return !isIgnored([...layers, options.ignore], path, entry.isDirectory());
    })
    .toSorted((a, b) => (a.name < b.name ? 1 : -1))
    .map((entry) => ({
      inside: folder.inside === '' ? entry.name : `${folder.inside}/${entry.name}`,
      isFolder: entry.isDirectory(),
      depth: folder.depth + 1,
      layers,
    }));
}

function isWanted(entry: Dirent): boolean {
  if (entry.isDirectory()) return !isSkipped(entry.name);
  return entry.isFile() && !entry.name.startsWith('.') && kindOf(entry.name) !== undefined;
}

/** The .gitignore files of the folders above, up to the one that holds the repository. */
async function rulesAbove(folder: string): Promise<readonly IgnoreRules[]> {
  const found: IgnoreRules[] = [];
  for (let inner = folder; ; inner = dirname(inner)) {
    if (inner !== folder) found.unshift(...(await rulesIn(slashed(inner))));
    if (await holdsRepository(inner)) return found;
    // Outside a repository nothing above the named folder has a say.
    if (dirname(inner) === inner) return [];
  }
}

async function holdsRepository(folder: string): Promise<boolean> {
  return readdir(folder).then(
    (names) => names.includes('.git'),
    () => false,
  );
}

async function rulesIn(folder: string): Promise<readonly IgnoreRules[]> {
  const text = await readFile(`${folder}/.gitignore`, 'utf8').catch(() => '');
  return text === '' ? [] : [new IgnoreRules(folder, text.split('\n'))];
}

export function slashed(path: string): string {
  return path.replaceAll('\\', '/');
}

/** As a person would write it: below `.` without the dot, below `src/` with one slash. */
function displayed(start: string, inside: string): string {
  if (inside === '') return start;
  const folder = start.replace(/[/\\]+$/u, '');
  return folder === '.' ? inside : `${folder}/${inside}`;
}
