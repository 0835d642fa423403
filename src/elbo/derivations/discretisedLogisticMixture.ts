// From a mixture of discretised logistics to its loss, a log-sum-exp over components.

import {
  exp,
  log,
  logSumExpOver,
  minus,
  negative,
  over,
  plus,
  sumOver,
  symbol,
  times,
} from '../expr/build.ts';
import type { Derivation } from './derivation.ts';
import { levelQuantities, logisticDefinitions, salimans } from './levelMass.ts';
import { productOver } from './logarithm.ts';
import { Steps } from './steps.ts';
import { data, pxGivenZ, quantity } from './symbols.ts';

const axes = ['batch', 'data', 'component'] as const;
const logits = symbol('logits', axes);
const loc = symbol('loc', axes);
const scale = symbol('s', ['component']);
const mass = minus(symbol('cdfAbove', axes), symbol('cdfBelow', axes));
const probs = symbol('probs', axes);
const softmax = over(exp(logits), sumOver('component', exp(logits)));
const logWeights = minus(logits, logSumExpOver('component', logits));

export const discretisedLogisticMixture: Derivation<'discretised-logistic-mixture'> = {
  id: 'discretised-logistic-mixture',
  title: 'Mixture of discretised logistics: log of a sum',
  kind: 'likelihood',
  question: 'Why is a mixture loss a log-sum-exp, and not a weighted sum of losses?',
  subject: pxGivenZ,
  likelihood: {
    family: 'discretised-logistic-mixture',
    parameterisation: 'scale',
    parameters: { probs, loc, scale },
    scale: null,
  },
  quantities: [
    data('level'),
    quantity('logits', 'real', 'One logit for each component.'),
    quantity('loc', 'real', 'Centre of each component.'),
    quantity('s', 'positive', 'Scale of each component.'),
    ...levelQuantities,
  ],
  definitions: { probs: softmax, ...logisticDefinitions(loc, scale) },
  steps: Steps.from(productOver('data', sumOver('component', times(probs, mass))))
    .minusLog(
      negative(sumOver('data', log(sumOver('component', times(probs, mass))))),
      'Minus log turns the product into a sum, but not the sum over components: its logarithm stays outside.',
      salimans,
    )
    .rewrite(
      negative(sumOver('data', logSumExpOver('component', plus(logWeights, log(mass))))),
      'A sum of products as a log-sum-exp of sums of logarithms, which neither overflows nor rounds to log 0.',
    )
    .done(),
  conclusion:
    'A weighted sum of the losses of components is a bound of it from above, by Jensen, and trains each component on all data.',
  sources: [salimans],
};
