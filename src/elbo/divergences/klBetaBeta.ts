// KL between two beta distributions.

import {
  digamma,
  log,
  log1p,
  logGamma,
  minus,
  negative,
  plus,
  symbol,
  times,
} from '../expr/build.ts';
import type { Expr } from '../expr/expr.ts';
import { numberAt } from '../families/values.ts';
import { drawGamma } from '../sampling/gamma.ts';
import type { Divergence } from './divergence.ts';

const axes = ['batch', 'latent'] as const;
const [a, b] = [symbol('concentration1', axes), symbol('concentration0', axes)];
const [c, d] = [symbol('priorConcentration1', axes), symbol('priorConcentration0', axes)];
const z = symbol('z', ['sample', 'batch', 'latent']);

const logBeta = (first: Expr, second: Expr): Expr =>
  plus(logGamma(first), logGamma(second), negative(logGamma(plus(first, second))));

const logNormalisers = minus(logBeta(c, d), logBeta(a, b));

/**
 * KL(Beta(a, b) || Beta(c, d)) = log B(c, d) - log B(a, b) + (a - c) psi(a) + (b - d) psi(b) - (a - c + b - d) psi(a + b) of
 * one latent dimension, in nats; >= 0, and 0 only where both are the same.
 */
export const klBetaBeta: Divergence<'kl-beta-beta'> = {
  id: 'kl-beta-beta',
  name: 'KL(Beta(a, b) || Beta(c, d))',
  q: 'beta',
  p: 'beta',
  summary:
    'How far one distribution of a latent between 0 and 1 is from another, such as a stick that is broken or a gate that ' +
    'is half open. Against the uniform prior c and d are 1.',
  parameters: [
    { name: 'concentration1', of: 'q', domain: 'positive', meaning: 'Weight a of 1.' },
    { name: 'concentration0', of: 'q', domain: 'positive', meaning: 'Weight b of 0.' },
    {
      name: 'priorConcentration1',
      of: 'p',
      domain: 'positive',
      meaning: 'Weight c of 1 in the prior.',
    },
    {
      name: 'priorConcentration0',
      of: 'p',
      domain: 'positive',
      meaning: 'Weight d of 0 in the prior.',
    },
  ],
  form: {
    kind: 'expression',
    closedForm: plus(
      logNormalisers,
      times(minus(a, c), digamma(a)),
      times(minus(b, d), digamma(b)),
      times(-1, plus(minus(a, c), minus(b, d)), digamma(plus(a, b))),
    ),
    monteCarlo: plus(
      logNormalisers,
      times(minus(a, c), log(z)),
      times(minus(b, d), log1p(negative(z))),
    ),
  },
  draw: (parameters, random) => {
    const first = drawGamma(numberAt(parameters, 'concentration1'), random);
    const second = drawGamma(numberAt(parameters, 'concentration0'), random);
    return first / (first + second);
  },
  sources: [
    {
      authors: 'S. Kullback',
      title: 'Information Theory and Statistics',
      year: 1968,
      id: 'ISBN 978-0-486-69684-3',
      locator: 'chapter 3',
    },
  ],
};
