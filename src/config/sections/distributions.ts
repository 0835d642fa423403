// `likelihood`, `posterior` and `prior`: the three distributions of the model.

import { Type } from '../type.ts';
import { familyIds } from '../../elbo/families/index.ts';
import { choice, closed } from './choice.ts';

export const likelihood = Type.Object(
  {
    family: Type.Enum([...familyIds], {
      description: 'The likelihood p(x|z): what the decoder predicts about each data dimension.',
    }),
    scale: Type.Optional(
      choice(
        {
          fixed: 'The number `sigma`, never learned.',
          shared: 'One learned number.',
          'per-dimension': 'One learned number per data dimension.',
          'per-element': 'A decoder output, for every datum and dimension.',
        },
        { description: 'Where the scale sigma of a normal comes from. Left out: `fixed`.' },
      ),
    ),
    sigma: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        description:
          'The scale, in units of the scaled (and, if so, standardised) data: its value if `fixed`, else where it starts. Left out: 1.',
      }),
    ),
  },
  { ...closed, description: 'p(x|z), a conditional family: given z it is a distribution over x.' },
);

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
