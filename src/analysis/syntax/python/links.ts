// Members, calls and indices: the links of a chain, `x.pow(2)[0].sum()`.

import type { Expression } from '../ast.ts';
import { argumentsOf } from './arguments.ts';
import { atom } from './atoms.ts';
import { elements, item } from './lists.ts';
import type { Parser } from './parser.ts';

/** An operand with its links. */
export function linked(p: Parser): Expression {
  const { from } = p;
  let chain = atom(p);
  for (;;) {
    const longer = withLink(p, chain, from);
    if (!longer) return chain;
    chain = p.grown(longer, from);
  }
}

/** The chain with one more link, or undefined where it ends. */
function withLink(p: Parser, object: Expression, from: number): Expression | undefined {
  if (p.kind === '.') return member(p, object, from);
  if (p.kind === '(') {
    const args = argumentsOf(p);
    return { kind: 'call', callee: object, args, from, to: p.end };
  }
  if (p.kind !== '[') return undefined;
  const indices = elements(p, ']', index);
  p.next();
  return { kind: 'index', object, indices, from, to: p.end };
}

/** A dot still without its property adds nothing. */
function member(p: Parser, object: Expression, from: number): Expression {
  p.next();
  const property = p.name();
  return property === undefined ? object : { kind: 'member', object, property, from, to: p.end };
}

function index(p: Parser): Expression {
  const { from } = p;
  const first = p.kind === ':' ? null : item(p);
  if (first && p.kind !== ':') return first;
  const parts = [first];
  while (p.take(':')) parts.push(p.isOperand ? p.expression() : null);
  return { kind: 'slice', parts, from, to: p.end };
}
