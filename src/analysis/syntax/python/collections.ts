// Tuples, lists, sets and dictionaries.

import type { Expression } from '../ast.ts';
import { comprehension } from './comprehensions.ts';
import { elements, item } from './lists.ts';
import type { Parser } from './parser.ts';

/** An expression in parentheses, which add nothing to it, or a tuple. */
export function parenthesized(p: Parser): Expression {
  if (p.isComprehension) return comprehension(p);
  const { from } = p;
  const items = elements(p, ')', item);
  const isTuple = p.preceding === ',';
  p.next();
  const [only] = items;
  if (items.length === 1 && only && !isTuple && only.kind !== 'spread') return only;
  return { kind: 'sequence', items, from, to: p.end };
}

export function list(p: Parser): Expression {
  if (p.isComprehension) return comprehension(p);
  const { from } = p;
  const items = elements(p, ']', item);
  p.next();
  return { kind: 'sequence', items, from, to: p.end };
}

/** A dictionary, or a set: the first element tells, and what is not like it is dropped. */
export function braces(p: Parser): Expression {
  if (p.isComprehension) return comprehension(p);
  const { from } = p;
  let isSet: boolean | undefined;
  const read = elements(p, '}', () => {
    const element = entry(p);
    isSet ??= element.key === undefined;
    if ((element.key === undefined) === isSet) return element;
    p.error();
    return undefined;
  });
  p.next();
  const span = { from, to: p.end };
  if (isSet) return { kind: 'sequence', items: read.map(({ value }) => value), ...span };
  const entries = read.map(({ key = null, value }) => ({ key, value }));
  return { kind: 'dictionary', entries, ...span };
}

/** The key is null for `**unpacked`, undefined for an element of a set. */
function entry(p: Parser): { key?: Expression | null; value: Expression } {
  if (p.take('**')) return { key: null, value: p.expression() };
  const first = item(p);
  return p.take(':') ? { key: first, value: p.expression() } : { value: first };
}
