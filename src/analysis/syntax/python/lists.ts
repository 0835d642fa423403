// Expressions between commas: bare, or as the elements of a bracket.

import type { Expression } from '../ast.ts';
import type { Parser } from './parser.ts';
import { target } from './precedence.ts';
import type { Kind } from './tokens.ts';

/** One expression, or a bare tuple: `a, b`. */
export function tuple(p: Parser): Expression {
  return list(p, item);
}

/** What `for` assigns to: `in` is no operator there. */
export function targets(p: Parser): Expression {
  return list(p, targetItem);
}

function list(p: Parser, read: (p: Parser) => Expression): Expression {
  const { from } = p;
  const first = read(p);
  if (p.kind !== ',' && first.kind !== 'spread') return first;
  const items = [first];
  while (p.take(',') && p.isItem) items.push(read(p));
  return { kind: 'sequence', items, from, to: p.end };
}

/** An expression or `*expression`. */
export function item(p: Parser): Expression {
  return p.kind === '*' ? spread(p, item) : p.expression();
}

function targetItem(p: Parser): Expression {
  return p.kind === '*' ? spread(p, targetItem) : p.operation(target);
}

function spread(p: Parser, read: (p: Parser) => Expression): Expression {
  const { from } = p;
  p.next();
  return { kind: 'spread', operand: p.deeper(read), from, to: p.end };
}

/**
 * Reads the elements of the current bracket and stops before its end, `close`. What is no element costs itself alone;
 * `read` gives undefined for what is not to be kept.
 */
export function elements<T>(
  p: Parser,
  close: Kind,
  read: (p: Parser) => T | undefined,
): readonly T[] {
  let found: T[] = [];
  p.next();
  while (p.kind !== close) {
    const { at } = p;
    const element = p.kind === ',' ? undefined : read(p);
    // Most have one element; an empty array that grows makes room for seventeen.
    if (element !== undefined && found.length === 0) found = [element];
    else if (element !== undefined) found.push(element);
    const isRead = p.at > at;
    if ((isRead && p.take(',')) || p.kind === close) continue;
    p.error();
    // A comma forgotten between two elements, or something that is none.
    if (isRead && p.isOperand) continue;
    while (p.kind !== ',' && p.kind !== close) p.skip();
    p.take(',');
  }
  return found;
}
