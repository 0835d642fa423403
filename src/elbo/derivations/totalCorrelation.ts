// The KL of an ELBO, averaged over data, in three parts: mutual information, total correlation, KL of each dimension.

import { log, meanOver, over, plus, sumOver, symbol, times } from '../expr/build.ts';
import type { Expr } from '../expr/expr.ts';
import type { Source } from '../families/family.ts';
import type { Derivation } from './derivation.ts';
import { Steps } from './steps.ts';
import { quantity } from './symbols.ts';

// Two latent variables of finitely many values, one along `category` and one along `state`.
const raw = symbol('v', ['batch', 'category', 'state']);
const both = (of: Expr): Expr => sumOver('category', sumOver('state', of));
const joint = over(raw, both(raw));
const aggregate = meanOver('batch', joint);
const first = sumOver('state', aggregate);
const second = sumOver('category', aggregate);
const [p1, p2] = [symbol('p1', ['category']), symbol('p2', ['state'])];
const expected = (of: Expr): Expr => meanOver('batch', both(times(joint, log(of))));

const chen: Source = {
  authors: 'R. T. Q. Chen, X. Li, R. Grosse, D. Duvenaud',
  title: 'Isolating Sources of Disentanglement in Variational Autoencoders',
  year: 2018,
  id: 'arXiv:1802.04942',
  locator: 'equation 2',
};

export const totalCorrelation: Derivation<'total-correlation'> = {
  id: 'total-correlation',
  title: 'The KL in three parts: total correlation',
  kind: 'objective',
  question: 'Which part of the KL does a β-TC-VAE weigh?',
  subject: symbol('expectedKl'),
  likelihood: 'none',
  quantities: [
    quantity('v', 'positive', 'q(z|x) before it is normalised, for each datum.'),
    quantity('p1', 'weights', 'Prior of the first latent variable.'),
    quantity('p2', 'weights', 'Prior of the second.'),
  ],
  definitions: {
    klOfAll: expected(over(joint, times(p1, p2))),
    informationTerm: expected(over(joint, aggregate)),
    correlationTerm: expected(over(aggregate, times(first, second))),
    dimensionTerm: expected(over(times(first, second), times(p1, p2))),
    mutualInformation: expected(over(joint, aggregate)),
    totalCorrelation: both(times(aggregate, log(over(aggregate, times(first, second))))),
    dimensionKl: plus(
      sumOver('category', times(first, log(over(first, p1)))),
      sumOver('state', times(second, log(over(second, p2)))),
    ),
  },
  steps: Steps.from(symbol('klOfAll'))
    .rewrite(
      plus(symbol('informationTerm'), symbol('correlationTerm'), symbol('dimensionTerm')),
      'Multiplied and divided by q(z), the mean of q(z|x) over the data, and by the product of its marginals.',
      chen,
    )
    .rewrite(
      plus(symbol('mutualInformation'), symbol('totalCorrelation'), symbol('dimensionKl')),
      'What x says of z, how far the latents depend on one another, how far each is from its prior. The prior has independent dimensions.',
      chen,
    )
    .done(),
  conclusion:
    'β-VAE weighs all three; β-TC-VAE the second alone. q(z) needs all data: within a minibatch it is estimated, and an estimate ' +
    'of a total correlation may be negative.',
  sources: [chen],
};
