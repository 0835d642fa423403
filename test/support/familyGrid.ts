// Typical parameters, points and expectations of any family, derived from what its entry states.

import { axisOrder, type Axis } from '../../src/elbo/axes.ts';
import { arrayOps, namedArray, scalar, type NamedArray } from '../../src/elbo/expr/arrayOps.ts';
import { evaluate } from '../../src/elbo/expr/evaluate.ts';
import type { Expr } from '../../src/elbo/expr/expr.ts';
import { axesOfSymbol, computedLogProb } from '../../src/elbo/families/computed.ts';
import type {
  Family,
  Given,
  Parameter,
  Parameterisation,
  Parameters,
} from '../../src/elbo/families/family.ts';
import { listAt, numberAt } from '../../src/elbo/families/values.ts';
import { integrate, integrateTurn, integrateUnit } from './quadrature.ts';

/** A datum: one number, or one for each dimension. */
export type Datum = number | readonly number[];

const typicalValues = {
  real: [-2.5, 0, 0.7, 3],
  positive: [0.05, 1, 4],
  openUnitInterval: [0.02, 0.5, 0.9],
  simplex: [],
} as const satisfies Record<Parameter['domain'], readonly number[]>;

/** Parameters, some of them of one family, whose typical values are not those of their domain. */
const typicalOf: Readonly<Record<string, readonly number[]>> = {
  'log-normal scale': [0.05, 0.5, 1],
  'log-normal logscale': [-2, 0],
  df: [1.5, 4, 30],
  logdf: [0.4, 1.5, 3.5],
  concentration1: [0.6, 1, 4],
  concentration0: [0.7, 1, 9],
  concentration: [0.05, 1, 12],
  logconcentration: [-0.5, 1, 2.5],
  logscale: [-2, 0, 1],
  totalCount: [0.5, 2, 12],
  logmean: [-1, 0.7, 3],
  logdispersion: [-0.5, 1, 3],
  gate: [0.05, 0.6],
  gatelogits: [-2, 0.7],
  lograte: [-2.5, 0.7, 3],
};

/** Three entries each, along the axis that a parameter has besides those of the data. */
const typicalLists = {
  real: [
    [0.3, -1.2, 0.8],
    [2, 0, -3],
  ],
  positive: [[0.3, 1, 2.5]],
  openUnitInterval: [[0.2, 0.5, 0.9]],
  simplex: [
    [0.2, 0.3, 0.5],
    [0.01, 0.98, 0.01],
  ],
} as const satisfies Record<Parameter['domain'], readonly (readonly number[])[]>;

const fiveLevels = [-1, -0.5, 0, 0.5, 1];

/** What the data decide: three levels where each has a parameter, else five. */
function givenOf(family: Family): Parameters {
  const isPerLevel = axesOfSymbol(family.parameterisations[0].logProb, 'probs').includes(
    'category',
  );
  const values: Readonly<Record<Given, number | readonly number[]>> = {
    levels: isPerLevel ? [0, 1, 2] : fiveLevels,
    binWidth: 0.5,
    minimum: -1,
    maximum: 1,
    totalCount: 5,
  };
  return Object.fromEntries(family.given.map((name) => [name, values[name]]));
}

/** The axes of a symbol wherever a form uses it. */
function axesIn({ logProb, mean }: Parameterisation, name: string): readonly Axis[] {
  const found = new Set([logProb, mean].flatMap((expr) => axesOfSymbol(expr, name)));
  return axisOrder.filter((axis) => found.has(axis));
}

/** The axis along which a symbol is a list: the innermost beyond the batch, `data` only for whole data. */
function listAxis(family: Family, form: Parameterisation, name: string): Axis | undefined {
  const axis = axesIn(form, name).at(-1);
  if (axis === 'component' || axis === 'category') return axis;
  return axis === 'data' && family.event.of === 'datum' ? 'data' : undefined;
}

/** Every combination of typical values of a form's parameters, with what the data decide. */
export function grid(family: Family, form: Parameterisation): readonly Parameters[] {
  return form.parameters.reduce<readonly Parameters[]>(
    (rows, { name, domain }) => {
      const isList = listAxis(family, form, name) !== undefined;
      const own = typicalOf[`${family.id} ${name}`] ?? typicalOf[name];
      const values = isList ? typicalLists[domain] : (own ?? typicalValues[domain]);
      return rows.flatMap((row) =>
        values.map((value) => Object.assign({}, row, { [name]: value })),
      );
    },
    [givenOf(family)],
  );
}

