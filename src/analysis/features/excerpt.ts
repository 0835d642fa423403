// The code a statement is read from, as one line, wherever it stands.

import { type Source } from '../neighbours.ts';
import type { Span } from '../syntax/ast.ts';

/** Something the file being read states, or another file. */
export interface Stated {
  readonly span: Span;
  /** Null for the file being read. */
  readonly source: Source | null;
}

/** The code itself, as far as it fits. */
export function excerpt({ span, source }: Stated, text: string, longest = Infinity): string {
  const code = (source?.program.text ?? text)
    .slice(span.from, span.to)
    .replaceAll(/\s+/gu, ' ')
    .trim();
  return code.length > longest ? `${code.slice(0, longest - 1)}…` : code;
}

/** Of a path, what tells files of one folder apart. */
export function fileName(path: string): string {
  const [name = path, folder] = path.split('/').toReversed();
  return name.startsWith('__init__.') && folder ? `${folder}/${name}` : name;
}

/** 1-based. */
export function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1))
    line += 1;
  return line;
}

/** `line 7`, or `line 7 of config.py`. */
export function placeWords({ span, source }: Stated, where: (offset: number) => string): string {
  return source
    ? `line ${lineOf(source.program.text, span.from)} of ${fileName(source.path)}`
    : where(span.from);
}
