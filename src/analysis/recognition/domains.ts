// Where the variables of a formula live. A kernel is compared with formulas on an interval inside the domain of every
// role; one that is found is then tried on the whole of each, so that a formula written for one side alone is not taken
// for what holds on both.

import type { Basis, ScaleParameter } from './bases.ts';
import { pointCount } from './kernel.ts';

type Domain = readonly [from: number, to: number];

const real: Domain = [-2.5, 2.5];
const positive: Domain = [0.15, 3];
const unit: Domain = [0.04, 0.96];

/** Roles by their names in the bases; all others are positive. */
const domains: Readonly<Record<string, Domain>> = {
  m: real,
  mu: real,
  m1: real,
  m2: real,
  z: real,
  e: real,
  l: real,
  p: unit,
  q: unit,
};

const realData: ReadonlySet<string> = new Set([
  'gaussian',
  'gaussianFixed',
  'gaussianFixedScale',
  'laplaceScale',
  'laplaceLogScale',
  'laplaceFixed',
  'logCosh',
  'logCoshInner',
  'logCoshScaled',
  'studentT',
  'vonMises',
]);

const logarithmic: ReadonlySet<ScaleParameter> = new Set([
  'logvar',
  'log_sigma',
  'negative_logvar',
]);

function domainOf(basis: Basis, parameter: ScaleParameter | null, role: number): Domain {
  const name = basis.roles[role] ?? '';
  if (basis.scales.includes(role))
    return parameter !== null && logarithmic.has(parameter) ? real : positive;
  if (name === 'x') {
    if (realData.has(basis.id)) return real;
    return basis.id.includes('ernoulli') || basis.id === 'beta' ? unit : positive;
  }
  if (basis.id.startsWith('negbin') || basis.id === 'zinb' || basis.id === 'zinbChoice')
    return name === 'l'
      ? real
      : name === 'p'
        ? unit
        : name === 'zero' || name === 'more'
          ? unit
          : positive;
  return domains[name] ?? positive;
}

/** Points of each role over its whole domain, the same in every run. */
export function domainPoints(
  basis: Basis,
  parameter: ScaleParameter | null,
): readonly Float64Array[] {
  return basis.roles.map((_, role) => {
    const [from, to] = domainOf(basis, parameter, role);
    // Irrational steps: no two roles ever run side by side.
    const step = Math.sqrt(2 + role * 3.7) % 1;
    return Float64Array.from(
      { length: pointCount },
      (__, at) => from + (to - from) * ((0.31 * (role + 1) + step * (at + 1)) % 1),
    );
  });
}
