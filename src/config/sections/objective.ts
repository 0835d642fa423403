// `objective`: what is maximised, and how its KL is weighted and estimated.

import { Type } from '../type.ts';
import { choice, closed } from './choice.ts';

const klEstimator = choice(
  {
    'closed-form': 'The exact KL of the two normals.',
    'monte-carlo':
      'The average of log q(z|x) − log p(z) over the drawn z: the same mean, more noise, and single values may be ' +
      'negative.',
  },
  { default: 'closed-form', description: 'How the KL term is computed.' },
);

const samples = Type.Integer({
  minimum: 1,
  maximum: 64,
  default: 1,
  description: 'Draws of z per datum (K) over which the expectation is averaged in each step.',
});

const beta = Type.Union(
  [
    Type.Number({ minimum: 0, title: 'Constant' }),
    Type.Object(
      {
        schedule: Type.Literal('linear', { description: 'A straight line from `from` to `to`.' }),
        from: Type.Number({ minimum: 0, default: 0, description: 'beta at step 0.' }),
        to: Type.Number({ minimum: 0, default: 1, description: 'beta from step `steps` on.' }),
        steps: Type.Integer({ minimum: 1, description: 'How many steps the line takes.' }),
      },
      { ...closed, title: 'Linear schedule' },
    ),
  ],
  { description: 'Weight of the KL: a number, or a linear warm-up over steps.' },
);

export const objective = Type.Union(
  [
    Type.Object(
      {
        kind: Type.Literal('elbo', {
          description: 'The evidence lower bound: E_q[log p(x|z)] - KL(q(z|x) || p(z)).',
        }),
        kl: klEstimator,
        samples,
      },
      { ...closed, title: 'ELBO' },
    ),
    Type.Object(
      {
        kind: Type.Literal('beta-elbo', {
          description: 'The KL weighted by beta. A lower bound of log p(x) only while beta >= 1.',
        }),
        beta,
        kl: klEstimator,
        samples,
      },
      { ...closed, title: 'beta-ELBO' },
    ),
  ],
  {
    default: { kind: 'elbo' },
    description: 'What is maximised. Reports always show the unweighted ELBO.',
  },
);
