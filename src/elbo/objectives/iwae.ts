// The importance-weighted bound: several draws of z together, each counted by how well it explains the datum.

import { log, logSumExpOver, meanOver, minus, negative, symbol, times } from '../expr/build.ts';
import type { Expr } from '../expr/expr.ts';
import type { Objective } from './objective.ts';

const logPxGivenZ = symbol('logPxGivenZ', ['sample', 'batch']);
const logRatio = symbol('logRatio', ['sample', 'batch']);

/** log 1/K sum over k of exp(log weight), of each datum. */
const bound = (logWeight: Expr): Expr =>
  minus(logSumExpOver('sample', logWeight), log(symbol('samples')));

/** log 1/K sum over k of p(x|z_k) p(z_k) / q(z_k|x): the bound of log p(x) of each datum, in nats, along batch. */
export const importanceWeightedBound: Expr = bound(minus(logPxGivenZ, logRatio));

/**
 * -E[log 1/K sum over k of w_k], w = p(x|z) p(z) / q(z|x) at K draws z ~ q(z|x); nats per datum, minimised. Its negative is a
 * lower bound of log p(x), never below the ELBO and closer the larger K. By log-sum-exp, so its gradient weights the
 * draws by their share of the sum. A weight set by hand tempers p(z) / q(z|x); at 1 it is the bound.
 */
export const iwae: Objective<'iwae'> = {
  id: 'iwae',
  name: 'IWAE',
  summary:
    'The importance-weighted bound of K draws: the logarithm of their average weight, not the average of their ' +
    'logarithms. A tighter bound of log p(x) than the ELBO; with K = 1 it is the ELBO. Large K teaches the decoder more ' +
    'and the encoder less. Reports show the terms of the ELBO, and the bound beside them.',
  weight: 'byHand',
  loss: negative(meanOver('batch', bound(minus(logPxGivenZ, times(symbol('beta'), logRatio))))),
  sources: [
    {
      authors: 'Y. Burda, R. Grosse, R. Salakhutdinov',
      title: 'Importance Weighted Autoencoders',
      year: 2015,
      id: 'arXiv:1509.00519',
      locator: 'equation 8',
    },
    {
      authors: 'T. Rainforth, A. R. Kosiorek, T. A. Le, C. J. Maddison, M. Igl, F. Wood, Y. W. Teh',
      title: 'Tighter Variational Bounds are Not Necessarily Better',
      year: 2018,
      id: 'arXiv:1802.04537',
    },
  ],
};
