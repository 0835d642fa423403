// Tests whose outcome is written: of parameters by their defaults or by what a call gives them, of settings by their
// values. Null where it depends on more.

import type { Expression } from '../syntax/ast.ts';
import type { Machine } from './machine.ts';
import type { Scope, Value } from './values.ts';

type Plain = string | number | boolean;

export function decide(m: Machine, test: Expression, scope: Scope): boolean | null {
  if (test.kind !== 'logic') {
    const value = plainOf(m, test, scope);
    return typeof value === 'boolean' ? value : null;
  }
  const { operator, operands } = test;
  const [left, right] = operands;
  switch (operator) {
    case 'not':
    case '!':
      return left ? opposite(decide(m, left, scope)) : null;
    case 'and':
    case '&&':
      return all(operands.map((operand) => decide(m, operand, scope)));
    case 'or':
    case '||':
      return opposite(all(operands.map((operand) => opposite(decide(m, operand, scope)))));
    case '==':
    case '===':
    case 'is':
      return left && right ? isEqual(m, left, right, scope) : null;
    case '!=':
    case '!==':
    case 'is not':
      return left && right ? opposite(isEqual(m, left, right, scope)) : null;
    case 'in':
      return left && right ? isAmong(m, left, right, scope) : null;
    case 'not in':
      return left && right ? opposite(isAmong(m, left, right, scope)) : null;
    default:
      return null;
  }
}

const opposite = (outcome: boolean | null): boolean | null => (outcome === null ? null : !outcome);

function all(outcomes: readonly (boolean | null)[]): boolean | null {
  if (outcomes.includes(false)) return false;
  return outcomes.includes(null) ? null : true;
}

function isEqual(m: Machine, left: Expression, right: Expression, scope: Scope): boolean | null {
  const [a, b] = [plainOf(m, left, scope), plainOf(m, right, scope)];
  return a === null || b === null ? null : a === b;
}

function isAmong(m: Machine, item: Expression, list: Expression, scope: Scope): boolean | null {
  if (list.kind !== 'sequence') return null;
  const found = list.items.map((other) => isEqual(m, item, other, scope));
  return opposite(all(found.map(opposite)));
}

function plainOf(m: Machine, expression: Expression, scope: Scope): Plain | null {
  const { kind } = expression;
  if (
    kind !== 'name' &&
    kind !== 'member' &&
    kind !== 'string' &&
    kind !== 'constant' &&
    kind !== 'number'
  )
    return null;
  return plain(m.evaluate(expression, scope));
}

function plain(value: Value): Plain | null {
  if (value.kind === 'text') return value.text;
  if (value.kind === 'truth') return value.value;
  if (value.kind !== 'code') return null;
  const { code } = value;
  if (code.kind === 'number') return code.value;
  return code.kind === 'symbol' ? code.symbol.value : null;
}
