// Continuous Bernoulli: a value between 0 and 1 whose density is the Bernoulli formula, normalised.

import {
  half,
  langevin,
  log,
  log1p,
  minus,
  negative,
  plus,
  sigmoid,
  softplus,
  symbol,
  times,
  xCothX,
  xLog1pMinusY,
  xLogY,
} from '../expr/build.ts';
import type { Expr } from '../expr/expr.ts';
import { langevinSlope } from '../special/hyperbolic.ts';
import type { Family } from './family.ts';
import { numberAt } from './values.ts';

const x = symbol('x', ['batch', 'data']);
const probs = symbol('probs', ['sample', 'batch', 'data']);
const logits = symbol('logits', ['sample', 'batch', 'data']);
const logitsOfProbs = minus(log(probs), log1p(negative(probs)));

/**
 * log C of the normaliser C = l coth(l/2) >= 2 at logits l; in probs it is 2 artanh(1 - 2 p) / (1 - 2 p). Written with
 * x coth x, which is 1 at 0: the usual form is 0/0 at p = 1/2.
 */
const logNormaliser = (l: Expr): Expr => log(times(2, xCothX(times(half, l))));

/** 1/2 + (coth(l/2) - 2/l) / 2, which is not the sigmoid. */
const meanAt = (l: Expr): Expr => plus(half, times(half, langevin(times(half, l))));

const logitsAt = (probability: number): number => Math.log(probability) - Math.log1p(-probability);

/** P(X <= value) for logits <= 0, where no exponential overflows. */
const lowerCdf = (value: number, l: number): number =>
  l === 0 ? value : Math.expm1(l * value) / Math.expm1(l);

const effect =
  'Gradients change: C depends on the decoder output. What is left is the Bernoulli cross-entropy, which on values ' +
  'between 0 and 1 is no log density. It is highest at p = x, where the density would have p further out.';

export const continuousBernoulli: Family<'continuous-bernoulli'> = {
  id: 'continuous-bernoulli',
  name: 'Continuous Bernoulli',
  aliases: ['continuous BCE', 'normalised cross-entropy'],
  summary:
    'Each dimension is a real number from 0 to 1. It is the Bernoulli formula with the normaliser C that makes it a ' +
    'density on [0, 1]; without C it is the cross-entropy that is often put on grey levels and is no density. C lies ' +
    'above 2, so `log p(x|z)` may exceed 0. The mean is not the parameter p.',
  support: 'unitInterval',
  measure: 'density',
  event: {
    of: 'dimension',
    cdf: (value, parameters) => {
      const l = logitsAt(numberAt(parameters, 'probs'));
      if (value <= 0) return 0;
      if (value >= 1) return 1;
      return l <= 0 ? lowerCdf(value, l) : 1 - lowerCdf(1 - value, -l);
    },
    variance: (parameters) => langevinSlope(logitsAt(numberAt(parameters, 'probs')) / 2) / 4,
    sample: (parameters, random) => {
      const l = logitsAt(numberAt(parameters, 'probs'));
      const u = random.uniform();
      if (l === 0) return u;
      const fromZero = Math.log1p(u * Math.expm1(-Math.abs(l))) / -Math.abs(l);
      return l < 0 ? fromZero : 1 - fromZero;
    },
  },
  given: [],
  parameterisations: [
    {
      id: 'probs',
      parameters: [
        {
          name: 'probs',
          domain: 'openUnitInterval',
          meaning: 'The parameter p of the Bernoulli formula; not the mean.',
        },
      ],
      logProb: plus(
        xLogY(x, probs),
        xLog1pMinusY(minus(1, x), probs),
        logNormaliser(logitsOfProbs),
      ),
      stable: 'same',
      mean: meanAt(logitsOfProbs),
      toCanonical: { probs },
    },
    {
      id: 'logits',
      parameters: [{ name: 'logits', domain: 'real', meaning: 'log(p / (1 - p)).' }],
      logProb: plus(times(x, logits), negative(softplus(logits)), logNormaliser(logits)),
      stable: 'same',
      mean: meanAt(logits),
      toCanonical: { probs: sigmoid(logits) },
    },
  ],
  decoder: { parameterisation: 'logits', outputs: ['logits'], settings: [], components: 'none' },
  constants: [
    {
      parameterisation: 'probs',
      term: logNormaliser(logitsOfProbs),
      droppable: 'never',
      effect,
    },
    { parameterisation: 'logits', term: logNormaliser(logits), droppable: 'never', effect },
  ],
  sources: [
    {
      authors: 'G. Loaiza-Ganem, J. P. Cunningham',
      title: 'The continuous Bernoulli: fixing a pervasive error in variational autoencoders',
      year: 2019,
      id: 'arXiv:1907.06845',
      locator: 'section 3',
    },
  ],
};
