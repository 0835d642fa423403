// The formulas a kernel is compared with: each a sum of columns over named roles, with the coefficient the exact
// negative log density or KL has. `free` columns are constants code may drop, keep or change.

import {
  abs,
  exp,
  log,
  minus,
  num,
  over,
  plus,
  power,
  softplus,
  symbol,
  times,
} from '../../elbo/expr/build.ts';
import type { Expr } from '../../elbo/expr/expr.ts';
import { type Column, compile } from './compile.ts';

export type TermKind =
  | 'reconstruction'
  | 'kl'
  | 'elbo_total'
  | 'reparameterize'
  | 'tc'
  | 'mmd'
  | 'discrete_kl'
  | 'regulariser';

/** What a scale variable means. */
export type ScaleParameter =
  'logvar' | 'log_sigma' | 'sigma' | 'var' | 'negative_logvar' | 'precision';

/** log sigma^2 of a leaf read as each parameterisation. */
export const toLogvar: Readonly<Record<ScaleParameter, (u: number) => number>> = {
  logvar: (u) => u,
  log_sigma: (u) => 2 * u,
  sigma: (u) => 2 * Math.log(u),
  var: (u) => Math.log(u),
  negative_logvar: (u) => -u,
  precision: (u) => -Math.log(u),
};

export interface BasisColumn {
  readonly name: string;
  readonly expr: Expr;
  /** Coefficient in the exact formula; null if any value is allowed. */
  readonly target: number | null;
  readonly column: Column;
}

export interface Basis {
  readonly id: string;
  readonly term: TermKind;
  readonly family: string;
  readonly roles: readonly string[];
  /** Roles that are scales, read through a parameterisation into log sigma^2. */
  readonly scales: readonly number[];
  readonly columns: readonly BasisColumn[];
  /** Roles that may be exchanged without changing the formula. */
  readonly symmetric: readonly [number, number] | null;
  /** What is left out per dimension when the free constant is absent. */
  readonly constant: string | null;
  /** A density of a latent rather than of the data can have this form too. */
  readonly isDensity: boolean;
}

const one = num(1);
const s = (name: string) => symbol(name);
const squared = (e: Expr) => power(e, 2);
const [x, m, z, mu, l, p, b] = ['x', 'm', 'z', 'mu', 'l', 'p', 'b'].map(s) as [
  Expr,
  Expr,
  Expr,
  Expr,
  Expr,
  Expr,
  Expr,
];
const [lv, lv1, lv2, m1, m2] = ['lv', 'lv1', 'lv2', 'm1', 'm2'].map(s) as [
  Expr,
  Expr,
  Expr,
  Expr,
  Expr,
];

type Row = readonly [name: string, expr: Expr, target: number | null];

function basis(
  id: string,
  term: TermKind,
  family: string,
  roles: string,
  rows: readonly Row[],
  extra: Partial<Pick<Basis, 'symmetric' | 'constant' | 'isDensity'>> = {},
): Basis {
  const names = roles.split(' ');
  return {
    id,
    term,
    family,
    roles: names,
    scales: names.flatMap((name, index) => (name.startsWith('lv') || name === 'lb' ? [index] : [])),
    columns: rows.map(([name, expr, target]) => ({
      name,
      expr,
      target,
      column: compile(expr, names),
    })),
    symmetric: null,
    constant: null,
    isDensity: false,
    ...extra,
  };
}

const halfLog2Pi = 'D/2*log(2*pi)';

