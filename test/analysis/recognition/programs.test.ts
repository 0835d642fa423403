// Every program of the tables is recognised as its marks say, no more and no less.

import { checkProgram } from './annotated.ts';
import { arrayPrograms } from './programs/arrays.ts';
import { negatives, otherPrograms } from './programs/others.ts';
import { kerasPrograms } from './programs/keras.ts';
import { tfjsPrograms } from './programs/tfjs.ts';
import { torchPrograms } from './programs/torch.ts';

describe('Recognised programs', () => {
  const tables = {
    PyTorch: torchPrograms,
    'Keras and TensorFlow': kerasPrograms,
    Arrays: arrayPrograms,
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
