// KL from a categorical posterior to the uniform prior over its categories.

import { exp, log, logSumExpOver, minus, plus, sumOver, symbol, times } from '../expr/build.ts';
import { listAt } from '../families/values.ts';
import { drawOneHot } from '../sampling/category.ts';
import type { Divergence } from './divergence.ts';

const logits = symbol('logits', ['batch', 'latent', 'category']);
const categories = symbol('categories');
const z = symbol('z', ['sample', 'batch', 'latent', 'category']);
const logQ = minus(logits, logSumExpOver('category', logits));

/**
 * KL(Cat(q) || uniform) = log L + sum of q log q over L categories, in nats, of one latent variable; between 0 and
 * log L, and 0 only where all logits are equal. Logits are (batch, latent, category).
 */
export const klCategoricalUniform: Divergence<'kl-categorical-uniform'> = {
  id: 'kl-categorical-uniform',
  name: 'KL(Cat(q) || uniform)',
  q: 'categorical',
  p: 'uniform-categorical',
  summary:
    'How far a discrete latent is from uniform: log of the number of categories minus the entropy. It is at most that ' +
    'logarithm, which is all a variable with so many categories can carry. Leaving log L out makes it negative.',
  parameters: [
    { name: 'logits', of: 'q', domain: 'real', meaning: 'One logit for each category.' },
    { name: 'categories', of: 'p', domain: 'positive', meaning: 'Their number L.' },
  ],
  form: {
    kind: 'expression',
    closedForm: plus(sumOver('category', times(exp(logQ), logQ)), log(categories)),
    // z is one-hot along the categories.
    monteCarlo: plus(sumOver('category', times(z, logQ)), log(categories)),
  },
  draw: (parameters, random) => drawOneHot(listAt(parameters, 'logits'), random),
  sources: [
    {
      authors: 'E. Jang, S. Gu, B. Poole',
      title: 'Categorical Reparameterization with Gumbel-Softmax',
      year: 2016,
      id: 'arXiv:1611.01144',
    },
    {
      authors: 'C. J. Maddison, A. Mnih, Y. W. Teh',
      title: 'The Concrete Distribution',
      year: 2016,
      id: 'arXiv:1611.00712',
    },
  ],
};
