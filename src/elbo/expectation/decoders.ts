// Small decoders with one output h(z), to see an expectation over z by: one where everything is known in closed form,
// one that saturates, one that several z explain equally well.

import { plus, squared, symbol, tanh, times } from '../expr/build.ts';
import type { Expr } from '../expr/expr.ts';

export interface SmallDecoder<Id extends string = string> {
  readonly id: Id;
  readonly name: string;
  /** What its shape does to log p(x|z), in one sentence. */
  readonly effect: (latent: LatentSize) => string;
  /** h as a function of `z1` (and `z2`), `w` and `b`. The second dimension counts half as much. */
  readonly output: (latent: LatentSize) => Expr;
  readonly shape: Shape;
}

/** f of h = w f(z) + b, as numbers. */
export interface Shape {
  readonly at: (z: number) => number;
  /** All z where f is the value. */
  readonly inverse: (value: number) => readonly number[];
  /** Values between which those have no end: where f turns around, or comes near and stays. */
  readonly edges: readonly number[];
  /** How wide a piece of z may be for a polynomial of degree 20 to stand for f. */
  readonly bend: number;
}

export type LatentSize = 1 | 2;

export const weight = symbol('w');
export const bias = symbol('b');

/** Symbols of the dimensions of z; with one dimension it is z itself. */
export const latentSymbols = (latent: LatentSize): readonly Expr[] =>
  latent === 1 ? [symbol('z', ['sample'])] : [symbol('z1', ['sample']), symbol('z2', ['sample'])];

const affine =
  (shape: (z: Expr) => Expr) =>
  (latent: LatentSize): Expr => {
    const [first, second] = latentSymbols(latent).map(shape);
    const terms = [first, second && times(0.5, second)].filter((term) => term !== undefined);
    return plus(times(weight, terms.length === 1 ? (terms[0] ?? 0) : plus(...terms)), bias);
  };

export const decoders = [
  {
    id: 'linear',
    name: 'Linear',
    effect: () => 'Under a Gaussian, log p(x|z) is then a parabola in z.',
    output: affine((z) => z),
    shape: { at: (z) => z, inverse: (value) => [value], edges: [], bend: Infinity },
  },
  {
    id: 'tanh',
    name: 'Saturating (tanh)',
    effect: () => 'Far from 0 all z give the same output, so log p(x|z) becomes flat there.',
    output: affine(tanh),
    shape: {
      at: Math.tanh,
      inverse: (value) => (Math.abs(value) < 1 ? [Math.atanh(value)] : []),
      edges: [-1, 1],
      bend: 1.6,
    },
  },
  {
    id: 'square',
    name: 'Square',
    effect: (latent) =>
      latent === 1
        ? 'z and −z give the same output, so log p(x|z) can have two tops and one Gaussian q sits on one of them.'
        : 'All z of an ellipse give the same output, so log p(x|z) can have a ring for its top and one Gaussian q covers a part of it.',
    output: affine(squared),
    shape: {
      at: (z) => z * z,
      inverse: (value) => (value < 0 ? [] : [-Math.sqrt(value), Math.sqrt(value)]),
      edges: [0],
      bend: Infinity,
    },
  },
] as const satisfies readonly SmallDecoder[];

export type DecoderId = (typeof decoders)[number]['id'];

export const decoderIds: readonly DecoderId[] = decoders.map(({ id }) => id);

export function getDecoder(id: DecoderId): SmallDecoder<DecoderId> {
  const found = decoders.find((decoder) => decoder.id === id);
  if (found === undefined) throw new Error(`no decoder is called "${id}"`);
  return found;
}
