// Typical parameters, points and expectations of any family, derived from what its entry states.

import { evaluate } from '../../src/elbo/expr/evaluate.ts';
import { numberOps } from '../../src/elbo/expr/numberOps.ts';
import type { Family, Parameter, Parameters, Support } from '../../src/elbo/families/family.ts';
import { integrate } from './quadrature.ts';

const typicalValues = {
  real: [-2.5, 0, 0.7, 3],
  positive: [0.05, 1, 4],
  openUnitInterval: [0.02, 0.5, 0.9],
} as const satisfies Record<Parameter['domain'], readonly number[]>;

export const bound = (bindings: Parameters, name: string, value: number): Parameters => ({
  ...bindings,
  [name]: value,
});

/** Every combination of typical parameter values of a parameterisation. */
export function grid(parameters: readonly Parameter[]): readonly Parameters[] {
  return parameters.reduce<readonly Parameters[]>(
    (rows, { name, domain }) =>
      rows.flatMap((row) => typicalValues[domain].map((value) => bound(row, name, value))),
    [{}],
  );
}

/** Points of the support that a countable family can put mass on. */
const countable: Readonly<Partial<Record<Support, readonly number[]>>> = {
  zeroOrOne: [0, 1],
  naturalNumber: Array.from({ length: 2000 }, (_, index) => index),
};

/** Expectation of g(x) under the family: a sum over a countable support, else an integral. */
export function expectation(
  family: Family,
  parameters: Parameters,
  g: (x: number) => number,
): number {
  const [canonical] = family.parameterisations;
  const weighted = (x: number): number => {
    const probability = Math.exp(evaluate(canonical.logProb, numberOps, { ...parameters, x }));
    return probability === 0 ? 0 : probability * g(x);
  };
  const points = countable[family.support];
  if (points !== undefined) return points.reduce((sum, x) => sum + weighted(x), 0);
  const { loc = 0, scale = 1 } = parameters;
  return integrate(weighted, loc, scale);
}

/** Points around a family's mass. */
export const probes = (family: Family, parameters: Parameters): readonly number[] =>
  countable[family.support]?.slice(0, 5) ??
  [-2, -0.5, 0, 0.3, 1.7].map((z) => (parameters['loc'] ?? 0) + (parameters['scale'] ?? 1) * z);
