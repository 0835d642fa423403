// Comprehensions, in brackets of any kind. Of their loops the first is kept; conditions and further loops are read over.

import type { Expression } from '../ast.ts';
import { item, targets } from './lists.ts';
import type { Parser } from './parser.ts';
import { disjunction } from './precedence.ts';

/** What is made of each element is made many times, or never: a `:=` in it is only its value. */
export function comprehension(p: Parser): Expression {
  const outer = p.bound;
  p.bound = null;
  const read = made(p);
  p.bound = outer;
  return read;
}

function made(p: Parser): Expression {
  const { from, to } = p.bracket;
  p.next();
  const isUnpacked = p.take('**');
  const first = item(p);
  const key = p.take(':') ? first : null;
  const element = key ? p.expression() : first;
  skipTo(p, isClause);
  p.take('async');
  p.take('for');
  const target = targets(p);
  const iterable = p.expect('in') ? p.operation(disjunction) : undefined;
  while (isClause(p) || p.kind === 'if') clause(p);
  p.take(',');
  skipTo(p, isEnd);
  p.next();
  if (!iterable || isUnpacked) return { kind: 'unknown', parts: [], from, to };
  return { kind: 'comprehension', key, element, target, iterable, from, to };
}

function clause(p: Parser): void {
  if (p.take('if')) {
    p.operation(disjunction);
    return;
  }
  p.take('async');
  p.take('for');
  targets(p);
  if (p.expect('in')) p.operation(disjunction);
}

function isClause(p: Parser): boolean {
  return p.kind === 'for' || p.kind === 'async';
}

function isEnd(p: Parser): boolean {
  return p.kind === ')' || p.kind === ']' || p.kind === '}';
}

function skipTo(p: Parser, isThere: (p: Parser) => boolean): void {
  if (!isThere(p)) p.error();
  while (!isThere(p) && !isEnd(p)) p.skip();
}
