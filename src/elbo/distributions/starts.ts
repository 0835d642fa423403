// Where a page about densities begins for each family: parameters, a value, the stretch of x that is drawn and how far
// each parameter can be moved. Kept beside the families so that a new one is asked for here.

import { toUnicode } from '../expr/unicode.ts';
import { symbol } from '../expr/build.ts';
import type { FamilyId } from '../families/index.ts';
import { getFamily } from '../families/index.ts';
import type { ParameterDomain, Parameters } from '../families/family.ts';
import { isOfDimension, type DimensionFamily } from './distribution.ts';

export type DimensionFamilyId = Exclude<FamilyId, 'one-hot-categorical' | 'multinomial'>;

export interface Start {
  readonly parameters: Parameters;
  readonly x: number;
  readonly width: number;
  /** The stretch of x that is drawn, unless the probability lies elsewhere. */
  readonly from: number;
  readonly to: number;
}

const eightLevels: Parameters = {
  levels: [0, 1, 2, 3, 4, 5, 6, 7],
  binWidth: 1,
  minimum: 0,
  maximum: 7,
};

/** Numbers near those of pixels from 0 to 1, or of counts below twenty. */
export const starts: Readonly<Record<DimensionFamilyId, Start>> = {
  normal: { parameters: { loc: 0.5, scale: 0.1 }, x: 0.55, width: 0.08, from: 0, to: 1 },
  laplace: { parameters: { loc: 0.5, scale: 0.1 }, x: 0.55, width: 0.08, from: 0, to: 1 },
  'student-t': {
    parameters: { df: 4, loc: 0.5, scale: 0.1 },
    x: 0.55,
    width: 0.08,
    from: 0,
    to: 1,
  },
  'log-normal': { parameters: { loc: -1, scale: 0.4 }, x: 0.35, width: 0.08, from: 0, to: 2 },
  'continuous-bernoulli': { parameters: { probs: 0.9 }, x: 0.8, width: 0.08, from: 0, to: 1 },
  beta: {
    parameters: { concentration1: 6, concentration0: 3 },
    x: 0.7,
    width: 0.08,
    from: 0,
    to: 1,
  },
  'von-mises': { parameters: { loc: 0, concentration: 4 }, x: 0.3, width: 0.4, from: -4, to: 4 },
  bernoulli: { parameters: { probs: 0.7 }, x: 1, width: 0.5, from: -0.5, to: 1.5 },
  categorical: {
    parameters: { probs: [0.1, 0.2, 0.4, 0.3], levels: [0, 1, 2, 3] },
    x: 2,
    width: 0.5,
    from: -0.5,
    to: 3.5,
  },
  'discretised-logistic': {
    parameters: { loc: 3.4, scale: 0.6, ...eightLevels },
    x: 3,
    width: 0.5,
    from: -0.5,
    to: 7.5,
  },
  'discretised-logistic-mixture': {
    parameters: { probs: [0.6, 0.4], loc: [1.5, 5.4], scale: [0.4, 0.5], ...eightLevels },
    x: 2,
    width: 0.5,
    from: -0.5,
    to: 7.5,
  },
  poisson: { parameters: { rate: 4 }, x: 3, width: 0.5, from: -0.5, to: 19.5 },
  'negative-binomial': {
    parameters: { totalCount: 3, probs: 0.6 },
    x: 3,
    width: 0.5,
    from: -0.5,
    to: 19.5,
  },
  'zero-inflated-negative-binomial': {
    parameters: { totalCount: 3, probs: 0.6, gate: 0.3 },
    x: 0,
    width: 0.5,
    from: -0.5,
    to: 19.5,
  },
};

export const dimensionFamilyIds = Object.keys(starts) as readonly DimensionFamilyId[];

export const isDimensionFamilyId = (id: unknown): id is DimensionFamilyId =>
  typeof id === 'string' && Object.hasOwn(starts, id);

export function dimensionFamily(id: DimensionFamilyId): DimensionFamily {
  const family = getFamily(id);
  if (!isOfDimension(family)) throw new Error(`${family.name} is of whole data`);
  return family;
}

