// The body of a statement: a block, or what follows the colon on the same line.

import type { Statement } from '../ast.ts';
import type { Parser } from './parser.ts';

/** Reads from the colon on, and adds what stands there to `read`. */
export function body(p: Parser, read: Statement[] = []): Statement[] {
  readBody(p, () => {
    p.statement(read);
  });
  return read;
}

/** The same with another reading of each statement. */
export function readBody(p: Parser, read: () => void): void {
  if (!p.take(':')) {
    p.error();
    while (p.kind !== ':' && !p.isLineEnd) p.skip();
    p.take(':');
  }
  if (!p.isLineEnd) sameLine(p, read);
  else if (p.following === 'indent') indented(p, read);
  else {
    p.error();
    p.next();
  }
}

function indented(p: Parser, read: () => void): void {
  p.next();
  p.next();
  block(p, read);
  p.take('dedent');
}

/** Up to the end of the block. What is indented deeper without a reason is read as if it were not. */
export function block(p: Parser, read: () => void): void {
  let extra = 0;
  while (p.kind !== 'end' && (p.kind !== 'dedent' || extra > 0)) {
    if (p.kind === 'indent') {
      p.error();
      extra += 1;
      p.next();
    } else if (p.take('dedent')) extra -= 1;
    else if (!p.take('newline')) read();
  }
}

function sameLine(p: Parser, read: () => void): void {
  do read();
  while (p.preceding === ';' && p.kind !== 'newline');
  if (p.preceding === ';') p.next();
}
