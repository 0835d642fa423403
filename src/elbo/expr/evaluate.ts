// Expression x operations -> value: the one interpreter behind numbers, arrays and tensors.

import type { Expr } from './expr.ts';
import { numberOps } from './numberOps.ts';
import type { Ops } from './ops.ts';

/** A part that no symbol enters stays a float64 number until it meets one that does. */
type Reading<T> =
  { readonly constant: number } | { readonly value: T; readonly constant?: undefined };

/**
 * The value of `expr` under `ops`, with symbols looked up in `bindings`. A symbol that is not bound breaks the
 * caller's contract and throws.
 *
 * Parts without symbols (log 2 pi) are computed in float64 and enter as one literal: float32 engines get
 * the rounded constant instead of a rounded computation, and pay no kernel for it.
 */
export function evaluate<T>(expr: Expr, ops: Ops<T>, bindings: Readonly<Record<string, T>>): T {
  const lift = (reading: Reading<T>): T =>
    reading.constant === undefined ? reading.value : ops.number(reading.constant);

  const combine = (
    left: Reading<T>,
    right: Reading<T>,
    operation: 'add' | 'multiply' | 'divide' | 'power',
  ): Reading<T> =>
    left.constant !== undefined && right.constant !== undefined
      ? { constant: numberOps[operation](left.constant, right.constant) }
      : { value: ops[operation](lift(left), lift(right)) };

  const read = (node: Expr): Reading<T> => {
    switch (node.kind) {
      case 'number':
        return { constant: node.value };
      case 'constant':
        return { constant: Math.PI };
      case 'symbol':
        return { value: lookUp(node.name, bindings) };
      case 'add':
        return chain(node.terms, 'add', 0);
      case 'multiply':
        return chain(node.factors, 'multiply', 1);
      case 'divide':
        return combine(read(node.numerator), read(node.denominator), 'divide');
      case 'power':
        return readPower(node.base, node.exponent);
      case 'apply':
        return readApply(node);
      case 'reduce':
        return { value: ops.reduce(node.reduction, node.axis, lift(read(node.body))) };
    }
  };

  const chain = (
    parts: readonly Expr[],
    operation: 'add' | 'multiply',
    unit: number,
  ): Reading<T> =>
    parts.length === 0
      ? { constant: unit }
      : parts.map(read).reduce((left, right) => combine(left, right, operation));

  /** A square is a product: exact in every engine, where a general power is neither exact nor cheap. */
  const readPower = (base: Expr, exponent: Expr): Reading<T> => {
    const value = read(base);
    if (exponent.kind === 'number' && exponent.value === 2)
      return combine(value, value, 'multiply');
    return combine(value, read(exponent), 'power');
  };

  const readApply = (node: Extract<Expr, { kind: 'apply' }>): Reading<T> => {
    const args = node.args.map(read);
    const constants = args.flatMap(({ constant }) => (constant === undefined ? [] : [constant]));
    return constants.length === args.length
      ? { constant: numberOps.apply(node.fn, constants) }
      : { value: ops.apply(node.fn, args.map(lift)) };
  };

  return lift(read(expr));
}

function lookUp<T>(name: string, bindings: Readonly<Record<string, T>>): T {
  if (!Object.hasOwn(bindings, name)) {
    throw new Error(
      `symbol "${name}" is not bound; bound are: ${Object.keys(bindings).join(', ') || 'none'}`,
    );
  }
  return bindings[name] as T;
}
