// `for` and `while`. The `else` of a loop runs after it and is read as the end of its body.

import type { Statement } from '../ast.ts';
import { body } from './bodies.ts';
import { targets, tuple } from './lists.ts';
import type { Parser } from './parser.ts';

export function forStatement(p: Parser, into: Statement[], from = p.from): void {
  p.next();
  const target = targets(p);
  const iterable = p.take('in') ? tuple(p) : p.missing();
  const read = bodies(p);
  into.push({ kind: 'for', target, iterable, body: read, from, to: p.end });
}

export function whileStatement(p: Parser, into: Statement[]): void {
  const { from } = p;
  p.next();
  const iterable = p.expression();
  const read = bodies(p);
  into.push({ kind: 'for', target: null, iterable, body: read, from, to: p.end });
}

function bodies(p: Parser): readonly Statement[] {
  const loop = body(p);
  return p.take('else') ? body(p, loop) : loop;
}
