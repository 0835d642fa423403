// A program in chunks: where the statements at the top level begin, and which chunks of a previous version stay.

import type { Chunk } from '../ast.ts';
import { type Line, Lines } from './lines.ts';

/** A statement at the top level with what stands before it. */
export interface Piece {
  readonly start: number;
  readonly text: string;
  /** Its lines, in offsets into the text that the piece is of. */
  readonly lines: readonly Line[];
}

const at = 64;
const clause = /(?:elif|else|except|finally)(?![\w\u0080-\uFFFF])/y;

/** Clauses belong to the statement above them, decorators to the one below. */
export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  const walk = new Lines(text);
  let start = 0;
  let lines: Line[] = [];
  let isDecorated = false;
  while (walk.next()) {
    const { from, indent, to } = walk;
    if (indent === 0) {
      if (lines.length > 0 && !isDecorated && !isClause(text, from)) {
        const end = lines.at(-1)?.to ?? start;
        pieces.push({ start, text: text.slice(start, end), lines });
        start = end;
        lines = [];
      }
      isDecorated = text.charCodeAt(from) === at;
    }
    lines.push({ from, indent, to });
  }
  if (text !== '') pieces.push({ start, text: text.slice(start), lines });
  return pieces;
}

function isClause(text: string, lineFrom: number): boolean {
  clause.lastIndex = lineFrom;
  return clause.test(text);
}

/** For each piece the chunk of the same text, where there is one; none serves two pieces. */
export function unchanged(
  pieces: readonly Piece[],
  previous: readonly Chunk[],
): readonly (Chunk | undefined)[] {
  const shorter = Math.min(pieces.length, previous.length);
  let before = 0;
  while (before < shorter && pieces[before]?.text === previous[before]?.text) before += 1;
  let after = 0;
  while (after < shorter - before && pieces.at(-1 - after)?.text === previous.at(-1 - after)?.text)
    after += 1;
  const between = new Map<string, Chunk[]>();
  for (const chunk of previous.slice(before, previous.length - after)) {
    const alike = between.get(chunk.text);
    if (alike) alike.push(chunk);
    else between.set(chunk.text, [chunk]);
  }
  return pieces.map(({ text }, index) => {
    if (index < before) return previous[index];
    const fromEnd = pieces.length - index;
    return fromEnd <= after ? previous[previous.length - fromEnd] : between.get(text)?.shift();
  });
}
