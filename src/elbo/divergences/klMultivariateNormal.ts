// KL between two Gaussians with full covariances, given by their Cholesky factors.

import type { Parameters } from '../families/family.ts';
import { listAt } from '../families/values.ts';
import { solveLower } from '../special/triangular.ts';
import type { Divergence } from './divergence.ts';

const sumOfSquares = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value * value, 0);

/** log of the determinant of a lower triangular matrix, row-major, size x size. */
function logDeterminant(tril: readonly number[], size: number): number {
  let sum = 0;
  for (let i = 0; i < size; i += 1) sum += Math.log(tril[i * size + i] ?? Number.NaN);
  return sum;
}

const column = (matrix: readonly number[], size: number, j: number): readonly number[] =>
  Array.from({ length: size }, (_, i) => matrix[i * size + j] ?? Number.NaN);

const difference = (a: readonly number[], b: readonly number[]): readonly number[] =>
  a.map((value, index) => value - (b[index] ?? Number.NaN));

/**
 * (|M|_F^2 + |v|^2 - d)/2 + log det L_p - log det L_q with M = L_p^-1 L_q and v = L_p^-1 (mu - mu_p): the trace and the
 * distance by triangular solves, no covariance is inverted.
 */
function closedForm(parameters: Parameters): number {
  const [loc, tril] = [listAt(parameters, 'loc'), listAt(parameters, 'scaleTril')];
  const [priorLoc, priorTril] = [
    listAt(parameters, 'priorLoc'),
    listAt(parameters, 'priorScaleTril'),
  ];
  const size = loc.length;
  const trace = loc.reduce(
    (sum, _, j) => sum + sumOfSquares(solveLower(priorTril, column(tril, size, j))),
    0,
  );
  const distance = sumOfSquares(solveLower(priorTril, difference(loc, priorLoc)));
  const determinants = logDeterminant(priorTril, size) - logDeterminant(tril, size);
  return 0.5 * (trace + distance - size) + determinants;
}

/** log of the density of N(loc, L L') at z, without the constant that q and p share. */
function logDensity(z: readonly number[], loc: readonly number[], tril: readonly number[]): number {
  const standardised = solveLower(tril, difference(z, loc));
  return -0.5 * sumOfSquares(standardised) - logDeterminant(tril, loc.length);
}

/**
 * KL(N(mu, L L') || N(mu_p, L_p L_p')) in nats, of a whole latent vector; >= 0, and 0 only where both are the same. `loc`
 * is (latent), `scaleTril` (latent, latent), row-major, lower triangular with a positive diagonal.
 */
export const klMultivariateNormal: Divergence<'kl-multivariate-normal'> = {
  id: 'kl-multivariate-normal',
  name: 'KL(N(mu, Sigma) || N(mu_p, Sigma_p))',
  q: 'multivariate-normal',
  p: 'multivariate-normal',
  summary:
    'How far one Gaussian with correlations is from another. For diagonal covariances it is the sum of the KLs of the ' +
    'dimensions. The terms log det must both stay: they are what keeps covariances from collapsing.',
  parameters: [
    { name: 'loc', of: 'q', domain: 'real', meaning: 'Mean, one entry for each dimension.' },
    { name: 'scaleTril', of: 'q', domain: 'real', meaning: 'Cholesky factor L, row by row.' },
    { name: 'priorLoc', of: 'p', domain: 'real', meaning: 'Mean of the prior.' },
    { name: 'priorScaleTril', of: 'p', domain: 'real', meaning: 'Cholesky factor of the prior.' },
  ],
  form: {
    kind: 'function',
    closedForm,
    monteCarlo: (z, parameters) =>
      logDensity(z, listAt(parameters, 'loc'), listAt(parameters, 'scaleTril')) -
      logDensity(z, listAt(parameters, 'priorLoc'), listAt(parameters, 'priorScaleTril')),
  },
  draw: (parameters, random) => {
    const loc = listAt(parameters, 'loc');
    const tril = listAt(parameters, 'scaleTril');
    const noise = loc.map(() => random.normal());
    return loc.map((mean, i) =>
      noise.reduce((sum, value, j) => sum + value * (tril[i * loc.length + j] ?? 0), mean),
    );
  },
  sources: [
    {
      authors: 'C. E. Rasmussen, C. K. I. Williams',
      title: 'Gaussian Processes for Machine Learning',
      year: 2006,
      id: 'ISBN 978-0-262-18253-9',
      locator: 'equation A.23',
    },
  ],
};
