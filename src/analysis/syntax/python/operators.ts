// Operators between operands, and those that stand before one.

import type { Expression } from '../ast.ts';
import { linked } from './links.ts';
import type { Parser } from './parser.ts';
import { comparison, isArithmetic, powers } from './precedence.ts';
import type { Kind } from './tokens.ts';

const prefixes: ReadonlySet<Kind> = new Set<Kind>(['-', '+', '~', 'not']);

/** Sums of thousands of terms lean left: they grow in a loop, not by recursion. */
export function operation(p: Parser, power: number): Expression {
  const { from } = p;
  let left = prefixes.has(p.kind) ? prefixed(p) : raised(p);
  for (;;) {
    const binds = powers.get(p.kind) ?? 0;
    if (binds < power || (p.kind === 'not' && p.following !== 'in')) return left;
    const operator = readOperator(p);
    if (!p.isOperand) {
      p.error();
      left = p.unknown(from, [left]);
    } else left = joined(p, operator, left, binds, from);
  }
}

function readOperator(p: Parser): string {
  const { kind } = p;
  p.next();
  if (kind === 'not' && p.take('in')) return 'not in';
  if (kind === 'is' && p.take('not')) return 'is not';
  return kind;
}

function joined(
  p: Parser,
  operator: string,
  left: Expression,
  binds: number,
  from: number,
): Expression {
  const { height } = p;
  p.height = 0;
  const right = operation(p, binds + 1);
  p.height = Math.max(height, p.height);
  return p.grown(
    isArithmetic(operator)
      ? { kind: 'binary', operator, left, right, from, to: p.end }
      : { kind: 'logic', operator, operands: [left, right], from, to: p.end },
    from,
  );
}

function prefixed(p: Parser): Expression {
  const { from, kind } = p;
  if (!prefixes.has(kind)) return raised(p);
  p.next();
  if (!p.isOperand) {
    p.error();
    return p.unknown(from);
  }
  const operand = p.deeper(kind === 'not' ? compared : prefixed);
  if (kind === '+') return operand;
  if (kind === '-') return { kind: 'negate', operand, from, to: p.end };
  return { kind: 'logic', operator: kind, operands: [operand], from, to: p.end };
}

function compared(p: Parser): Expression {
  return operation(p, comparison);
}

/** An operand with its exponent, which may have a sign. What is awaited counts as there. */
function raised(p: Parser): Expression {
  const { from } = p;
  const left = p.take('await') && !p.isOperand ? p.missing() : linked(p);
  if (p.kind !== '**') return left;
  p.next();
  if (!p.isOperand) {
    p.error();
    return p.unknown(from, [left]);
  }
  const right = p.deeper(prefixed);
  return { kind: 'binary', operator: '**', left, right, from, to: p.end };
}
