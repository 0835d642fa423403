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
import type { Axis } from '../axes.ts';
import type { Expr } from '../expr/expr.ts';
import type { Derivation, Quantity } from './derivation.ts';
import { burda } from './sources.ts';
import { Steps } from './steps.ts';
import { quantity } from './symbols.ts';

/** The symbols, of one datum or of each datum of a batch. */
function symbolsOf(data: readonly Axis[]) {
  const draws = symbol('qOfDraws', [...data, 'state']);
  return {
    draws,
    w: symbol('w', ['sample', ...data, 'state']),
    raw: symbol('v', ['sample', ...data, 'state']),
    px: symbol('px', data),
    gapOfDraws: symbol('gapOfDraws', data),
    importanceBound: symbol('importanceBound', data),
    mean: (of: Expr): Expr => sumOver('state', times(draws, of)),
  };
}

type ImportanceSymbols = ReturnType<typeof symbolsOf>;

const own = symbolsOf([]);
export const batchImportanceSymbols = symbolsOf(['batch']);

export const importanceQuantities: readonly Quantity[] = [
  quantity('px', 'positive', 'p(x).'),
  quantity('qOfDraws', 'weights', 'Probability of each way the K draws may come out.'),
  quantity('v', 'positive', 'Weights of the draws before they are given the mean p(x).'),
  quantity('K', 'size', 'Number of draws.'),
];

/** Any positive weights, each given the mean that importance weights have. */
export const importanceDefinitions = ({
  w,
  raw,
  px,
  mean,
}: ImportanceSymbols): Derivation['definitions'] => ({
  w: times(px, over(raw, mean(raw))),
  gapOfDraws: minus(log(mean(meanOver('sample', w))), mean(log(meanOver('sample', w)))),
  gapOfLogarithms: mean(minus(log(meanOver('sample', w)), meanOver('sample', log(w)))),
});

/** The log of the mean weight of K draws, as code computes it. */
export const logMeanWeight = ({ w }: ImportanceSymbols): Expr =>
  minus(logSumExpOver('sample', log(w)), log(symbol('K')));

/** From log p(x) to the bound of K draws as code computes it. */
export const importanceSteps = (symbols: ImportanceSymbols): Steps => {
  const { w, mean, gapOfDraws, importanceBound } = symbols;
  return Steps.from(log(mean(meanOver('sample', w))))
    .bound(
      { gap: gapOfDraws, gapName: 'gap of K draws', bound: importanceBound },
      mean(log(meanOver('sample', w))),
      'Each weight w = p(x, z)/q(z|x) has the mean p(x), so their average has. The logarithm of a mean is at least the mean of logarithms.',
      burda('equation 8'),
    )
    .rewrite(
      mean(logMeanWeight(symbols)),
      'As code computes it: a log-sum-exp of log weights, minus log K.',
    );
};

export const importanceWeighted: Derivation<'importance-weighted'> = {
  id: 'importance-weighted',
  title: 'IWAE: K samples under one logarithm',
  kind: 'bound',
  question: 'What is gained by several samples, and why not average their logarithms?',
  subject: log(own.px),
  likelihood: 'none',
  quantities: importanceQuantities,
  definitions: importanceDefinitions(own),
  steps: importanceSteps(own)
    .bound(
      { gap: symbol('gapOfLogarithms'), gapName: 'gap to the ELBO', bound: symbol('elbo') },
      own.mean(meanOver('sample', log(own.w))),
      'The average of logarithms instead: K samples of the ELBO, which only lowers its noise.',
      burda('Theorem 1'),
    )
    .done(),
  conclusion:
    'log p(x) ≥ the bound of K draws ≥ the ELBO, and the first gap goes to 0 as K grows. Averaging before or after the logarithm ' +
    'is the whole difference.',
  sources: [burda('section 3')],
};
