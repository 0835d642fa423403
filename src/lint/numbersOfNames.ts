// Numbers a program gives its names: assignments, defaults of parameters and of options, keywords of calls.

import type { Expression, Program, Span } from '../analysis/syntax/ast.ts';
import { lastName, nodesOf } from './syntax.ts';

export interface NumberOfName extends Span {
  readonly name: string;
  readonly value: number;
  /** What it is unless somebody says otherwise: of a parameter or an option. */
  readonly isDefault: boolean;
}

export function numbersIn(program: Program): readonly NumberOfName[] {
  const found: NumberOfName[] = [];
  const note = (name: string, value: Expression | null | undefined, isDefault = false) => {
    const number = value ? numberOf(value) : null;
    if (number !== null && value)
      found.push({ name, value: number, isDefault, from: value.from, to: value.to });
  };
  for (const node of nodesOf(program)) {
    if (node.kind === 'assign')
      for (const target of node.targets) note(lastName(target), node.value);
    if (node.kind === 'function') for (const one of node.params) note(one.name, one.default, true);
    if (node.kind === 'dictionary')
      for (const { key, value } of node.entries) if (key?.kind === 'string') note(key.value, value);
    if (node.kind !== 'call') continue;
    const option = node.args.find(
      ({ value }) => value.kind === 'string' && value.value.startsWith('--'),
    );
    const isOption = lastName(node.callee) === 'add_argument' && option?.value.kind === 'string';
    for (const { name, value } of node.args) {
      if (isOption && name === 'default')
        note(option.value.value.slice(2).replaceAll('-', '_'), value, true);
      else if (!isOption && name !== null) note(name, value);
    }
  }
  return found;
}

/** `100`, `100.0`, `10 * 50` */
export function numberOf(value: Expression): number | null {
  if (value.kind === 'number') return value.value;
  if (value.kind !== 'binary') return null;
  const [left, right] = [numberOf(value.left), numberOf(value.right)];
  if (left === null || right === null) return null;
  switch (value.operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    default:
      return null;
  }
}

/** The one number of all names that fit; null where they say several. */
export function onlyNumber(
  numbers: readonly NumberOfName[],
  test: (name: string) => boolean,
): NumberOfName | null {
  const fitting = numbers.filter(({ name }) => test(name));
  const [first] = fitting;
  return first && fitting.every(({ value }) => value === first.value) ? first : null;
}
