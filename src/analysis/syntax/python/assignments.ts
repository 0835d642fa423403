// Assignments with `=` and in place, and the expressions that stand alone.

import type { Expression, Statement } from '../ast.ts';
import { tuple } from './lists.ts';
import type { Parser } from './parser.ts';
import { isArithmetic } from './precedence.ts';

export function assignment(p: Parser, into: Statement[]): void {
  const { at, from } = p;
  const first = tuple(p);
  if (p.kind === 'update') {
    update(p, into, first, from);
    return;
  }
  const isAnnotated = p.take(':');
  if (isAnnotated) p.skipExpression();
  if (p.kind === '=') assign(p, into, first, from);
  // `x: int` declares and assigns nothing.
  else if (p.at > at && !isAnnotated)
    into.push({ kind: 'expression', value: first, from, to: p.end });
}

function assign(p: Parser, into: Statement[], first: Expression, from: number): void {
  const targets: Expression[] = [];
  let value = first;
  while (p.take('=')) {
    targets.push(value);
    value = tuple(p);
  }
  into.push({ kind: 'assign', targets, value, from, to: p.end });
}

/** `a |= b` assigns what the bits decide; half typed, `a +=` says nothing. */
function update(p: Parser, into: Statement[], target: Expression, from: number): void {
  const operator = p.word.slice(0, -1);
  p.next();
  if (!p.isItem) {
    p.error();
    return;
  }
  const value = tuple(p);
  const span = { from, to: p.end };
  if (isArithmetic(operator)) into.push({ kind: 'update', target, operator, value, ...span });
  else {
    const bits: Expression = { kind: 'logic', operator, operands: [target, value], ...span };
    into.push({ kind: 'assign', targets: [target], value: bits, ...span });
  }
}
