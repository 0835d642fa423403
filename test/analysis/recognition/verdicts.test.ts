// Look-alikes are named for what they are, and code that holds an ELBO is never called something else.

import { strict as assert } from 'node:assert';
import { negatives } from '../../../scripts/bench/analysisPrograms/others.ts';
import { torchPrograms } from '../../../scripts/bench/analysisPrograms/torch.ts';
import { analyze } from '../../../src/analysis/analyze.ts';

function kindsIn(text: string | undefined): readonly string[] {
  return analyze(text ?? '', 'python').verdicts.map(({ kind }) => kind);
}

describe('Losses that are no ELBO', () => {
  const expected = {
    diffusion: ['diffusion'],
    'a GAN': ['adversarial'],
    'vector quantisation': ['vectorQuantisation'],
    'a classifier': ['classification'],
    distillation: ['distillation'],
    'a linear regression with weight decay': [],
  };
  for (const [name, kinds] of Object.entries(expected)) {
    it(`${name}: ${kinds.join(', ') || 'nothing is claimed'}`, () => {
      assert.deepEqual(kindsIn(negatives[name]), kinds);
    });
  }

  it('nothing that holds an ELBO is called something else', () => {
    for (const [name, text] of Object.entries(torchPrograms)) {
      assert.deepEqual(kindsIn(text.replaceAll(/ *#!.*$/gmu, '')), [], name);
    }
  });
});