/** From specific to general: the first exact fit wins. */
export const bases: readonly Basis[] = [
  basis('klStandard', 'kl', 'diag_gaussian_vs_standard', 'mu lv', [
    ['mu^2', squared(mu), 0.5],
    ['sigma^2', exp(lv), 0.5],
    ['log sigma^2', lv, -0.5],
    ['1', one, -0.5],
  ]),
  basis('klPriorScale', 'kl', 'diag_gaussian_vs_diag_gaussian', 'mu lv1 lv2', [
    ['mu^2/sigma_p^2', over(squared(mu), exp(lv2)), 0.5],
    ['sigma^2/sigma_p^2', exp(minus(lv1, lv2)), 0.5],
    ['log sigma_p^2', lv2, 0.5],
    ['log sigma^2', lv1, -0.5],
    ['1', one, null],
  ]),
  basis(
    'klUnitPrior',
    'kl',
    'diag_gaussian_vs_diag_gaussian',
    'm1 m2 lv',
    [
      ['(mu-mu_p)^2', squared(minus(m1, m2)), 0.5],
      ['sigma^2', exp(lv), 0.5],
      ['log sigma^2', lv, -0.5],
      ['1', one, null],
    ],
    { symmetric: [0, 1] },
  ),
  basis(
    'klPair',
    'kl',
    'diag_gaussian_vs_diag_gaussian',
    'm1 m2 lv1 lv2',
    [
      ['(mu-mu_p)^2/sigma_p^2', over(squared(minus(m1, m2)), exp(lv2)), 0.5],
      ['sigma^2/sigma_p^2', exp(minus(lv1, lv2)), 0.5],
      ['log sigma_p^2', lv2, 0.5],
      ['log sigma^2', lv1, -0.5],
      ['1', one, null],
    ],
    { symmetric: [0, 1] },
  ),
  basis('klSampleStandard', 'kl', 'monte_carlo', 'z m lv', [
    ['(z-mu)^2/sigma^2', over(squared(minus(z, m)), exp(lv)), -0.5],
    ['log sigma^2', lv, -0.5],
    ['z^2', squared(z), 0.5],
    ['1', one, null],
  ]),
  basis('klSamplePair', 'kl', 'monte_carlo', 'z m1 m2 lv1 lv2', [
    ['(z-mu)^2/sigma^2', over(squared(minus(z, m1)), exp(lv1)), -0.5],
    ['log sigma^2', lv1, -0.5],
    ['(z-mu_p)^2/sigma_p^2', over(squared(minus(z, m2)), exp(lv2)), 0.5],
    ['log sigma_p^2', lv2, 0.5],
    ['1', one, null],
  ]),
  basis(
    'gaussian',
    'reconstruction',
    'gaussian_learned_var',
    'x m lv',
    [
      ['(x-m)^2/sigma^2', over(squared(minus(x, m)), exp(lv)), 0.5],
      ['log sigma^2', lv, 0.5],
      ['1', one, null],
    ],
    { symmetric: [0, 1], constant: halfLog2Pi, isDensity: true },
  ),
  basis('bernoulli', 'reconstruction', 'bernoulli', 'x p', [
    ['x log p', times(x, log(p)), -1],
    ['(1-x) log(1-p)', times(minus(1, x), log(minus(1, p))), -1],
  ]),
  basis('bernoulliLogits', 'reconstruction', 'bernoulli_logits', 'x l', [
    ['softplus(l)', softplus(l), 1],
    ['x l', times(x, l), -1],
  ]),
  basis('continuousBernoulli', 'reconstruction', 'continuous_bernoulli', 'x p', [
    ['x log p', times(x, log(p)), -1],
    ['(1-x) log(1-p)', times(minus(1, x), log(minus(1, p))), -1],
    ['log C(p)', log(over(minus(log(minus(1, p)), log(p)), minus(1, times(2, p)))), -1],
    ['1', one, null],
  ]),
  basis(
    'laplaceScale',
    'reconstruction',
    'laplace',
    'x m b',
    [
      ['|x-m|/b', over(abs(minus(x, m)), b), 1],
      ['log b', log(b), 1],
      ['1', one, null],
    ],
    { symmetric: [0, 1], constant: 'D*log(2)', isDensity: true },
  ),
  basis(
    'laplaceLogScale',
    'reconstruction',
    'laplace',
    'x m lb',
    [
      ['|x-m|/b', over(abs(minus(x, m)), exp(s('lb'))), 1],
      ['log b', s('lb'), 1],
      ['1', one, null],
    ],
    { symmetric: [0, 1], constant: 'D*log(2)', isDensity: true },
  ),
  basis(
    'logCosh',
    'reconstruction',
    'logcosh',
    'x m',
    [
      ['log cosh(x-m)', log(plus(exp(minus(x, m)), exp(minus(m, x)))), 1],
      ['1', one, null],
    ],
    { symmetric: [0, 1] },
  ),
  basis(
    'logCoshInner',
    'reconstruction',
    'logcosh',
    'x m b',
    [
      ['log cosh(a(x-m))', log(plus(exp(times(b, minus(x, m))), exp(times(b, minus(m, x))))), 1],
      ['1', one, null],
    ],
    { symmetric: [0, 1] },
  ),
  basis(
    'logCoshScaled',
    'reconstruction',
    'logcosh',
    'x m b',
    [
      [
        'log cosh(a(x-m))/a',
        over(log(plus(exp(times(b, minus(x, m))), exp(times(b, minus(m, x))))), b),
        1,
      ],
      ['1/a', over(1, b), null],
      ['1', one, null],
    ],
    { symmetric: [0, 1] },
  ),
  basis('poissonRate', 'reconstruction', 'poisson', 'x r', [
    ['x log r', times(x, log(s('r'))), -1],
    ['r', s('r'), 1],
  ]),
  basis('poissonLogRate', 'reconstruction', 'poisson', 'x l', [
    ['x l', times(x, l), -1],
    ['exp(l)', exp(l), 1],
  ]),
  basis(
    'gaussianFixed',
    'reconstruction',
    'gaussian_fixed',
    'x m',
    [
      ['(x-m)^2', squared(minus(x, m)), 0.5],
      ['1', one, null],
    ],
    { symmetric: [0, 1], constant: halfLog2Pi, isDensity: true },
  ),
  basis(
    'gaussianFixedScale',
    'reconstruction',
    'gaussian_fixed',
    'x m c',
    [
      ['c (x-m)^2', times(s('c'), squared(minus(x, m))), 0.5],
      ['1', one, null],
    ],
    { symmetric: [0, 1], constant: halfLog2Pi, isDensity: true },
  ),
  basis(
    'laplaceFixed',
    'reconstruction',
    'laplace',
    'x m',
    [
      ['|x-m|', abs(minus(x, m)), 1],
      ['1', one, null],
    ],
    { symmetric: [0, 1], constant: 'D*log(2)', isDensity: true },
  ),
  basis('categoricalKl', 'discrete_kl', 'categorical', 'q', [
    ['q log q', times(s('q'), log(s('q'))), 1],
    ['q', s('q'), null],
  ]),
  basis('categoricalPair', 'discrete_kl', 'categorical', 'q p', [
    ['q log q', times(s('q'), log(s('q'))), 1],
    ['q log p', times(s('q'), log(p)), -1],
  ]),
  basis('categorical', 'reconstruction', 'categorical', 'x p', [['x log p', times(x, log(p)), -1]]),
];

/** mu + sigma eps, with sigma of unit coefficient. */
export const samplerBasis = basis('sampler', 'reparameterize', 'gaussian', 'm lv e', [
  ['m', m, 1],
  ['sigma eps', times(exp(times(0.5, lv)), s('e')), 1],
]);
