// The likelihood p(x|z) of one number x under a small decoder, as one expression in z: what an expectation over z averages.

import { arrayOps, namedArray, scalar, type NamedArray } from '../expr/arrayOps.ts';
import { dualOps, type Dual } from '../expr/dualOps.ts';
import { evaluate } from '../expr/evaluate.ts';
import type { Expr } from '../expr/expr.ts';
import { substitute } from '../expr/walk.ts';
import type { Family, Parameters } from '../families/family.ts';
import { families, getFamily, trainedForm, type FamilyId } from '../families/index.ts';
import type { Random } from '../random.ts';
import { numberOps } from '../expr/numberOps.ts';
import { getDecoder, latentSymbols, type DecoderId, type LatentSize } from './decoders.ts';

export interface SmallModel {
  readonly family: FamilyId;
  readonly decoder: DecoderId;
  readonly latent: LatentSize;
  /** Slope w and offset b of the decoder. */
  readonly weight: number;
  readonly bias: number;
  /** The scale of the likelihood, where it has one: sigma of a Gaussian, b of a Laplace. */
  readonly scale: number;
}

/**
 * Families that one decoder output decides, beside a scale. Rates are not among them: with h = w z^2 the mean of
 * exp(h) under a Gaussian need not exist.
 */
export const smallFamilies: readonly Family<FamilyId>[] = families.filter(
  ({ event, given, decoder, support }) =>
    event.of === 'dimension' &&
    given.length === 0 &&
    decoder.outputs.length === 1 &&
    decoder.components === 'none' &&
    (support === 'real' || support === 'zeroOrOne' || support === 'unitInterval'),
);

/** The setting that is the scale, by the letter it goes by; undefined for families without one. */
export const scaleOf = (family: Family): Family['decoder']['settings'][number] | undefined =>
  family.decoder.settings[0];

/** Whether x is a value that the family gives probability or density to. */
export function isInSupport(id: FamilyId, x: number): boolean {
  const { support } = getFamily(id);
  if (support === 'zeroOrOne') return x === 0 || x === 1;
  return support === 'unitInterval' ? x >= 0 && x <= 1 : Number.isFinite(x);
}

/** log p(x|z) as an expression in z, w, b, x and the family's settings. */
export function logLikelihood({
  family: id,
  decoder,
  latent,
}: Pick<SmallModel, 'family' | 'decoder' | 'latent'>): Expr {
  const family = getFamily(id);
  const [output = ''] = family.decoder.outputs;
  return substitute(trainedForm(family).logProb, { [output]: getDecoder(decoder).output(latent) });
}

/** Points of z, one array for each dimension. */
export type Points = readonly Float64Array[];

export interface Likelihoods {
  /** log p(x|z) in nats. */
  readonly values: Float64Array;
  /** Its derivative by each dimension of z. */
  readonly slopes: readonly Float64Array[];
}

/** log p(x|z) with its slopes at points of z; `x` may be one for all points or one for each. */
export function likelihoodsAt(
  model: SmallModel,
  x: number | Float64Array,
  points: Points,
): Likelihoods {
  const count = points[0]?.length ?? 0;
  const along = (values: Float64Array): NamedArray => namedArray(['sample'], [count], values);
  const numbers = Object.entries(numbersOf(model)).map(([name, value]) =>
    still(name, scalar(value)),
  );
  const names = namesOf(model.latent);
  // By the chain rule over h: log p is long and h is short, and each dimension of z would cost another reading.
  const outputs = names.map((moving): Dual => {
    const latents = names.map((name, at): [string, Dual] => [
      name,
      {
        value: along(points[at] ?? new Float64Array(count)),
        slope: scalar(name === moving ? 1 : 0),
      },
    ]);
    const { output } = getDecoder(model.decoder);
    return evaluate(output(model.latent), dualOps, Object.fromEntries([...numbers, ...latents]));
  });
  const family = getFamily(model.family);
  const data = still('x', typeof x === 'number' ? scalar(x) : along(x));
  const output: Dual = { value: outputs[0]?.value ?? scalar(Number.NaN), slope: scalar(1) };
  const read = evaluate(
    trainedForm(family).logProb,
    dualOps,
    Object.fromEntries([...numbers, data, [family.decoder.outputs[0] ?? '', output]]),
  );
  const bySample = (array: NamedArray): Float64Array =>
    array.axes.length > 0
      ? array.values
      : new Float64Array(count).fill(array.values[0] ?? Number.NaN);
  return {
    values: bySample(read.value),
    slopes: outputs.map(({ slope }) => bySample(arrayOps.multiply(read.slope, slope))),
  };
}

const still = (name: string, value: NamedArray): [string, Dual] => [
  name,
  { value, slope: scalar(0) },
];

const namesOf = (latent: LatentSize): readonly string[] =>
  latentSymbols(latent).flatMap((one) => (one.kind === 'symbol' ? [one.name] : []));

/** What the symbols beside z and x stand for: w, b, and the settings as they are learned. */
function numbersOf(model: SmallModel): Readonly<Record<string, number>> {
  const { settings } = getFamily(model.family).decoder;
  const bound = settings.map(({ parameter, value, learnedFromValue }, at): [string, number] => [
    parameter,
    learnedFromValue(at === 0 ? model.scale : value.default),
  ]);
  return { w: model.weight, b: model.bias, ...Object.fromEntries(bound) };
}

/** One draw of x from p(x|z). */
export function drawDatum(model: SmallModel, z: readonly number[], random: Random): number {
  const family = getFamily(model.family);
  const { event, decoder } = family;
  if (event.of !== 'dimension') throw new Error(`${family.name} is of whole data`);
  const numbers = numbersOf(model);
  const latents = Object.fromEntries(namesOf(model.latent).map((name, at) => [name, z[at] ?? 0]));
  const output = evaluate(getDecoder(model.decoder).output(model.latent), numberOps, {
    ...numbers,
    ...latents,
  });
  const learned = { ...numbers, [decoder.outputs[0] ?? '']: output };
  const canonical = Object.entries(trainedForm(family).toCanonical).map(
    ([name, expr]): [string, number] => [name, evaluate(expr, numberOps, learned)],
  );
  return event.sample(Object.fromEntries(canonical) satisfies Parameters, random);
}
