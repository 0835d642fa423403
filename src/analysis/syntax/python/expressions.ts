// Whole expressions: conditionals, assignments by `:=` and `yield` around what operators join.

import type { Expression } from '../ast.ts';
import { tuple } from './lists.ts';
import { operation } from './operators.ts';
import type { Parser } from './parser.ts';
import { disjunction } from './precedence.ts';

export function expression(p: Parser): Expression {
  if (p.kind === 'yield') return yielded(p);
  const { from } = p;
  const value = operation(p, disjunction);
  if (p.kind === 'if') return conditional(p, value, from);
  return p.kind === ':=' ? named(p, value, from) : value;
}

function conditional(p: Parser, value: Expression, from: number): Expression {
  p.next();
  const test = p.operation(disjunction);
  if (!p.expect('else')) return p.unknown(from, [value, test]);
  const otherwise = p.expression();
  return { kind: 'conditional', test, value, otherwise, from, to: p.end };
}

/** The name that `:=` binds, or its value where it cannot be bound. */
function named(p: Parser, name: Expression, from: number): Expression {
  if (name.kind !== 'name') p.error();
  p.next();
  const value = p.expression();
  if (!p.bound || name.kind !== 'name') return value;
  p.bound.push({ kind: 'assign', targets: [name], value, from, to: p.end });
  return name;
}

/** `yield` gives back what it was given, as far as anyone can know. */
function yielded(p: Parser): Expression {
  const { from } = p;
  p.next();
  if (p.take('from')) return p.expression();
  return p.isItem ? tuple(p) : p.unknown(from);
}
