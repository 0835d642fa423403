// How a formula with a slip differs from the KL it was meant to be: at the prior, or by its ratio to the KL at two points.

import { coefficient } from '../analysis/features/wordsOfNumbers.ts';
import type { ScaleParameter } from '../analysis/recognition/basis.ts';
import { columnsAt } from '../analysis/recognition/fit.ts';
import type { Match } from '../analysis/recognition/match.ts';

interface Point {
  readonly name: string;
  readonly mean: number;
  readonly logvar: number;
}

const prior: Point = { name: 'μ = 0, σ = 1', mean: 0, logvar: 0 };
const others: readonly Point[] = [
  { name: 'μ = 1, σ = 1', mean: 1, logvar: 0 },
  { name: 'μ = 0, log σ² = 1', mean: 0, logvar: 1 },
  { name: 'μ = 0, log σ² = −1', mean: 0, logvar: -1 },
  { name: 'μ = −1, σ = 1', mean: -1, logvar: 0 },
];

/** Null where they differ at none of these points, or the formula has other variables. */
export function klDifference(match: Match, factor: number): string | null {
  const isAtSample = match.basis.roles.includes('z');
  const value = (point: Point) => valueAt(match, point, 'given') * factor;
  const exact = (point: Point) => valueAt(match, point, 'exact') * factor;
  if (Number.isNaN(value(prior))) return null;
  const differs = (point: Point) => Math.abs(value(point) - exact(point)) > 1e-9;
  if (isAtSample) {
    const point = others.find(differs);
    return point
      ? `at ${point.name}, z = 0 the code gives ${coefficient(value(point))} for each dimension, the formula ${coefficient(exact(point))}`
      : null;
  }
  if (differs(prior))
    return `at ${prior.name} the code gives ${coefficient(value(prior))} for each dimension; the KL is 0 there, whatever its weight`;
  const ratios = others.map((point) => ({ point, ratio: value(point) / exact(point) }));
  const [first, second] = [
    ratios[0],
    ratios.find(({ ratio }) => Math.abs(ratio - (ratios[0]?.ratio ?? 0)) > 1e-9),
  ];
  if (!first || !second) return null;
  const plain = (ratio: number) => coefficient(ratio * match.scale * factor);
  return `the code is ${plain(first.ratio)} times the KL at ${first.point.name} and ${plain(second.ratio)} times at ${second.point.name}: no weight makes it one`;
}

/** The formula as it is, or with the coefficients it should have, at z = 0 where it has a sample. */
function valueAt(
  { basis, parameter, coefficients, scale }: Match,
  point: Point,
  which: 'given' | 'exact',
): number {
  const roles = basis.roles.map((role, at) => {
    const u = basis.scales.includes(at)
      ? point.logvar
      : (meanRoles.get(role)?.(point) ?? Number.NaN);
    return Float64Array.of(basis.scales.includes(at) && parameter ? inverse[parameter](u) : u);
  });
  return columnsAt(basis, parameter, roles).reduce((sum, [column = 0], at) => {
    const target = basis.columns[at]?.target ?? null;
    const weight = which === 'exact' && target !== null ? target * scale : (coefficients[at] ?? 0);
    return sum + weight * column;
  }, 0);
}

const meanRoles = new Map<string, (point: Point) => number>([
  ['mu', ({ mean }) => mean],
  ['m', ({ mean }) => mean],
  ['m1', ({ mean }) => mean],
  ['m2', () => 0],
  ['z', () => 0],
]);

/** The value of a variable read as each where log sigma^2 is `u`. */
const inverse: Readonly<Record<ScaleParameter, (u: number) => number>> = {
  logvar: (u) => u,
  log_sigma: (u) => u / 2,
  sigma: (u) => Math.exp(u / 2),
  var: Math.exp,
  negative_logvar: (u) => -u,
  precision: (u) => Math.exp(-u),
};

/** `σ² has the coefficient 1 instead of ½`, of the formula with its factor taken out. */
export function slips({ basis, coefficients, scale, wrong }: Match): string {
  return wrong
    .map((name) => {
      const at = basis.columns.findIndex((column) => column.name === name);
      const target = basis.columns[at]?.target ?? 0;
      const given = (coefficients[at] ?? 0) / scale;
      const column = name === '1' ? 'the constant' : pretty(name);
      if (target === 0) return `${column} stands where it has no place`;
      return Math.abs(given) < 1e-9
        ? `${column} is missing`
        : `${column} has the coefficient ${coefficient(given)} instead of ${coefficient(target)}`;
    })
    .join(', ');
}

const pretty = (name: string): string =>
  name.replaceAll('sigma', 'σ').replaceAll('mu', 'μ').replaceAll('^2', '²').replaceAll('_p', 'ₚ');
