// The gradient of an expectation under q in two forms: by the score of q, and by a draw that is a function of mu.

import {
  half,
  minus,
  negative,
  over,
  plus,
  squared,
  sumOver,
  symbol,
  times,
} from '../expr/build.ts';
import type { Expr } from '../expr/expr.ts';
import type { Source } from '../families/family.ts';
import type { Derivation } from './derivation.ts';
import { exactMeans, meanUnderQ as underQ, posterior } from './gaussianLatents.ts';
import { kingmaWelling } from './sources.ts';
import { Steps } from './steps.ts';
import { quantity } from './symbols.ts';

const mu = symbol('mu');
const sigma = symbol('sigma');
const x = symbol('x');
const w = symbol('w');
const epsilon = symbol('epsilon', ['state']);
const z = symbol('z', ['state']);
const f = symbol('fOfZ', ['state']);
const slope = symbol('slopeOfF', ['state']);
const underEpsilon = (of: Expr): Expr => sumOver('state', times(symbol('pEpsilon', ['state']), of));

const williams: Source = {
  authors: 'R. J. Williams',
  title:
    'Simple statistical gradient-following algorithms for connectionist reinforcement learning',
  year: 1992,
  id: 'doi:10.1007/BF00992696',
};

export const reparameterisation: Derivation<'reparameterisation'> = {
  id: 'reparameterisation',
  title: 'Reparameterisation: two forms of one gradient',
  kind: 'estimator',
  question: 'Why is z written as μ + σ ε before it is differentiated?',
  subject: symbol('gradientOfMean'),
  likelihood: 'none',
  quantities: [
    quantity('x', 'real', 'The datum.'),
    quantity('w', 'real', 'A decoder with one weight: f(z) = −(x − w z)²/2.'),
    ...posterior,
    ...exactMeans('epsilon', 'pEpsilon'),
  ],
  definitions: {
    z: plus(mu, times(sigma, epsilon)),
    qzGivenX: symbol('pEpsilon', ['state']),
    fOfZ: negative(times(half, squared(minus(x, times(w, z))))),
    slopeOfF: times(w, minus(x, times(w, z))),
  },
  steps: Steps.from(underQ(times(f, over(minus(z, mu), squared(sigma)))))
    .rewrite(
      underEpsilon(times(f, over(epsilon, sigma))),
      'That was the score of q: ∇ log q(z|x) by μ is (z − μ)/σ². With z = μ + σ ε it is ε/σ.',
      williams,
    )
    .rewrite(
      underEpsilon(slope),
      'By parts: the mean of f times ε/σ is the mean of the slope of f. This is what backpropagation through z = μ + σ ε gives.',
      kingmaWelling('section 2.4'),
    )
    .rewrite(
      times(w, minus(x, times(w, mu))),
      'For a linear decoder the slope is linear in z, so its mean is its value at μ.',
    )
    .done(),
  conclusion:
    'Both have the same mean; a single sample of the first varies with the value of f, that of the second only with its slope. ' +
    'A draw without this form, or one that is detached, gives the encoder no gradient.',
  sources: [kingmaWelling('section 2.4'), williams],
};
