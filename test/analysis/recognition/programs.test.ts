// Every program of the tables is recognised as its marks say, no more and no less.

import { checkProgram } from './annotated.ts';
import { arrayPrograms } from '../../../scripts/bench/analysisPrograms/arrays.ts';
import { negatives, otherPrograms } from '../../../scripts/bench/analysisPrograms/others.ts';
import { flowPrograms } from '../../../scripts/bench/analysisPrograms/flow.ts';
import { kerasPrograms } from '../../../scripts/bench/analysisPrograms/keras.ts';
import { tfjsPrograms } from '../../../scripts/bench/analysisPrograms/tfjs.ts';
import { torchPrograms } from '../../../scripts/bench/analysisPrograms/torch.ts';

describe('Recognised programs', () => {
  const tables = {
    PyTorch: torchPrograms,
    'Keras and TensorFlow': kerasPrograms,
    Arrays: arrayPrograms,
    'Values on their way': flowPrograms,
    'Rarer families': otherPrograms,
    'Look-alikes, of which nothing is a term': negatives,
  };
  for (const [title, programs] of Object.entries(tables)) {
    describe(title, () => {
      for (const [name, text] of Object.entries(programs)) it(name, () => void checkProgram(text));
    });
  }
  describe('TensorFlow.js', () => {
    for (const [name, text] of Object.entries(tfjsPrograms)) {
      it(name, () => void checkProgram(text, 'typescript'));
    }
  });
});
