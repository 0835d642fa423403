// The ELBO from log p(x) by the true posterior: no inequality until the gap is left out.

import { log, minus, over, plus, sumOver, times } from '../expr/build.ts';
import type { Derivation } from './derivation.ts';
import { evidenceDefinitions, evidenceQuantities, evidenceSymbols } from './evidence.ts';
import { bleiReview, kingmaWelling } from './sources.ts';
import { Steps } from './steps.ts';

const { q, px, pxAndZ, pzGivenX, pxGivenZ, klToPosterior, klToPrior, elbo } = evidenceSymbols;
const mean = (of: typeof q) => sumOver('state', times(q, of));

export const evidenceByPosterior: Derivation<'evidence-by-posterior'> = {
  id: 'evidence-by-posterior',
  title: 'ELBO from log p(x): the KL to the true posterior',
  kind: 'bound',
  question: 'How far is the ELBO from log p(x)?',
  subject: log(px),
  likelihood: 'none',
  quantities: evidenceQuantities,
  definitions: evidenceDefinitions,
  steps: Steps.from(mean(log(px)))
    .rewrite(
      mean(log(over(pxAndZ, pzGivenX))),
      'p(x) = p(x, z)/p(z|x) at every z. The line before holds since q sums to 1 and log p(x) knows no z.',
    )
    .rewrite(
      plus(mean(log(over(pxAndZ, q))), mean(log(over(q, pzGivenX)))),
      'Multiplied and divided by q(z|x) inside the logarithm, which then falls into two.',
    )
    .rewrite(
      plus(elbo, klToPosterior),
      'The first is the ELBO, the second the KL from q to the true posterior: the gap, by name.',
      bleiReview('equation 14'),
    )
    .bound(
      { gap: klToPosterior, gapName: 'KL to the true posterior', bound: elbo },
      minus(mean(log(pxGivenZ)), klToPrior),
      'A KL is never negative, so the rest is a lower bound. The gap cannot be computed: the true posterior is not known.',
      kingmaWelling('equations 1 to 3'),
    )
    .done(),
  conclusion:
    'Raising the ELBO over q narrows the gap and leaves log p(x) alone; over the decoder it does both. Two models compared by ' +
    'ELBO may differ in the gap alone.',
  sources: [bleiReview('section 2.2'), kingmaWelling('section 2.2')],
};
