// KL between two categorical distributions over the same categories.

import { exp, logSumExpOver, minus, sumOver, symbol, times } from '../expr/build.ts';
import type { Expr } from '../expr/expr.ts';
import { listAt } from '../families/values.ts';
import { drawOneHot } from '../sampling/category.ts';
import type { Divergence } from './divergence.ts';

const logits = symbol('logits', ['batch', 'latent', 'category']);
const priorLogits = symbol('priorLogits', ['batch', 'latent', 'category']);
const z = symbol('z', ['sample', 'batch', 'latent', 'category']);

const logProbs = (of: Expr): Expr => minus(of, logSumExpOver('category', of));
const logRatio = minus(logProbs(logits), logProbs(priorLogits));

/**
 * KL(Cat(q) || Cat(p)) = sum of q (log q - log p), in nats, of one latent variable; >= 0, and 0 only where all shares are
 * equal. Logits are (batch, latent, category); a constant added to all of them changes nothing.
 */
export const klCategoricalCategorical: Divergence<'kl-categorical-categorical'> = {
  id: 'kl-categorical-categorical',
  name: 'KL(Cat(q) || Cat(p))',
  q: 'categorical',
  p: 'categorical',
  summary:
    'How far one discrete distribution is from another: for a discrete latent whose prior is learned. Infinite where the ' +
    'prior rules out what the posterior allows, which logits never do.',
  parameters: [
    { name: 'logits', of: 'q', domain: 'real', meaning: 'One logit for each category.' },
    { name: 'priorLogits', of: 'p', domain: 'real', meaning: 'Those of the prior.' },
  ],
  form: {
    kind: 'expression',
    closedForm: sumOver('category', times(exp(logProbs(logits)), logRatio)),
    // z is one-hot along the categories.
    monteCarlo: sumOver('category', times(z, logRatio)),
  },
  draw: (parameters, random) => drawOneHot(listAt(parameters, 'logits'), random),
  sources: [
    {
      authors: 'T. M. Cover, J. A. Thomas',
      title: 'Elements of Information Theory, second edition',
      year: 2006,
      id: 'doi:10.1002/047174882X',
      locator: 'equation 2.26',
    },
  ],
};