/** Parameters and a datum as arrays: lists along the axis that their symbol has. */
export function bindingsOf(
  family: Family,
  form: Parameterisation,
  parameters: Parameters,
  x?: Datum,
): Readonly<Record<string, NamedArray>> {
  const all: Parameters = x === undefined ? parameters : { ...parameters, x };
  return Object.fromEntries(
    Object.entries(all).map(([name, value]): [string, NamedArray] => {
      if (typeof value === 'number') return [name, scalar(value)];
      const axis = listAxis(family, form, name) ?? 'category';
      return [name, namedArray([axis], [value.length], value)];
    }),
  );
}

/** The values of an expression of a form at these parameters. */
export function readAll(
  family: Family,
  form: Parameterisation,
  expr: Expr,
  parameters: Parameters,
  x?: Datum,
): readonly number[] {
  return [...evaluate(expr, arrayOps, bindingsOf(family, form, parameters, x)).values];
}

/** log p(x) as engines compute it. */
export const logProbAt = (
  family: Family,
  form: Parameterisation,
  parameters: Parameters,
  x: Datum,
): number => readAll(family, form, computedLogProb(form), parameters, x)[0] ?? Number.NaN;

/** The canonical parameters that those of a form stand for, with what the data decide. */
export function canonicalOf(
  family: Family,
  form: Parameterisation,
  parameters: Parameters,
): Parameters {
  const meant = Object.entries(form.toCanonical).map(([name, expr]) => {
    const values = readAll(family, form, expr, parameters);
    const isList = listAxis(family, family.parameterisations[0], name) !== undefined;
    return [name, isList ? values : (values[0] ?? Number.NaN)] as const;
  });
  const given = Object.entries(parameters).filter(([name]) =>
    family.given.some((known) => known === name),
  );
  return Object.fromEntries([...given, ...meant]);
}

/** Every way to spread `total` over `places`. */
function spreads(total: number, places: number): readonly (readonly number[])[] {
  if (places === 1) return [[total]];
  return Array.from({ length: total + 1 }, (_, first) => first).flatMap((first) =>
    spreads(total - first, places - 1).map((rest) => [first].concat(rest)),
  );
}

/** All data that a family on a countable support gives mass to, or nearly all; undefined for densities. */
function countable(family: Family, parameters: Parameters): readonly Datum[] | undefined {
  if (family.measure === 'density') return undefined;
  switch (family.support) {
    case 'zeroOrOne':
      return [0, 1];
    case 'levels':
      return listAt(parameters, 'levels');
    case 'oneHot':
      return spreads(1, listAt(parameters, 'probs').length);
    case 'naturalNumber':
      return family.event.of === 'datum'
        ? spreads(numberAt(parameters, 'totalCount'), listAt(parameters, 'probs').length)
        : Array.from({ length: 1000 }, (_, index) => index);
    case 'unitInterval':
    case 'openUnitInterval':
    case 'real':
    case 'positive':
    case 'circle':
      return undefined;
  }
}

/** E[g(x)] at canonical parameters: a sum over a countable support, else an integral. */
export function expectation(
  family: Family,
  parameters: Parameters,
  g: (x: Datum) => number,
): number {
  const [canonical] = family.parameterisations;
  const weighted = (x: Datum): number => {
    const probability = Math.exp(logProbAt(family, canonical, parameters, x));
    return probability === 0 ? 0 : probability * g(x);
  };
  const points = countable(family, parameters);
  if (points !== undefined) return points.reduce<number>((sum, x) => sum + weighted(x), 0);
  const [loc, scale] = [numberAt(parameters, 'loc'), numberAt(parameters, 'scale')];
  switch (family.support) {
    case 'unitInterval':
    case 'openUnitInterval':
      return integrateUnit(weighted);
    case 'circle':
      return integrateTurn(weighted, loc);
    case 'positive':
      // In y = log x, where the family is a normal.
      return integrate(
        (y) => {
          const x = Math.exp(y);
          const density = x > 0 ? weighted(x) : 0;
          return density === 0 ? 0 : density * x;
        },
        loc,
        scale,
      );
    default:
      return integrate(weighted, loc, scale);
  }
}

/** Data around a family's mass. */
export function probes(family: Family, parameters: Parameters): readonly Datum[] {
  const points = countable(family, parameters);
  if (points !== undefined) return points.slice(0, 6);
  const [loc, scale] = [numberAt(parameters, 'loc'), numberAt(parameters, 'scale')];
  const around = [-2, -0.5, 0, 0.3, 1.7];
  switch (family.support) {
    case 'unitInterval':
    case 'openUnitInterval':
      return [0.02, 0.3, 0.5, 0.97];
    case 'circle':
      return around.map((angle) => loc + angle);
    case 'positive':
      return around.map((z) => Math.exp(loc + scale * z));
    default:
      return around.map((z) => loc + scale * z);
  }
}
