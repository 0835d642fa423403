// The ELBO from log p(x) by Jensen's inequality, with what it gives away named.

import { log, minus, over, plus, sumOver, symbol, times } from '../expr/build.ts';
import type { Derivation, Step } from './derivation.ts';
import { evidenceDefinitions, evidenceQuantities, evidenceSymbols } from './evidence.ts';
import { bleiReview, jordan } from './sources.ts';
import { Steps } from './steps.ts';

/** From log p(x) to the ELBO, in symbols of one datum or of a batch. */
export function jensenSteps(symbols: typeof evidenceSymbols): readonly [Step, ...Step[]] {
  const { q, pxGivenZ, pxAndZ, pz, klToPosterior, klToPrior, elbo } = symbols;
  return Steps.from(log(sumOver('state', pxAndZ)))
    .rewrite(
      log(sumOver('state', times(q, over(pxAndZ, q)))),
      'Multiplied and divided by q(z|x), any density that is positive where p(x, z) is: the integral is a mean under q.',
    )
    .bound(
      { gap: klToPosterior, gapName: 'KL to the true posterior', bound: elbo },
      sumOver('state', times(q, log(over(pxAndZ, q)))),
      'The logarithm of a mean is at least the mean of logarithms. What this gives away is the KL from q to the true posterior.',
      jordan,
    )
    .rewrite(
      sumOver('state', times(q, minus(plus(log(pxGivenZ), log(pz)), log(q)))),
      'p(x, z) = p(x|z) p(z): the model, a likelihood times a prior.',
    )
    .rewrite(
      minus(sumOver('state', times(q, log(pxGivenZ))), klToPrior),
      'The last two logarithms are, under the mean, minus the KL from q to the prior.',
      bleiReview('equation 13'),
    )
    .done();
}

export const evidenceByJensen: Derivation<'evidence-by-jensen'> = {
  id: 'evidence-by-jensen',
  title: 'ELBO from log p(x): Jensen’s inequality',
  kind: 'bound',
  question: 'Where does the evidence lower bound come from?',
  subject: log(symbol('px')),
  likelihood: 'none',
  quantities: evidenceQuantities,
  definitions: evidenceDefinitions,
  steps: jensenSteps(evidenceSymbols),
  conclusion:
    'The expectation is over z drawn from the encoder at this x; x and the weights stay fixed. The bound is tight where ' +
    'q(z|x) is the true posterior. Here z takes finitely many values, so that every line can be computed.',
  sources: [jordan, bleiReview('section 2.2')],
};
