// The factors a piece is weighed with, as powers of sizes and of the code's own names.

import { type Code, unnamed } from '../lowering/code.ts';
import { labelOf } from '../lowering/machine.ts';
import type { Product } from './product.ts';
import { isBatchSize } from './reductions.ts';
import { atEnd, formulaOf } from './weights.ts';

interface Factor {
  readonly code: Code;
  readonly exponent: number;
}

/** Multiplies by the weights; false where one of them is no plain arithmetic. */
export function timesWeights(
  product: Product,
  weights: readonly Code[],
  isLatent: (tensor: Code) => boolean,
): boolean {
  const sizes = new TensorSizes();
  for (const factor of weights.flatMap((weight) => factorsOf(weight, 1)))
    if (!sizes.take(factor) && !timesFactor(product, factor)) return false;
  sizes.into(product, isLatent);
  return true;
}

function timesFactor(product: Product, { code, exponent }: Factor): boolean {
  const number = numberOf(code);
  if (number !== null) {
    product.number *= number ** exponent;
    return true;
  }
  const name = formulaOf(code);
  if (name === null) return false;
  const value = unnamed(code);
  if (value.kind === 'symbol' && value.symbol.value !== null)
    product.values.set(name, value.symbol.value);
  product.times(name, exponent);
  return true;
}

function factorsOf(weight: Code, exponent: number): readonly Factor[] {
  const end = atEnd(weight);
  const parts = partsOf(weight, end, exponent);
  // A schedule that is no plain arithmetic goes by the name it was given.
  const isPlain = parts.every(({ code }) => numberOf(code) !== null || formulaOf(code) !== null);
  return isPlain || formulaOf(end) === null ? parts : [{ code: end, exponent }];
}

function partsOf(weight: Code, end: Code, exponent: number): readonly Factor[] {
  const value = unnamed(end);
  if (value.kind === 'multiply')
    return value.factors.flatMap((factor) => factorsOf(factor, exponent));
  if (value.kind === 'power' && value.exponent.kind === 'number')
    return factorsOf(value.base, exponent * value.exponent.value);
  return [{ code: isBatchSize(weight) ? value : end, exponent }];
}

const dimensionName = /dim|size|pixels|width|height|channels|features|input|rows|cols/iu;

/** A number, or one the code names as a number of dimensions: 1/784 is no weight. */
function numberOf(code: Code): number | null {
  const value = unnamed(code);
  if (value.kind === 'number') return value.value;
  if (value.kind !== 'symbol' || value.symbol.value === null || isBatchSize(value)) return null;
  const { value: number } = value.symbol;
  return Number.isInteger(number) && dimensionName.test(labelOf(value)) ? number : null;
}

/** `x.shape[1] * x.shape[2]`: sizes of one tensor, which together are how many numbers a datum has. */
class TensorSizes {
  readonly #tensors = new Map<Code, { readonly exponent: number; hasBatch: boolean }>();

  take({ code, exponent }: Factor): boolean {
    const value = unnamed(code);
    if (value.kind !== 'symbol' || value.symbol.origin !== 'size') return false;
    const { args, size } = value.symbol;
    const [of] = args;
    if (!of || size === 'N') return false;
    const tensor = unnamed(of);
    const known = this.#tensors.get(tensor);
    if (!known) this.#tensors.set(tensor, { exponent, hasBatch: size === 'numel' });
    else if (size === 'numel') known.hasBatch = true;
    return true;
  }

  into(product: Product, isLatent: (tensor: Code) => boolean): void {
    for (const [tensor, { exponent, hasBatch }] of this.#tensors) {
      product.times(isLatent(tensor) ? 'd' : 'D', exponent);
      if (hasBatch) product.times('B', exponent);
    }
  }
}