/** One number that can be moved: a parameter, or an entry of one that is a list. */
export interface Knob {
  readonly name: string;
  readonly entry: number | null;
  /** As formulas write it: μ, p₁. */
  readonly letter: string;
  readonly meaning: string;
  readonly domain: ParameterDomain;
  readonly from: number;
  readonly to: number;
  readonly logarithmic: boolean;
}

const subscripts = '₀₁₂₃₄₅₆₇₈₉';

export function knobsOf(id: DimensionFamilyId): readonly Knob[] {
  const { parameters, from, to } = starts[id];
  return dimensionFamily(id).parameterisations[0].parameters.flatMap(
    ({ name, domain, meaning }): Knob[] => {
      const letter = toUnicode(symbol(name));
      const range = rangeOf(name, domain, from, to);
      const knob = { name, domain, meaning, ...range };
      const start = parameters[name];
      if (typeof start === 'number') return [{ ...knob, entry: null, letter }];
      return (start ?? []).map((_, entry) =>
        Object.assign({}, knob, { entry, letter: `${letter}${subscripts[entry + 1] ?? ''}` }),
      );
    },
  );
}

type Range = Pick<Knob, 'from' | 'to' | 'logarithmic'>;

function rangeOf(name: string, domain: ParameterDomain, from: number, to: number): Range {
  const own = ranges[name];
  if (own) return own;
  switch (domain) {
    case 'real':
      return { from, to, logarithmic: false };
    case 'positive':
      return { from: (to - from) / 1000, to: 2 * (to - from), logarithmic: true };
    case 'openUnitInterval':
      return { from: 0.001, to: 0.999, logarithmic: false };
    case 'simplex':
      return { from: 0, to: 1, logarithmic: false };
  }
}

/** Parameters without the unit of x. */
const ranges: Readonly<Record<string, Range>> = {
  df: { from: 0.5, to: 100, logarithmic: true },
  concentration1: { from: 0.2, to: 50, logarithmic: true },
  concentration0: { from: 0.2, to: 50, logarithmic: true },
  concentration: { from: 0.01, to: 100, logarithmic: true },
  totalCount: { from: 0.1, to: 50, logarithmic: true },
  rate: { from: 0.05, to: 30, logarithmic: true },
};

/** The value of a knob among parameters. */
export function knobValue(parameters: Parameters, { name, entry }: Knob): number {
  const value = parameters[name];
  if (typeof value === 'number') return value;
  return value?.[entry ?? 0] ?? Number.NaN;
}

/** Parameters with a knob moved. The other shares of a simplex give way in proportion, so that the sum stays 1. */
export function turned(
  parameters: Parameters,
  { name, entry, domain }: Knob,
  to: number,
): Parameters {
  const before = parameters[name];
  if (entry === null || typeof before !== 'object') return { ...parameters, [name]: to };
  if (domain !== 'simplex') {
    return { ...parameters, [name]: before.map((value, at) => (at === entry ? to : value)) };
  }
  const rest = before.reduce((sum, share, at) => sum + (at === entry ? 0 : share), 0);
  const others = before.length - 1;
  return {
    ...parameters,
    [name]: before.map((share, at) => {
      if (at === entry) return to;
      return rest > 0 ? (share / rest) * (1 - to) : (1 - to) / others;
    }),
  };
}

/** Why a knob cannot take a value, and what is known there; null if it can. */
export function problemOf({ letter, domain }: Knob, value: number): string | null {
  if (!Number.isFinite(value)) return `${letter} must be a number.`;
  switch (domain) {
    case 'real':
      return null;
    case 'positive':
      return value > 0 ? null : `${letter} must be above 0; ${value} is not.`;
    case 'openUnitInterval':
      return value > 0 && value < 1
        ? null
        : `${letter} must lie between 0 and 1, both excluded; ${value} does not.`;
    case 'simplex':
      return value >= 0 && value <= 1 ? null : `${letter} must lie from 0 to 1; ${value} does not.`;
  }
}
