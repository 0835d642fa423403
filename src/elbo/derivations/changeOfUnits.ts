// What another unit of x does to a density: log p moves by log a per dimension, probabilities and KL do not.

import {
  half,
  log,
  minus,
  negative,
  over,
  pi,
  plus,
  squared,
  sumOver,
  symbol,
  times,
} from '../expr/build.ts';
import type { Derivation } from './derivation.ts';
import { Steps } from './steps.ts';
import { theis } from './sources.ts';
import { data, dataSize, decoderMean, dimensions, ofData, quantity } from './symbols.ts';
import { sigma, x, xHat } from './symbols.ts';

const a = symbol('a');
const y = symbol('y', ofData);
const yHat = symbol('yHat', ofData);
const s = symbol('s');

const gaussianNll = (value: typeof x, mean: typeof x, scale: typeof x) =>
  sumOver(
    'data',
    plus(
      over(squared(minus(value, mean)), times(2, squared(scale))),
      times(half, log(times(2, pi, squared(scale)))),
    ),
  );

export const changeOfUnits: Derivation<'change-of-units'> = {
  id: 'change-of-units',
  title: 'Change of units: log a per dimension',
  kind: 'scale',
  question: 'Why does −log p change when pixels go from 0–1 to 0–255?',
  subject: negative(symbol('logPy')),
  likelihood: 'none',
  quantities: [
    data('real'),
    decoderMean,
    quantity('sigma', 'positive', 'Standard deviation in the units of x.'),
    quantity('a', 'positive', 'Units of y in one of x: 255.'),
    dataSize,
  ],
  definitions: { y: times(a, x), yHat: times(a, xHat), s: times(a, sigma) },
  steps: Steps.from(gaussianNll(y, yHat, s))
    .rewrite(
      sumOver(
        'data',
        plus(
          over(squared(minus(x, xHat)), times(2, squared(sigma))),
          times(half, log(times(2, pi, squared(sigma)))),
          log(a),
        ),
      ),
      'y = a x, and so are the mean and σ. The quotient has no unit, so a cancels; under the logarithm it does not.',
    )
    .rewrite(
      plus(gaussianNll(x, xHat, sigma), times(dimensions, log(a))),
      'What another unit adds is log a for each dimension, whatever the data: log 255 = 5.541 nats.',
      theis('section 3.1'),
    )
    .done(),
  conclusion:
    'A probability is p(x) times a width, and the width is a times as large: it stays. So does every KL, and so do gradients. ' +
    'Only −log p, the ELBO and bits of a density move.',
  sources: [theis('section 3.1')],
};
