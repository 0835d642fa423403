// KL from a von Mises posterior to the uniform prior on the circle.

import {
  besselRatio,
  cos,
  logBesselI0,
  minus,
  negative,
  plus,
  symbol,
  times,
} from '../expr/build.ts';
import { numberAt } from '../families/values.ts';
import { drawVonMises } from '../sampling/vonMises.ts';
import type { Divergence } from './divergence.ts';

const loc = symbol('loc', ['batch', 'latent']);
const concentration = symbol('concentration', ['batch', 'latent']);
const z = symbol('z', ['sample', 'batch', 'latent']);

/**
 * KL(vM(mu, kappa) || uniform) = kappa I_1(kappa)/I_0(kappa) - log I_0(kappa) of one angle, in nats; >= 0, and 0 only at
 * kappa = 0, close to log(2 pi kappa)/2 - 1/2 for large kappa. It does not depend on mu.
 */
export const klVonMisesUniform: Divergence<'kl-von-mises-uniform'> = {
  id: 'kl-von-mises-uniform',
  name: 'KL(vM(mu, kappa) || uniform)',
  q: 'von-mises',
  p: 'uniform-circle',
  summary:
    'How far an angle is from uniform. It depends on the concentration alone, so it never pulls angles anywhere: only ' +
    'how sharply they are known is priced.',
  parameters: [
    {
      name: 'loc',
      of: 'q',
      domain: 'real',
      meaning: 'Mean direction; the KL does not depend on it.',
    },
    { name: 'concentration', of: 'q', domain: 'positive', meaning: 'Concentration kappa.' },
  ],
  form: {
    kind: 'expression',
    closedForm: minus(times(concentration, besselRatio(concentration)), logBesselI0(concentration)),
    monteCarlo: plus(
      times(concentration, cos(minus(z, loc))),
      negative(logBesselI0(concentration)),
    ),
  },
  draw: (parameters, random) =>
    numberAt(parameters, 'loc') + drawVonMises(numberAt(parameters, 'concentration'), random),
  sources: [
    {
      authors: 'T. R. Davidson, L. Falorsi, N. De Cao, T. Kipf, J. M. Tomczak',
      title: 'Hyperspherical Variational Auto-Encoders',
      year: 2018,
      id: 'arXiv:1804.00891',
      locator: 'appendix B, in two dimensions',
    },
  ],
};
