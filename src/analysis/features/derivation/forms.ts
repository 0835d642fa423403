// Which derivation a recognised formula is the end of, and what its variables are there.

import type { Axis } from '../../../elbo/axes.ts';
import {
  exp,
  log,
  minus,
  num,
  over,
  pi,
  sigmoid,
  sqrt,
  squared,
  symbol,
  times,
} from '../../../elbo/expr/build.ts';
import type { Expr } from '../../../elbo/expr/expr.ts';
import type { DerivationId } from '../../../elbo/derivations/index.ts';

/** A symbol that the code states in another quantity: its value in roles, and the equation that says so. */
export interface Chosen {
  readonly symbol: string;
  readonly value: Expr;
  readonly shown: readonly [Expr, Expr];
}

export interface Form {
  readonly derivation: DerivationId;
  /** Symbols of the derivation, and the roles of the formula that they are. */
  readonly symbols: Readonly<Record<string, string>>;
  readonly chosen: readonly Chosen[];
  /** How many steps of the derivation lead to the formula; null: all up to where something is dropped. */
  readonly steps: number | null;
  /** What roles vary along, and what is reduced first: categories, before the dimensions. */
  readonly axes: readonly Axis[];
  readonly scalars: readonly string[];
  /**
   * What the columns of the formula leave out of the exact one, for each dimension, in symbols of the derivation; null:
   * what the derivation drops, if it does.
   */
  readonly rest: Expr | null;
  /** Code never has what the derivation drops, whatever its formula says. */
  readonly alwaysDrops: boolean;
}

const ofData: readonly Axis[] = ['batch', 'data'];
const ofLatent: readonly Axis[] = ['batch', 'latent'];

const form = (
  derivation: DerivationId,
  symbols: Form['symbols'],
  more: Partial<Form> = {},
): Form => ({
  derivation,
  symbols,
  chosen: [],
  steps: null,
  axes: ofData,
  scalars: [],
  rest: null,
  alwaysDrops: false,
  ...more,
});

const s = symbol;
const location = { x: 'x', xHat: 'm' };

/** sigma^2 = e^lv, of a role that is read as log sigma^2. */
const spread = (role: string, name = 'sigma'): Chosen => ({
  symbol: name,
  value: exp(times(0.5, s(role))),
  shown: [squared(s(name)), exp(s(role))],
});

const equal = (name: string, value: Expr): Chosen => ({
  symbol: name,
  value,
  shown: [s(name), value],
});

const counts = { x: 'x', mean: 'mu', dispersion: 'theta' };
const countsOfLogits = form(
  'negative-binomial',
  { x: 'x', dispersion: 'r' },
  { chosen: [equal('mean', times(s('r'), exp(s('l'))))] },
);
const countsOfProbs = form(
  'negative-binomial',
  { x: 'x', dispersion: 'r' },
  { chosen: [equal('mean', over(times(s('r'), s('p')), minus(1, s('p'))))] },
);
const zeroInflated = form('zero-inflated-negative-binomial', counts, {
  chosen: [equal('gate', sigmoid(s('l')))],
});
const logRate = form('poisson', { x: 'x' }, { chosen: [equal('rate', exp(s('l')))] });

