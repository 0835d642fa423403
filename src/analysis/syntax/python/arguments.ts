// Arguments of a call, and the bases of a class.

import type { Argument } from '../ast.ts';
import { comprehension } from './comprehensions.ts';
import { elements } from './lists.ts';
import type { Parser } from './parser.ts';

export function argumentsOf(p: Parser): readonly Argument[] {
  if (p.isComprehension) return [{ name: null, spread: false, value: comprehension(p) }];
  const args = elements(p, ')', argument);
  p.next();
  return args;
}

function argument(p: Parser): Argument | undefined {
  const spread = p.take('*') || p.take('**');
  const name = p.following === '=' && p.isName ? p.name() : undefined;
  if (name !== undefined) {
    p.next();
    // Half typed: `f(dim=)`.
    if (!p.isOperand) {
      p.error();
      return undefined;
    }
  }
  return { name: name ?? null, spread, value: p.expression() };
}
