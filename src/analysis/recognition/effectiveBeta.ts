// The weight of the KL once the likelihood has scale 1, as a formula in sizes and the code's own names.

import { type Code, unnamed } from '../lowering/code.ts';
import { labelOf } from '../lowering/machine.ts';
import type { Piece } from './piece.ts';
import { isBatchSize, type ReductionState, reductionOf, unreduced } from './reductions.ts';
import type { Size } from './sizes.ts';
import type { Quantity } from './term.ts';
import { atEnd, formulaOf } from './weights.ts';

/** A product of powers, by the names of what is raised. */
class Product {
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

/** (multiplier of the KL) / (multiplier of the negative log likelihood), sizes and weights as symbols. */
export function ratio(
  divergence: Piece,
  likelihood: Piece,
  sizes: readonly Size[],
): Quantity | null {
  const above: Side = { piece: divergence, size: 'd', other: likelihood };
  // A datum of classes is a sequence of them.
  const letter = likelihood.sense?.family === 'categorical' ? 'T' : 'D';
  const below: Side = { piece: likelihood, size: letter, other: divergence };
  const states = [stateOf(above), stateOf(below)] as const;
  // A value per datum beside one already reduced over the batch is averaged with it in the end; elements never summed
  // meet a value that is: the mean at the end runs over them too.
  const isPerDatum = states.every(({ batch }) => batch === 'none');
  const isPerElement = states.every(({ features }) => features === 'none');
  const open = { isPerDatum, isPerElement };
  const numerator = multiplierOf(above, states[0], open);
  const denominator = multiplierOf(below, states[1], open);
  if (!numerator || !denominator || denominator.number === 0) return null;
  const quotient = numerator.over(denominator);
  // The sign of what is known by its name alone is not known.
  if (!divergence.match || !likelihood.match) quotient.number = Math.abs(quotient.number);
  return quantityOf(quotient, sizes);
}

function quantityOf(quotient: Product, sizes: readonly Size[]): Quantity {
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

interface Side {
  readonly piece: Piece;
  readonly size: 'D' | 'd' | 'T';
  /** The piece it is added to. */
  readonly other: Piece;
}

/**
 * How far a piece is reduced. One that cannot be looked into has, where it is added, the shape of what it is added to:
 * beside a value that is summed it is taken to be summed too.
 */
function stateOf({ piece, other }: Side): ReductionState {
  const { reductions, flags } = piece;
  const plain = { reductions, flags, weights: [] };
  if (!isOpaque(piece)) return reductionOf(plain);
  if (isOpaque(other)) return reductionOf(plain, { ...unreduced, features: 'sum' });
  const shared = sharedReductions(piece, other);
  const there = reductionOf({
    flags: other.flags,
    reductions: other.reductions.slice(shared),
    weights: other.weights.filter((weight) => !piece.weights.includes(weight)),
  });
  const own = reductionOf({ ...plain, reductions: plain.reductions.slice(shared) });
  const isSummedThere = own.features === 'none' && there.features !== 'none';
  return reductionOf(
    { ...plain, reductions: plain.reductions.slice(0, shared) },
    {
      batch: own.batch === 'none' ? there.batch : own.batch,
      features: isSummedThere ? 'sum' : own.features,
    },
  );
}

/** Nothing is known of its axes: no formula, and no library's loss whose axes are known. */
function isOpaque({ match, kernel }: Piece): boolean {
  return match === null && !(kernel.kind === 'library' && kernel.family === 'categorical');
}

/** The reductions around the sum both stand in. */
function sharedReductions(a: Piece, b: Piece): number {
  let count = 0;
  while (count < a.reductions.length && a.reductions[count] === b.reductions[count]) count += 1;
  return count;
}

function multiplierOf(
  { piece, size, other }: Side,
  { batch, features }: ReductionState,
  open: { readonly isPerDatum: boolean; readonly isPerElement: boolean },
): Product | null {
  const product = new Product();
  product.number = piece.coefficient * (piece.match?.scale ?? 1);
  // What cannot be looked into is taken to be reduced as it should be.
  const isKnown = !isOpaque(piece);
  if (features === 'mean' || (features === 'none' && isKnown && !open.isPerElement))
    product.times(size, -1);
  if (batch === 'mean' || (batch === 'none' && isKnown && !open.isPerDatum)) product.times('B', -1);
  const ofTensors = new TensorSizes();
  for (const weight of piece.weights.flatMap(factorsOf)) {
    if (ofTensors.take(weight)) continue;
    const formula = formulaOf(weight);
    if (formula === null) return null;
    const dimension = dimensionOf(weight);
    if (dimension !== null) {
      product.number *= dimension;
      continue;
    }
    const plain = Number(formula);
    if (formula !== '' && Number.isFinite(plain)) {
      product.number *= plain;
      continue;
    }
    const inverse = /^\(([\w.]+)\)\^\((-?\d+)\)$/u.exec(formula);
    const name = inverse?.[1] ?? formula;
    const value = settingOf(weight);
    if (value !== null) product.values.set(name, value);
    product.times(name, inverse ? Number(inverse[2]) : 1);
  }
  const isLatent = (tensor: Code) => rolesOf(size === 'd' ? piece : other).includes(tensor);
  ofTensors.into(product, isLatent);
  return product;
}

/** What the variables of a formula are, under their names. */
function rolesOf({ match }: Piece): readonly Code[] {
  return match?.roles.map(unnamed) ?? [];
}

/** `x.shape[1] * x.shape[2]`: sizes of one tensor, which together are how many numbers a datum has. */
class TensorSizes {
  readonly #tensors = new Map<Code, { exponent: number; hasBatch: boolean; hasEvent: boolean }>();

  take(weight: Code): boolean {
    const value = unnamed(weight);
    const isPower = value.kind === 'power' && value.exponent.kind === 'number';
    const base = isPower ? unnamed(value.base) : value;
    if (base.kind !== 'symbol' || base.symbol.origin !== 'size') return false;
    const [of] = base.symbol.args;
    if (!of || base.symbol.size === 'N') return false;
    const exponent =
      isPower && value.exponent.kind === 'number' ? Math.sign(value.exponent.value) : 1;
    const tensor = unnamed(of);
    const known = this.#tensors.get(tensor) ?? { exponent, hasBatch: false, hasEvent: false };
    if (base.symbol.size === 'numel') known.hasBatch = true;
    known.hasEvent = true;
    this.#tensors.set(tensor, known);
    return true;
  }

  into(product: Product, isLatent: (tensor: Code) => boolean): void {
    for (const [tensor, { exponent, hasBatch, hasEvent }] of this.#tensors) {
      if (hasEvent) product.times(isLatent(tensor) ? 'd' : 'D', exponent);
      if (hasBatch) product.times('B', exponent);
    }
  }
}

function factorsOf(weight: Code): readonly Code[] {
  const value = unnamed(atEnd(weight));
  if (value.kind === 'multiply') return value.factors.flatMap(factorsOf);
  if (value.kind === 'power' && value.exponent.kind === 'number') {
    const base = unnamed(value.base);
    if (base.kind === 'multiply' && value.exponent.value === -1)
      return base.factors.flatMap(factorsOf).map(inverseOf);
  }
  return [value.kind === 'number' || isBatchSize(weight) ? value : atEnd(weight)];
}

/** A factor of what is divided by. */
function inverseOf(factor: Code): Code {
  return { ...factor, kind: 'power', base: factor, exponent: minusOne } as Code;
}

const minusOne = { id: -1, holds: 0, kind: 'number', value: -1 } as const;

const dimensionName = /dim|size|pixels|width|height|channels|features|input|rows|cols/iu;

/** A named number of dimensions, or one over it, as a number: 1/784 is no weight. */
function dimensionOf(weight: Code): number | null {
  const value = unnamed(weight);
  const base = value.kind === 'power' ? unnamed(value.base) : value;
  if (base.kind !== 'symbol' || base.symbol.value === null) return null;
  const number = base.symbol.value;
  const isSize = Number.isInteger(number) && dimensionName.test(labelOf(base));
  if (!isSize || isBatchSize(base)) return null;
  if (value.kind !== 'power') return number;
  return value.exponent.kind === 'number' ? number ** value.exponent.value : null;
}

/** The number a weight is set to, if the code names one. */
function settingOf(weight: Code): number | null {
  const value = unnamed(weight);
  const base = value.kind === 'power' ? unnamed(value.base) : value;
  return base.kind === 'symbol' ? base.symbol.value : null;
}