const likelihoods: Readonly<Record<string, Form>> = {
  gaussianFixed: form('gaussian-fixed-scale', location),
  gaussianFixedScale: form('gaussian-fixed-scale', location, {
    scalars: ['c'],
    chosen: [
      {
        symbol: 'sigma',
        value: over(1, sqrt(s('c'))),
        shown: [squared(s('sigma')), over(1, s('c'))],
      },
    ],
  }),
  gaussian: form('gaussian-learned-scale', location, { chosen: [spread('lv')] }),
  laplaceFixed: form('laplace', location),
  laplaceScale: form('laplace-learned-scale', { ...location, b: 'b' }),
  laplaceLogScale: form('laplace-learned-scale', location, {
    chosen: [equal('b', exp(s('lb')))],
  }),
  logCosh: form('hyperbolic-secant', location),
  studentT: form(
    'student-t',
    { ...location, df: 'nu' },
    { scalars: ['nu', 'lv'], chosen: [spread('lv')], rest: times(0.5, log(pi)) },
  ),
  lognormal: form('log-normal', { x: 'x', mu: 'm' }, { chosen: [spread('lv')] }),
  vonMises: form('von-mises', { ...location, concentration: 'k' }),
  beta: form('beta', { x: 'x', concentration1: 'a', concentration0: 'b' }),
  bernoulli: form('bernoulli', { x: 'x', probs: 'p' }),
  bernoulliLogits: form('bernoulli-logits', { x: 'x', logits: 'l' }),
  continuousBernoulli: form('continuous-bernoulli', { x: 'x', probs: 'p' }),
  categorical: form(
    'categorical',
    { y: 'x', probs: 'p' },
    { axes: ['batch', 'data', 'category'], steps: 1 },
  ),
  poissonRate: form('poisson', { x: 'x', rate: 'r' }, { alwaysDrops: true }),
  poissonRateFull: form('poisson', { x: 'x', rate: 'r' }),
  poissonLogRate: { ...logRate, alwaysDrops: true },
  poissonLogRateFull: logRate,
  negbin: form('negative-binomial', counts),
  negbinShort: form('negative-binomial', counts),
  negbinLogits: countsOfLogits,
  negbinLogitsShort: countsOfLogits,
  negbinProbs: countsOfProbs,
  negbinProbsShort: countsOfProbs,
  zinb: zeroInflated,
  zinbChoice: zeroInflated,
};

/** A KL has -1/2 for each dimension, which a formula with a free constant may leave out. */
const minusHalf = num(-0.5);

const divergences: Readonly<Record<string, Form>> = {
  klStandard: form('gaussian-kl', { mu: 'mu' }, { chosen: [spread('lv')], steps: 4 }),
  klPriorScale: form(
    'gaussian-pair-kl',
    { mu: 'mu' },
    {
      chosen: [equal('priorMu', num(0)), spread('lv1'), spread('lv2', 'priorSigma')],
      rest: minusHalf,
    },
  ),
  klUnitPrior: form(
    'gaussian-pair-kl',
    { mu: 'm1', priorMu: 'm2' },
    { chosen: [spread('lv'), equal('priorSigma', num(1))], rest: minusHalf },
  ),
  klPair: form(
    'gaussian-pair-kl',
    { mu: 'm1', priorMu: 'm2' },
    { chosen: [spread('lv1'), spread('lv2', 'priorSigma')], rest: minusHalf },
  ),
  klSampleStandard: form(
    'sampled-kl',
    { z: 'z', mu: 'm' },
    { chosen: [spread('lv')], rest: num(0) },
  ),
  klSamplePair: form(
    'sampled-pair-kl',
    { z: 'z', mu: 'm1', priorMu: 'm2' },
    { chosen: [spread('lv1'), spread('lv2', 'priorSigma')], rest: num(0) },
  ),
};

const categories: readonly Axis[] = ['batch', 'latent', 'category'];

const discreteDivergences: Readonly<Record<string, Form>> = {
  categoricalKl: form('categorical-kl', { q: 'q' }, { steps: 2, rest: log(s('L')) }),
  categoricalKlUniform: form('categorical-kl', { q: 'q', L: 'k' }, { steps: 1, scalars: ['k'] }),
  categoricalPair: form('categorical-kl', { q: 'q', p: 'p' }, { steps: 0 }),
};

const along = (
  axes: readonly Axis[],
  of: Readonly<Record<string, Form>>,
): Readonly<Record<string, Form>> =>
  Object.fromEntries(Object.entries(of).map(([id, one]) => [id, { ...one, axes }] as const));

/** By the id of the basis. */
export const forms: Readonly<Partial<Record<string, Form>>> = {
  ...likelihoods,
  ...along(ofLatent, divergences),
  ...along(categories, discreteDivergences),
};
