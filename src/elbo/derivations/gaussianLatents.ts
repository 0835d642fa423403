// Gaussian latent variables, as the derivations of their KLs share them: log densities at z, and means under q taken exactly at nodes.

import { log, minus, over, plus, squared, sumOver, symbol, times } from '../expr/build.ts';
import type { Expr } from '../expr/expr.ts';
import { logTwoPi, ofLatent, quantity } from './symbols.ts';

export const mu = symbol('mu', ofLatent);
export const sigma = symbol('sigma', ofLatent);
export const variance = squared(sigma);
export const priorMu = symbol('priorMu', ofLatent);
export const priorVariance = squared(symbol('priorSigma', ofLatent));

/** The logarithm of a normal density, summed over latent dimensions: of squared errors under a variance. */
export const logNormal = (squares: Expr, spread: Expr): Expr =>
  times(-0.5, sumOver('latent', plus(logTwoPi, log(spread), over(squares, spread))));

/** Under the standard normal. */
export const logStandardNormal = (squares: Expr): Expr =>
  times(-0.5, sumOver('latent', plus(logTwoPi, squares)));

export const posterior = [
  quantity('mu', 'real', 'Mean of q(z|x).'),
  quantity('sigma', 'positive', 'Standard deviation of q(z|x).'),
];

export const ownPrior = [
  quantity('priorMu', 'real', 'Mean of the prior.'),
  quantity('priorSigma', 'positive', 'Standard deviation of the prior.'),
];

/** Nodes and weights under these names. */
export const exactMeans = (nodes: string, weights: string) => [
  quantity(nodes, 'nodes', 'Points at which expectations are computed exactly.'),
  quantity(weights, 'nodeWeights', 'Their weights.'),
];

/** z at every node. */
export const zAtNodes = symbol('z', [...ofLatent, 'state']);
export const drawnAtNodes: Expr = plus(mu, times(sigma, symbol('e', ['state'])));
export const nodeQuantities = exactMeans('e', 'qzGivenX');

/** E_q, exactly. */
export const meanUnderQ = (of: Expr): Expr =>
  sumOver('state', times(symbol('qzGivenX', ['state']), of));

/** log q(z|x) - log p(z), along what z lies along beside the batch. */
export const logRatio = (...axes: readonly 'state'[]): Expr =>
  minus(symbol('logQz', ['batch', ...axes]), symbol('logPz', ['batch', ...axes]));
