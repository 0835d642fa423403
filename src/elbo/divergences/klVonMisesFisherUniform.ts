// KL from a von Mises-Fisher posterior to the uniform prior on the sphere, in any number of dimensions.

import type { Parameters } from '../families/family.ts';
import { listAt, numberAt } from '../families/values.ts';
import { drawVonMisesFisher } from '../sampling/vonMisesFisher.ts';
import { besselQuotient, logBesselI } from '../special/bessel.ts';
import { logGamma } from '../special/logGamma.ts';
import type { Divergence } from './divergence.ts';

const logTwoPi = Math.log(2 * Math.PI);

/**
 * log of the density's normaliser C_d(kappa) = kappa^(d/2 - 1) / ((2 pi)^(d/2) I_(d/2 - 1)(kappa)) plus log of the area
 * 2 pi^(d/2) / Gamma(d/2) of the sphere: 0 at kappa = 0, where the density is 1/area.
 */
function logNormaliserTimesArea(kappa: number, dimension: number): number {
  if (kappa === 0) return 0;
  const order = dimension / 2 - 1;
  const logNormaliser =
    order * Math.log(kappa) - (dimension / 2) * logTwoPi - logBesselI(order, kappa);
  const logArea = Math.LN2 + (dimension / 2) * Math.log(Math.PI) - logGamma(dimension / 2);
  return logNormaliser + logArea;
}

const sizeOf = (parameters: Parameters): number => listAt(parameters, 'loc').length;

/**
 * KL(vMF(mu, kappa) || uniform) = kappa I_(d/2)(kappa)/I_(d/2 - 1)(kappa) + log C_d(kappa) + log of the sphere's area, in
 * nats, of a whole latent direction in d >= 2 dimensions; >= 0, and 0 only at kappa = 0. It does not depend on mu.
 * A function: the order of the Bessel functions is that of the space, and no tensor engine has them.
 */
export const klVonMisesFisherUniform: Divergence<'kl-von-mises-fisher-uniform'> = {
  id: 'kl-von-mises-fisher-uniform',
  name: 'KL(vMF(mu, kappa) || uniform)',
  q: 'von-mises-fisher',
  p: 'uniform-sphere',
  summary:
    'How far a direction is from uniform on the sphere. It depends on the concentration and the number of dimensions ' +
    'alone: with kappa fixed it is a constant, so the posterior cannot collapse onto the prior.',
  parameters: [
    { name: 'loc', of: 'q', domain: 'real', meaning: 'Mean direction, a unit vector.' },
    { name: 'concentration', of: 'q', domain: 'positive', meaning: 'Concentration kappa.' },
  ],
  form: {
    kind: 'function',
    closedForm: (parameters) => {
      const kappa = numberAt(parameters, 'concentration');
      const dimension = sizeOf(parameters);
      const along = besselQuotient(dimension / 2 - 1, kappa);
      return kappa * along + logNormaliserTimesArea(kappa, dimension);
    },
    monteCarlo: (z, parameters) => {
      const kappa = numberAt(parameters, 'concentration');
      const loc = listAt(parameters, 'loc');
      const along = loc.reduce((sum, value, index) => sum + value * (z[index] ?? Number.NaN), 0);
      return kappa * along + logNormaliserTimesArea(kappa, loc.length);
    },
  },
  draw: (parameters, random) =>
    drawVonMisesFisher(listAt(parameters, 'loc'), numberAt(parameters, 'concentration'), random),
  sources: [
    {
      authors: 'T. R. Davidson, L. Falorsi, N. De Cao, T. Kipf, J. M. Tomczak',
      title: 'Hyperspherical Variational Auto-Encoders',
      year: 2018,
      id: 'arXiv:1804.00891',
      locator: 'appendix B',
    },
  ],
};
