// Functions and classes, with their decorators.

import type { Expression, Statement } from '../ast.ts';
import { argumentsOf } from './arguments.ts';
import { body } from './bodies.ts';
import { parameters } from './parameters.ts';
import type { Parser } from './parser.ts';

export function functionDefinition(
  p: Parser,
  into: Statement[],
  from = p.from,
  decorators: readonly Expression[] = [],
): void {
  p.next();
  const name = definedName(p);
  const params = p.kind === '(' ? parameters(p) : [];
  if (p.take('->')) p.skipExpression();
  const read = body(p);
  into.push({ kind: 'function', name, params, body: read, decorators, from, to: p.end });
}

export function classDefinition(p: Parser, into: Statement[]): void {
  const { from } = p;
  p.next();
  const name = definedName(p);
  const bases = p.kind === '(' ? argumentsOf(p).map(({ value }) => value) : [];
  const read = body(p);
  into.push({ kind: 'class', name, bases, body: read, from, to: p.end });
}

/** The name, and with it the parameters of a generic definition, which are types. */
function definedName(p: Parser): string {
  const name = p.name() ?? '';
  if (p.kind === '[') p.skip();
  return name;
}

/** Those of a class say nothing of what it computes. */
export function decorated(p: Parser, into: Statement[]): void {
  const decorators: Expression[] = [];
  while (p.take('@')) {
    decorators.push(p.expression());
    if (!p.isLineEnd) {
      p.error();
      p.skipStatement();
    }
    p.take('newline');
  }
  const { from } = p;
  if (p.kind === 'async') p.next();
  if (p.kind === 'def') functionDefinition(p, into, from, decorators);
  else if (p.kind === 'class') classDefinition(p, into);
  else p.error();
}
