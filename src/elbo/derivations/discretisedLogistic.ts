// From a logistic density to the mass of a bin, for data that are levels.

import {
  log,
  log1mExp,
  minus,
  negative,
  over,
  plus,
  softplus,
  sumOver,
  symbol,
  times,
} from '../expr/build.ts';
import type { Derivation } from './derivation.ts';
import { productOver } from './logarithm.ts';
import {
  binEnds,
  binWidth,
  hasLowerEnd,
  hasUpperEnd,
  levelQuantities,
  logisticDefinitions,
  salimans,
} from './levelMass.ts';
import { Steps } from './steps.ts';
import { data, decoderMean, ofData, pxGivenZ, quantity, xHat } from './symbols.ts';

const scale = symbol('s');
const { upper, lower } = binEnds(xHat, scale);
const mass = minus(symbol('cdfAbove', ofData), symbol('cdfBelow', ofData));

export const discretisedLogistic: Derivation<'discretised-logistic'> = {
  id: 'discretised-logistic',
  title: 'Discretised logistic: the mass of a grey level',
  kind: 'likelihood',
  question: 'Why not F(10.5) − F(9.5), if pixels are whole numbers?',
  subject: pxGivenZ,
  likelihood: {
    family: 'discretised-logistic',
    parameterisation: 'scale',
    parameters: { loc: xHat, scale },
    scale: null,
  },
  quantities: [
    data('level'),
    decoderMean,
    quantity('s', 'positive', 'Scale of the logistic density.'),
    ...levelQuantities,
  ],
  definitions: logisticDefinitions(xHat, scale),
  steps: Steps.from(productOver('data', mass))
    .minusLog(
      negative(sumOver('data', log(mass))),
      'The mass is the difference of the logistic F at the ends x ± Δ/2 of the bin, which is open at the lowest and the highest level.',
      salimans,
    )
    .rewrite(
      sumOver(
        'data',
        plus(
          times(hasUpperEnd, softplus(negative(upper))),
          times(hasLowerEnd, softplus(lower)),
          negative(times(hasLowerEnd, hasUpperEnd, log1mExp(over(binWidth, scale)))),
        ),
      ),
      'The same without a difference of numbers that are equal far from x̂: S(u) − S(l) = S(u) S(−l) (1 − e^(l − u)).',
    )
    .done(),
  conclusion:
    'A mass: it sums to 1 over the levels only if the bin width is the distance between two of them, 2/255 for levels in ' +
    '[−1, 1]. Never negative, and directly comparable in bits.',
  sources: [salimans],
};
