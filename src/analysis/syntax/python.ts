// Python text to the common syntax. Total: any text gives a program, half-typed code included.

import type { Chunk, Program, Span, Statement } from './ast.ts';
import { block } from './python/bodies.ts';
import { type Piece, piecesOf, unchanged } from './python/chunks.ts';
import { expression } from './python/expressions.ts';
import { operation } from './python/operators.ts';
import { Parser } from './python/parser.ts';
import { Scanner } from './python/scanner.ts';
import { statement } from './python/statements.ts';

const readings = { expression, operation, statement };

/** Addresses beyond would cost an engine a box each: then a program is read as if for the first time. */
const maximumAddress = 2 ** 30;

/** `first` is the first address. Chunks of the previous version whose text is still there stay as they are, wherever they stand now. */
export function parsePython(text: string, previous?: Program, first = 0): Program {
  const pieces = piecesOf(text);
  const old = previous?.chunks ?? [];
  let base = old.reduce((end, chunk) => Math.max(end, chunk.base + chunk.text.length + 1), first);
  if (previous && base - first + text.length + pieces.length > maximumAddress)
    return parsePython(text, undefined, first);
  const kept = unchanged(pieces, old);
  const scanner = new Scanner();
  const chunks = pieces.map((piece, index) => {
    const chunk = kept[index];
    if (chunk) return movedTo(piece.start, chunk);
    const address = previous ? base : first + piece.start;
    base += piece.text.length + 1;
    return readChunk(scanner, piece, address);
  });
  return { language: 'python', text, chunks };
}

function movedTo(start: number, chunk: Chunk): Chunk {
  return chunk.start === start ? chunk : { ...chunk, start };
}

function readChunk(scanner: Scanner, piece: Piece, base: number): Chunk {
  const { start } = piece;
  const text = ownCopy(piece.text);
  const { comments, errors } = scanner.scan({ ...piece, text }, base);
  const p = new Parser(scanner.tokens, errors, readings);
  const body: Statement[] = [];
  while (p.kind !== 'end') {
    block(p, () => {
      p.statement(body);
    });
    p.take('dedent');
  }
  // A copy has no room left over from growing, and most chunks have one statement.
  return { start, base, text, body: body.slice(), comments, errors: inOrder(errors) };
}

/** A slice keeps the text alive that it is cut from: each chunk edited would keep a whole version of the file. */
function ownCopy(slice: string): string {
  return slice.slice(0, 1) + slice.slice(1);
}

/** One error for each place: what the scanner finds, the parser often finds again. */
function inOrder(errors: readonly Span[]): readonly Span[] {
  if (errors.length < 2) return errors;
  return errors
    .toSorted((a, b) => a.from - b.from)
    .filter(({ from }, index, sorted) => from !== sorted[index - 1]?.from);
}
