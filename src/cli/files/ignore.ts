// Ignore rules, in the syntax of .gitignore: from such files, and from `--ignore`. The last rule that fits decides.

import { globPattern } from './glob.ts';

interface Rule {
  readonly pattern: RegExp;
  readonly negated: boolean;
  readonly directoriesOnly: boolean;
}

export class IgnoreRules {
  /** Folder the patterns are relative to, with `/` and without one at its end. */
  readonly #base: string;
  readonly #rules: readonly Rule[];

  constructor(base: string, lines: readonly string[]) {
    this.#base = base.replace(/\/$/u, '');
    this.#rules = lines.flatMap(parseRule);
  }

  /** True: ignored; false: expressly not; undefined: no rule fits. `path` is absolute. */
  verdict(path: string, isDirectory: boolean): boolean | undefined {
    const inside = relativeTo(this.#base, path);
    const rule = this.#rules.findLast(
      ({ pattern, directoriesOnly }) => (isDirectory || !directoriesOnly) && pattern.test(inside),
    );
    return rule && !rule.negated;
  }
}

/** The nearest file of rules that has a word on this path decides. */
export function isIgnored(
  layers: readonly IgnoreRules[],
  path: string,
  isDirectory: boolean,
): boolean {
  for (const rules of layers.toReversed()) {
    const verdict = rules.verdict(path, isDirectory);
    if (verdict !== undefined) return verdict;
  }
  return false;
}

function relativeTo(base: string, path: string): string {
  return path.startsWith(`${base}/`) ? path.slice(base.length + 1) : path.replace(/^\//u, '');
}

function parseRule(line: string): readonly Rule[] {
  const text = line.replace(/\r?$/u, '').replace(/(?<!\\) +$/u, '');
  if (text === '' || text.startsWith('#')) return [];
  const negated = text.startsWith('!');
  const body = negated ? text.slice(1) : text;
  const directoriesOnly = body.endsWith('/');
  const path = body.replace(/\/$/u, '').replace(/^\.\//u, '/');
  if (path === '') return [];
  // A slash anywhere but at the end ties the pattern to its folder.
  const glob = path.includes('/') ? path.replace(/^\//u, '') : `**/${path}`;
  return [{ pattern: globPattern(glob), negated, directoriesOnly }];
}
