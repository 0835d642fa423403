// From nats per datum to bits per dimension, with the offset of the data's scale.

import { log, over, plus, symbol, times } from '../expr/build.ts';
import type { Derivation } from './derivation.ts';
import { Steps } from './steps.ts';
import { theis } from './sources.ts';
import { dataSize, dimensions, quantity } from './symbols.ts';

const nats = symbol('negativeElbo', ['batch']);
const a = symbol('a');

export const bitsPerDimension: Derivation<'bits-per-dimension'> = {
  id: 'bits-per-dimension',
  title: 'Bits per dimension',
  kind: 'scale',
  question: 'How do nats per image become bits per dimension, and where does the 8 come from?',
  subject: symbol('levelNats'),
  likelihood: 'none',
  quantities: [
    quantity('negativeElbo', 'real', '−ELBO of data scaled to [0, 1], nats.'),
    quantity('a', 'positive', 'Levels in one unit of x: 256 after dequantisation to [0, 1].'),
    dataSize,
  ],
  definitions: {},
  steps: Steps.from(plus(nats, times(dimensions, log(a))))
    .scale(
      over(1, times(dimensions, log(2))),
      over(plus(nats, times(dimensions, log(a))), times(dimensions, log(2))),
      'One nat is 1/log 2 = 1.443 bits; divided by D it is per dimension.',
    )
    .rewrite(
      plus(over(nats, times(dimensions, log(2))), over(log(a), log(2))),
      'The change of units is an offset of log₂ a bits: 8 for 256 levels, 0 where a mass is taken of the levels themselves.',
      theis('section 3.1'),
    )
    .done(),
  conclusion:
    'Comparable between models only if all state the same offset. A density of undequantised levels has no bits: it can be ' +
    'made as low as one likes.',
  sources: [theis('section 3.1')],
};
