// KL between two gamma distributions.

import {
  digamma,
  log,
  logGamma,
  minus,
  negative,
  over,
  plus,
  symbol,
  times,
} from '../expr/build.ts';
import { numberAt } from '../families/values.ts';
import { drawGamma } from '../sampling/gamma.ts';
import type { Divergence } from './divergence.ts';

const concentration = symbol('concentration', ['batch', 'latent']);
const rate = symbol('rate', ['batch', 'latent']);
const priorConcentration = symbol('priorConcentration', ['batch', 'latent']);
const priorRate = symbol('priorRate', ['batch', 'latent']);
const z = symbol('z', ['sample', 'batch', 'latent']);

/**
 * KL(Gamma(a, b) || Gamma(c, d)) = (a - c) psi(a) - log Gamma(a) + log Gamma(c) + c log(b/d) + a (d - b)/b of one latent
 * dimension, in nats, for rates b and d; >= 0, and 0 only where both are the same.
 */
export const klGammaGamma: Divergence<'kl-gamma-gamma'> = {
  id: 'kl-gamma-gamma',
  name: 'KL(Gamma(a, b) || Gamma(c, d))',
  q: 'gamma',
  p: 'gamma',
  summary:
    'How far one distribution of a positive latent is from another, in concentration and rate. With scales in place of ' +
    'rates b/d becomes its inverse: the commonest mistake with it.',
  parameters: [
    { name: 'concentration', of: 'q', domain: 'positive', meaning: 'Shape a.' },
    { name: 'rate', of: 'q', domain: 'positive', meaning: 'Rate b, 1/scale.' },
    { name: 'priorConcentration', of: 'p', domain: 'positive', meaning: 'Shape c of the prior.' },
    { name: 'priorRate', of: 'p', domain: 'positive', meaning: 'Rate d of the prior.' },
  ],
  form: {
    kind: 'expression',
    closedForm: plus(
      times(minus(concentration, priorConcentration), digamma(concentration)),
      negative(logGamma(concentration)),
      logGamma(priorConcentration),
      times(priorConcentration, log(over(rate, priorRate))),
      times(concentration, over(minus(priorRate, rate), rate)),
    ),
    monteCarlo: plus(
      times(concentration, log(rate)),
      negative(logGamma(concentration)),
      times(-1, priorConcentration, log(priorRate)),
      logGamma(priorConcentration),
      times(minus(concentration, priorConcentration), log(z)),
      times(minus(priorRate, rate), z),
    ),
  },
  draw: (parameters, random) =>
    drawGamma(numberAt(parameters, 'concentration'), random) / numberAt(parameters, 'rate'),
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
