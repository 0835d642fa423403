// `posterior` and `prior`: the two distributions of z.

import { Type } from '../type.ts';
import { choice, closed } from './choice.ts';

export const posterior = Type.Object(
  {
    family: choice(
      { 'diagonal-normal': 'N(z; mu(x), diag(exp(logvar(x)))).' },
      { default: 'diagonal-normal', description: 'The family of q(z|x).' },
    ),
  },
  {
    ...closed,
    default: {},
    description: 'The approximate posterior q(z|x) that the encoder outputs.',
  },
);

export const prior = Type.Object(
  {
    family: choice(
      { 'standard-normal': 'N(z; 0, I).' },
      { default: 'standard-normal', description: 'The family of p(z).' },
    ),
  },
  { ...closed, default: {}, description: 'The prior p(z).' },
);
