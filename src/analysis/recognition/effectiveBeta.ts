// The weight of the KL once the likelihood has scale 1, as a formula in sizes and the code's own names.

import { type Code, unnamed } from '../lowering/code.ts';
import { reductionOf } from './reductions.ts';
import type { Size } from './sizes.ts';
import type { Piece } from './piece.ts';
import type { Quantity } from './term.ts';
import { formulaOf } from './weights.ts';

interface Multiplier {
  readonly number: number;
  /** Factors in the code's names, each with its exponent. */
  readonly factors: ReadonlyMap<string, number>;
  /** What the code sets those names to, where it does. */
  readonly values: ReadonlyMap<string, number>;
}

/** (multiplier of the KL) / (multiplier of the negative log likelihood), sizes and weights as symbols. */
export function ratio(
  divergence: Piece,
  likelihood: Piece,
  sizes: readonly Size[],
): Quantity | null {
  // A value per datum beside one already reduced over the batch is averaged with it in the end.
  const states = [
    reductionOf({ ...divergence, weights: [] }),
    reductionOf({ ...likelihood, weights: [] }),
  ];
  const isPerDatum = states.every(({ batch }) => batch === 'none');
  // Elements never summed meet a value that is: the mean at the end runs over them too.
  const isPerElement = states.every(({ features }) => features === 'none');
  const above = multiplierOf(divergence, 'd', isPerDatum, isPerElement);
  const below = multiplierOf(likelihood, 'D', isPerDatum, isPerElement);
  if (!above || !below || below.number === 0) return null;
  const factors = new Map(above.factors);
  for (const [name, exponent] of below.factors)
    factors.set(name, (factors.get(name) ?? 0) - exponent);
  const quotient = Number((above.number / below.number).toPrecision(12));
  // The sign of what is known by its name alone is not known.
  let number = divergence.match && likelihood.match ? quotient : Math.abs(quotient);
  const values = new Map([...above.values, ...below.values]);
  for (const { symbol: name, value: size } of sizes) {
    values.set(name, size);
    if (name !== 'D' && name !== 'd') continue;
    const folded = Number((number * size ** (factors.get(name) ?? 0)).toPrecision(11));
    // The code divides by the very size it averages over: they cancel.
    if ((factors.get(name) ?? 0) !== 0 && isSimple(folded) && !isSimple(number)) {
      number = folded;
      factors.delete(name);
    }
  }
  number = Number(number.toPrecision(12));
  const parts = [...factors].filter(([, exponent]) => exponent !== 0);
  const isInverse = Math.abs(number) < 0.9 && isWhole(1 / number);
  const numerator = [
    isInverse ? '1' : String(Number(number.toPrecision(12))),
    ...parts.filter(([, e]) => e > 0).map(power),
  ];
  const denominator = [
    ...(isInverse ? [String(Math.round(1 / number))] : []),
    ...parts.filter(([, e]) => e < 0).map(([name, e]) => power([name, -e])),
  ];
  const top = numerator.length > 1 && numerator[0] === '1' ? numerator.slice(1) : numerator;
  const formula = top.join('*') + denominator.map((part) => `/${part}`).join('');
  const known = parts.every(([name]) => values.has(name));
  const value = parts.reduce(
    (product, [name, exponent]) => product * (values.get(name) ?? 0) ** exponent,
    number,
  );
  return { formula, value: known ? Number(value.toPrecision(12)) : null };
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

function multiplierOf(
  piece: Piece,
  size: 'D' | 'd',
  isPerDatum: boolean,
  isPerElement: boolean,
): Multiplier | null {
  const factors = new Map<string, number>();
  const values = new Map<string, number>();
  const put = (name: string, exponent: number) =>
    factors.set(name, (factors.get(name) ?? 0) + exponent);
  const { batch, features } = reductionOf({ ...piece, weights: [] });
  let number = piece.coefficient * (piece.match?.scale ?? 1);
  // What cannot be looked into is taken to be reduced as it should be.
  const isKnown = piece.match !== null;
  if (features === 'mean' || (features === 'none' && isKnown && !isPerElement)) put(size, -1);
  if (batch === 'mean' || (batch === 'none' && isKnown && !isPerDatum)) put('B', -1);
  for (const weight of piece.weights.flatMap(factorsOf)) {
    const formula = formulaOf(weight);
    if (formula === null) return null;
    const dimension = dimensionOf(weight);
    if (dimension !== null) {
      number *= dimension;
      continue;
    }
    const inverse = /^\(([\w.]+)\)\^\((-?\d+)\)$/u.exec(formula);
    const name = inverse?.[1] ?? formula;
    const value = settingOf(weight);
    if (value !== null) values.set(name, value);
    put(name, inverse ? Number(inverse[2]) : 1);
  }
  return { number, factors, values };
}

function factorsOf(weight: Code): readonly Code[] {
  const value = unnamed(weight);
  return value.kind === 'multiply' ? value.factors.flatMap(factorsOf) : [weight];
}

const dimensionName = /dim|size|pixels|width|height|channels|features|input|rows|cols/iu;

/** A named number of dimensions, or one over it, as a number: 1/784 is no weight. */
function dimensionOf(weight: Code): number | null {
  const value = unnamed(weight);
  const base = value.kind === 'power' ? unnamed(value.base) : value;
  if (base.kind !== 'symbol' || base.symbol.value === null) return null;
  const number = base.symbol.value;
  if (!Number.isInteger(number) || !dimensionName.test(base.symbol.name)) return null;
  if (value.kind !== 'power') return number;
  return value.exponent.kind === 'number' ? number ** value.exponent.value : null;
}

/** The number a weight is set to, if the code names one. */
function settingOf(weight: Code): number | null {
  const value = unnamed(weight);
  const base = value.kind === 'power' ? unnamed(value.base) : value;
  return base.kind === 'symbol' ? base.symbol.value : null;
}
