// From the paths of the command line (files, folders, globs, `-`) to the files to read, each once.

import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Problem } from '../report.ts';
import { because, codeOf } from './because.ts';
import { globPattern, hasMagic } from './glob.ts';
import { IgnoreRules } from './ignore.ts';
import { extensions, kindOf } from './kinds.ts';
import { slashed, walk } from './walk.ts';

export type Target =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'stdin' }
  | { readonly kind: 'problem'; readonly problem: Problem }
  /** A path that leads nowhere: a problem, and more than that if it is true of all paths. */
  | { readonly kind: 'nothing'; readonly problem: Problem };

export async function* findTargets(
  paths: readonly string[],
  ignored: readonly string[],
): AsyncGenerator<Target> {
  const ignore = new IgnoreRules(slashed(resolve('.')), ignored);
  const seen = new Set<string>();
  for (const path of paths) {
    for await (const target of targetsOf(path, ignore)) {
      const key = target.kind === 'file' ? resolve(target.path) : target.kind;
      const isRepeated = seen.has(key);
      if (target.kind === 'file' || target.kind === 'stdin') seen.add(key);
      if (!isRepeated) yield target;
    }
  }
}

async function* targetsOf(path: string, ignore: IgnoreRules): AsyncGenerator<Target> {
  if (path === '-') {
    yield { kind: 'stdin' };
    return;
  }
  const problem = (message: string): Target => ({ kind: 'problem', problem: { path, message } });
  try {
    const stats = await stat(path);
    if (isIgnoredByName(path, stats.isDirectory(), ignore)) return;
    if (stats.isDirectory()) yield* walk(path, { ignore, maximumDepth: Infinity });
    else if (kindOf(path) !== undefined) yield { kind: 'file', path };
    else yield problem(`Not a file this command reads: it reads ${extensions.join(', ')}.`);
  } catch (error) {
    if (!['ENOENT', 'ENOTDIR'].includes(codeOf(error))) {
      yield problem(`This could not be read: ${because(error)}.`);
    } else if (hasMagic(path)) {
      yield* matches(path, ignore);
    } else {
      const message = 'There is no such file or folder. Check the path for a slip.';
      yield { kind: 'nothing', problem: { path, message } };
    }
  }
}

/** A file or folder that is named outright is left out where `--ignore` names it or a folder above it. */
function isIgnoredByName(path: string, isFolder: boolean, ignore: IgnoreRules): boolean {
  const top = resolve('.');
  let [inner, isFolderHere] = [resolve(path), isFolder];
  while (inner !== top && inner !== dirname(inner)) {
    if (ignore.verdict(slashed(inner), isFolderHere)) return true;
    [inner, isFolderHere] = [dirname(inner), true];
  }
  return false;
}

/** Walks from the last folder before the first wildcard, no deeper than the glob can reach. */
async function* matches(glob: string, ignore: IgnoreRules): AsyncGenerator<Target> {
  const parts = slashed(glob).split('/');
  const fixed = parts.findIndex(hasMagic);
  const start = parts.slice(0, fixed).join('/') || (fixed > 0 ? '/' : '.');
  const rest = parts.slice(fixed);
  const maximumDepth = rest.some((part) => part.includes('**')) ? Infinity : rest.length;
  const pattern = globPattern(rest.join('/'));
  let count = 0;
  const found = (await isFolder(start)) ? walk(start, { ignore, maximumDepth }) : [];
  for await (const each of found) {
    if (each.kind === 'file' && !pattern.test(each.inside)) continue;
    count += each.kind === 'file' ? 1 : 0;
    yield each;
  }
  if (count === 0) {
    const message = `No file matches. Of the files it reads (${extensions.join(', ')}), none has such a path.`;
    yield { kind: 'nothing', problem: { path: glob, message } };
  }
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}
