// From a von Mises density to the cosine loss of angles.

import {
  cos,
  exp,
  log,
  logBesselI0,
  minus,
  negative,
  over,
  pi,
  plus,
  sumOver,
  symbol,
} from '../expr/build.ts';
import { times } from '../expr/build.ts';
import type { Source } from '../families/family.ts';
import type { Derivation } from './derivation.ts';
import { productOver } from './logarithm.ts';
import { Steps } from './steps.ts';
import { data, dataSize, decoderMean, dimensions, logTwoPi, ofData } from './symbols.ts';
import { pxGivenZ, quantity, x, xHat } from './symbols.ts';

const concentration = symbol('concentration', ofData);
const aligned = times(concentration, cos(minus(x, xHat)));
const kept = sumOver('data', minus(logBesselI0(concentration), aligned));
const constant = times(dimensions, logTwoPi);

const mardia: Source = {
  authors: 'K. V. Mardia, P. E. Jupp',
  title: 'Directional Statistics',
  year: 2000,
  id: 'doi:10.1002/9780470316979',
  locator: 'section 3.5.4',
};

export const vonMises: Derivation<'von-mises'> = {
  id: 'von-mises',
  title: 'Von Mises: the loss of angles',
  kind: 'likelihood',
  question: 'Which loss is a log likelihood of angles?',
  subject: pxGivenZ,
  likelihood: {
    family: 'von-mises',
    parameterisation: 'concentration',
    parameters: { loc: xHat, concentration },
    scale: null,
  },
  quantities: [
    data('circle'),
    decoderMean,
    quantity('concentration', 'positive', 'Concentration κ; nearly 1/σ² when large.'),
    dataSize,
  ],
  definitions: {},
  steps: Steps.from(
    productOver('data', over(exp(aligned), times(2, pi, exp(logBesselI0(concentration))))),
  )
    .minusLog(
      sumOver('data', plus(negative(aligned), logBesselI0(concentration), log(times(2, pi)))),
      'Minus log turns the product into a sum. I₀ normalises the density over one turn.',
      mardia,
    )
    .rewrite(plus(kept, constant), 'The constant comes out of the sum.')
    .drop(
      constant,
      kept,
      'Free of everything that is learned, so gradients stay.',
      'The value moves by 1.838 nats per dimension. log I₀(κ) must stay if κ is learned.',
    )
    .done(),
  conclusion:
    'Angles that differ by 2π cost the same, which no squared error of them has. With κ fixed the loss is −κ cos(x − x̂).',
  sources: [mardia],
};
