// A product of powers of sizes and weights, and how it is written: `beta*D/2`.

import type { Size } from './sizes.ts';
import type { Ratio } from './term.ts';

export class Product {
  number = 1;
  readonly powers = new Map<string, number>();
  /** What the code sets names to, where it does. */
  readonly values = new Map<string, number>();

  times(name: string, exponent: number): void {
    const sum = (this.powers.get(name) ?? 0) + exponent;
    if (sum === 0) this.powers.delete(name);
    else this.powers.set(name, sum);
  }

  over(other: Product): Product {
    const result = new Product();
    result.number = this.number / other.number;
    for (const [name, exponent] of this.powers) result.times(name, exponent);
    for (const [name, exponent] of other.powers) result.times(name, -exponent);
    for (const one of [this, other])
      for (const [name, value] of one.values) result.values.set(name, value);
    return result;
  }
}

/** With the sizes that are known; what the code divides by as it averages over it cancels. */
export function quantityOf(quotient: Product, sizes: readonly Size[]): Ratio {
  for (const { symbol, value } of sizes) {
    quotient.values.set(symbol, value);
    const exponent = quotient.powers.get(symbol) ?? 0;
    if (exponent === 0 || (symbol !== 'D' && symbol !== 'd')) continue;
    const folded = Number((quotient.number * value ** exponent).toPrecision(11));
    // The code divides by the very size it averages over: they cancel.
    if (isSimple(folded) && !isSimple(quotient.number)) {
      quotient.number = folded;
      quotient.powers.delete(symbol);
    }
  }
  const { powers, values } = quotient;
  const number = Number(quotient.number.toPrecision(12));
  const isKnown = [...powers.keys()].every((name) => values.has(name));
  let value = number;
  for (const [name, exponent] of powers) value *= (values.get(name) ?? 0) ** exponent;
  return {
    formula: written(number, [...powers]),
    value: isKnown ? Number(value.toPrecision(12)) : null,
    factor: number,
    powers,
  };
}

function written(number: number, powers: readonly (readonly [string, number])[]): string {
  const isInverse = Math.abs(number) < 0.9 && isWhole(1 / number);
  const above = [
    isInverse ? '1' : String(number),
    ...powers.filter(([, exponent]) => exponent > 0).map(power),
  ];
  const below = [
    ...(isInverse ? [String(Math.round(1 / number))] : []),
    ...powers.filter(([, exponent]) => exponent < 0).map(([name, e]) => power([name, -e])),
  ];
  const top = above.length > 1 && above[0] === '1' ? above.slice(1) : above;
  return top.join('*') + below.map((part) => `/${part}`).join('');
}

function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) < 1e-9 * Math.abs(value);
}

function isSimple(value: number): boolean {
  return [1, 2, 0.5, 4, 0.25].some((simple) => Math.abs(Math.abs(value) - simple) < 1e-9);
}

function power([name, exponent]: readonly [string, number]): string {
  const base = /^[\w.]+$/u.test(name) ? name : `(${name})`;
  return exponent === 1 ? base : `${base}^${exponent}`;
}
