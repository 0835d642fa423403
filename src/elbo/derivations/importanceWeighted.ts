// The importance-weighted bound: K draws under one logarithm, between the ELBO and log p(x).

import {
  log,
  logSumExpOver,
  meanOver,
  minus,
  over,
  sumOver,
  symbol,
  times,
} from '../expr/build.ts';
import type { Expr } from '../expr/expr.ts';
import type { Derivation } from './derivation.ts';
import { burda } from './sources.ts';
import { Steps } from './steps.ts';
import { quantity } from './symbols.ts';

const draws = symbol('qOfDraws', ['state']);
const w = symbol('w', ['sample', 'state']);
const raw = symbol('v', ['sample', 'state']);
const px = symbol('px');
const mean = (of: Expr): Expr => sumOver('state', times(draws, of));

export const importanceWeighted: Derivation<'importance-weighted'> = {
  id: 'importance-weighted',
  title: 'IWAE: K samples under one logarithm',
  kind: 'bound',
  question: 'What is gained by several samples, and why not average their logarithms?',
  subject: log(px),
  likelihood: 'none',
  quantities: [
    quantity('px', 'positive', 'p(x).'),
    quantity('qOfDraws', 'weights', 'Probability of each way the K draws may come out.'),
    quantity('v', 'positive', 'Weights of the draws before they are given the mean p(x).'),
    quantity('K', 'size', 'Number of draws.'),
  ],
  definitions: {
    // Any positive weights, each given the mean that importance weights have.
    w: times(px, over(raw, mean(raw))),
    gapOfDraws: minus(log(mean(meanOver('sample', w))), mean(log(meanOver('sample', w)))),
    gapOfLogarithms: mean(minus(log(meanOver('sample', w)), meanOver('sample', log(w)))),
  },
  steps: Steps.from(log(mean(meanOver('sample', w))))
    .bound(
      { gap: symbol('gapOfDraws'), gapName: 'gap of K draws', bound: symbol('importanceBound') },
      mean(log(meanOver('sample', w))),
      'Each weight w = p(x, z)/q(z|x) has the mean p(x), so their average has. The logarithm of a mean is at least the mean of logarithms.',
      burda('equation 8'),
    )
    .rewrite(
      mean(minus(logSumExpOver('sample', log(w)), log(symbol('K')))),
      'As code computes it: a log-sum-exp of log weights, minus log K.',
    )
    .bound(
      { gap: symbol('gapOfLogarithms'), gapName: 'gap to the ELBO', bound: symbol('elbo') },
      mean(meanOver('sample', log(w))),
      'The average of logarithms instead: K samples of the ELBO, which only lowers its noise.',
      burda('Theorem 1'),
    )
    .done(),
  conclusion:
    'log p(x) ≥ the bound of K draws ≥ the ELBO, and the first gap goes to 0 as K grows. Averaging before or after the logarithm ' +
    'is the whole difference.',
  sources: [burda('section 3')],
};
