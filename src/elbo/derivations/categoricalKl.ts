// The KL from a categorical posterior to a uniform prior: log L minus an entropy.

import {
  exp,
  log,
  logSumExpOver,
  minus,
  over,
  plus,
  sumOver,
  symbol,
  times,
} from '../expr/build.ts';
import type { Source } from '../families/family.ts';
import type { Derivation } from './derivation.ts';
import { Steps } from './steps.ts';
import { ofLatent, quantity } from './symbols.ts';

const axes = [...ofLatent, 'category'] as const;
const logits = symbol('logits', axes);
const q = symbol('q', axes);
const p = symbol('p');
const L = symbol('L');
const softmax = over(exp(logits), sumOver('category', exp(logits)));

const jang: Source = {
  authors: 'E. Jang, S. Gu, B. Poole',
  title: 'Categorical Reparameterization with Gumbel-Softmax',
  year: 2016,
  id: 'arXiv:1611.01144',
};

export const categoricalKl: Derivation<'categorical-kl'> = {
  id: 'categorical-kl',
  title: 'KL of a categorical to the uniform prior',
  kind: 'divergence',
  question: 'How many nats can a discrete latent variable cost?',
  subject: symbol('klToPrior'),
  likelihood: 'none',
  quantities: [
    quantity('logits', 'real', 'One logit for each category, from the encoder.'),
    quantity('L', 'size', 'Number of categories.'),
  ],
  definitions: { q: softmax, p: over(1, L) },
  steps: Steps.from(sumOver('latent', sumOver('category', times(q, log(over(q, p))))))
    .rewrite(
      sumOver('latent', sumOver('category', times(q, plus(log(q), log(L))))),
      'A uniform prior over L categories: p = 1/L, for each latent variable.',
      jang,
    )
    .rewrite(
      sumOver('latent', plus(log(L), sumOver('category', times(q, log(q))))),
      'q sums to 1 over the categories, so log L comes out: log L minus the entropy of q.',
    )
    .rewrite(
      sumOver(
        'latent',
        plus(
          log(L),
          sumOver('category', times(q, minus(logits, logSumExpOver('category', logits)))),
        ),
      ),
      'log q from logits, which does not round to log 0.',
    )
    .done(),
  conclusion:
    'Between 0 and log L nats for each variable, which is all it can carry. Without log L it is minus an entropy, negative, ' +
    'and its value is no KL; gradients are the same.',
  sources: [jang],
};
