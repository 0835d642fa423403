// `with`, `try` and its clauses: what stands in them runs in order.

import type { Expression, Statement } from '../ast.ts';
import { body } from './bodies.ts';
import { elements, tuple } from './lists.ts';
import type { Parser } from './parser.ts';
import { target } from './precedence.ts';

/** `with a as b:` binds b to an opaque value and runs the body. */
export function withStatement(p: Parser, into: Statement[], from = p.from): void {
  const bound: Statement[] = [];
  const within: Expression[] = [];
  const read = (): void => {
    opened(p, bound, within);
  };
  p.next();
  if (p.kind === '(' && p.afterBracket === ':') {
    elements(p, ')', read);
    p.next();
  } else {
    do read();
    while (p.take(','));
  }
  const run = body(p);
  const block = { kind: 'block', body: [...bound, ...run], from, to: p.end } as const;
  into.push(within.length === 0 ? block : { ...block, within });
}

function opened(p: Parser, bound: Statement[], within: Expression[]): void {
  const { from } = p;
  const value = p.expression();
  if (!p.take('as')) {
    if (value.kind === 'call') within.push(value);
    return;
  }
  const name = p.operation(target);
  bound.push({ kind: 'assign', targets: [name], value, from, to: p.end });
}

/** A `try` and its clauses. */
export function tryStatement(p: Parser, into: Statement[]): void {
  const { from } = p;
  p.next();
  const run = body(p);
  while (isClause(p)) clauseBody(p, run);
  into.push({ kind: 'block', body: run, from, to: p.end });
}

function isClause(p: Parser): boolean {
  return p.kind === 'except' || p.kind === 'else' || p.kind === 'finally';
}

/** `except* A, B as name:` binds nothing that is followed. */
function clauseBody(p: Parser, into: Statement[]): void {
  p.next();
  p.take('*');
  if (p.isOperand) tuple(p);
  if (p.take('as')) p.name();
  body(p, into);
}

/** A clause without its statement: its body runs all the same. */
export function clause(p: Parser, into: Statement[]): void {
  p.error();
  clauseBody(p, into);
}
