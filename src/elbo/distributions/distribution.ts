// A family at fixed parameters, of one data dimension: where its values lie, log p and probabilities. What pages about
// densities draw and what they print comes from here.

import type { Axis } from '../axes.ts';
import { arrayOps, namedArray, scalar, type NamedArray } from '../expr/arrayOps.ts';
import { evaluate } from '../expr/evaluate.ts';
import { axesOfSymbol, computedLogProb } from '../families/computed.ts';
import type { DimensionEvent, Family, Parameters } from '../families/family.ts';
import { listAt, numberAt } from '../families/values.ts';

/** A family whose dimensions are independent, so that one of them has a distribution of its own. */
export type DimensionFamily = Family & { readonly event: DimensionEvent };

export const isOfDimension = (family: Family): family is DimensionFamily =>
  family.event.of === 'dimension';

/** Where values may lie. `atoms`: `first`, `first + step`, ... up to `last`, which may be infinite. */
export type Values =
  | {
      readonly kind: 'interval';
      readonly low: number;
      readonly high: number;
      readonly open: boolean;
    }
  | {
      readonly kind: 'atoms';
      readonly first: number;
      readonly last: number;
      readonly step: number;
    };

export interface Distribution {
  readonly family: DimensionFamily;
  /** Canonical, with what the data decide. */
  readonly parameters: Parameters;
  readonly values: Values;
  /** True where log p is finite in principle. */
  readonly contains: (x: number) => boolean;
  /** In nats; minus infinity outside the support. */
  readonly logProb: (x: number) => number;
  readonly logProbs: (xs: ArrayLike<number>) => Float64Array;
  /** P(X <= x). */
  readonly cdf: (x: number) => number;
}

/** `parameters` are canonical and in their domain; `problemsOf` says whether they are. */
export function distributionOf(family: DimensionFamily, parameters: Parameters): Distribution {
  const values = valuesOf(family, parameters);
  const contains = (x: number): boolean => isAmong(values, x);
  const bound = bindings(family, parameters);
  const formula = computedLogProb(family.parameterisations[0]);
  const logProbs = (xs: ArrayLike<number>): Float64Array => {
    const x = namedArray(['data'], [xs.length], xs);
    const read = evaluate(formula, arrayOps, { ...bound, x }).values;
    return Float64Array.from(xs, (value, at) =>
      // A formula gives a number outside its support too; it is no log probability there.
      contains(value) ? (read[read.length === 1 ? 0 : at] ?? Number.NaN) : -Infinity,
    );
  };
  return {
    family,
    parameters,
    values,
    contains,
    logProb: (x) => logProbs([x])[0] ?? Number.NaN,
    logProbs,
    cdf: (x) => family.event.cdf(x, parameters),
  };
}

/**
 * log p(x) in nats at several values of the parameters, as lists of one length: how likely each makes an x in the support.
 * Only for families whose parameters are single numbers.
 */
export function logProbsOver(
  family: DimensionFamily,
  parameters: Readonly<Record<string, ArrayLike<number>>>,
  x: number,
): Float64Array {
  const lists = Object.entries(parameters).map(([name, values]): [string, NamedArray] => [
    name,
    namedArray(['data'], [values.length], values),
  ]);
  const formula = computedLogProb(family.parameterisations[0]);
  return evaluate(formula, arrayOps, { ...Object.fromEntries(lists), x: scalar(x) }).values;
}

/** E[x]; infinite or NaN where there is none. For angles, the mean direction. */
export function meanOf({ family, parameters }: Distribution): number {
  const [{ mean }] = family.parameterisations;
  return evaluate(mean, arrayOps, bindings(family, parameters)).values[0] ?? Number.NaN;
}

/** Each parameter as an array: lists lie along the one axis that only they have. */
function bindings(
  family: DimensionFamily,
  parameters: Parameters,
): Readonly<Record<string, NamedArray>> {
  const [form] = family.parameterisations;
  const formula = computedLogProb(form);
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]): [string, NamedArray] => {
      if (typeof value === 'number') return [name, scalar(value)];
      const axis = axesOfSymbol(formula, name).find(isListed) ?? 'category';
      return [name, namedArray([axis], [value.length], value)];
    }),
  );
}

const isListed = (axis: Axis): boolean => axis === 'component' || axis === 'category';

function valuesOf({ support }: Family, parameters: Parameters): Values {
  const interval = (low: number, high: number, open = false): Values => ({
    kind: 'interval',
    low,
    high,
    open,
  });
  switch (support) {
    case 'real':
      return interval(-Infinity, Infinity, true);
    case 'positive':
      return interval(0, Infinity, true);
    case 'unitInterval':
      return interval(0, 1);
    case 'openUnitInterval':
      return interval(0, 1, true);
    case 'circle': {
      const loc = numberAt(parameters, 'loc');
      return interval(loc - Math.PI, loc + Math.PI);
    }
    case 'zeroOrOne':
    case 'oneHot':
      return { kind: 'atoms', first: 0, last: 1, step: 1 };
    case 'naturalNumber':
      return { kind: 'atoms', first: 0, last: Infinity, step: 1 };
    case 'levels': {
      const levels = listAt(parameters, 'levels');
      const [first = 0, second = first + 1] = levels;
      return { kind: 'atoms', first, last: levels.at(-1) ?? first, step: second - first };
    }
  }
}

function isAmong(values: Values, x: number): boolean {
  if (!Number.isFinite(x)) return false;
  if (values.kind === 'interval') {
    const { low, high, open } = values;
    return open ? low < x && x < high : low <= x && x <= high;
  }
  const { first, last, step } = values;
  const place = (x - first) / step;
  return x >= first && x <= last && Math.abs(place - Math.round(place)) < 1e-9;
}

/** The atoms from `from` to `to`, both included; at most `most` of them. */
export function atomsBetween(
  values: Extract<Values, { kind: 'atoms' }>,
  from: number,
  to: number,
  most = 4096,
): readonly number[] {
  const { first, last, step } = values;
  const begin = Math.max(0, Math.ceil((from - first) / step - 1e-9));
  const end = Math.floor((Math.min(to, last) - first) / step + 1e-9);
  const count = Math.min(most, Math.max(0, end - begin + 1));
  return Array.from({ length: count }, (_, at) => first + (begin + at) * step);
}
