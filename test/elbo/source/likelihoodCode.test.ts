// Statements that put a likelihood in the place of another: what they call is what is printed, with the author's names.

import assert from 'node:assert/strict';
import type { Derivation, Likelihood } from '../../../src/elbo/derivations/derivation.ts';
import { derivations, getDerivation } from '../../../src/elbo/derivations/index.ts';
import { over, symbol } from '../../../src/elbo/expr/build.ts';
import { frameworks } from '../../../src/elbo/source/index.ts';
import { outputOf } from '../../../src/elbo/derivations/output.ts';
import { likelihoodCode } from '../../../src/elbo/source/likelihoodCode.ts';
import { jax } from '../../../src/elbo/source/jax.ts';
import { pytorch } from '../../../src/elbo/source/pytorch.ts';
import { tensorflow } from '../../../src/elbo/source/tensorflow.ts';
import { tfjs } from '../../../src/elbo/source/tfjs.ts';
import { analyze } from '../../../src/analysis/analyze.ts';

const all: readonly Derivation[] = derivations;

const likelihoodIn = (id: Parameters<typeof getDerivation>[0]): Likelihood => {
  const { likelihood } = getDerivation(id);
  assert.ok(likelihood !== 'none');
  return likelihood;
};

const asked = (id: Parameters<typeof getDerivation>[0]) => ({
  likelihood: likelihoodIn(id),
  target: 'rec',
  data: 'x',
  output: 'recon',
  numbers: { sigma: '0.5' },
  factor: null,
  batch: 'mean' as const,
});

describe('the statement of another likelihood', () => {
  const statements = [
    [pytorch, 'rec = normal_nll_from_scale(x.flatten(1), recon.flatten(1), torch.tensor(0.5))'],
    [
      jax,
      'rec = normal_nll_from_scale(x.reshape(x.shape[0], -1), recon.reshape(recon.shape[0], -1), jnp.asarray(0.5))',
    ],
    [
      tensorflow,
      'rec = normal_nll_from_scale(tf.reshape(x, [tf.shape(x)[0], -1]), tf.reshape(recon, [tf.shape(recon)[0], -1]), tf.constant(0.5))',
    ],
    [
      tfjs,
      'rec = normalNllFromScale(x.reshape([x.shape[0], -1]), recon.reshape([recon.shape[0], -1]), tf.scalar(0.5));',
    ],
  ] as const;
  for (const [framework, statement] of statements) {
    it(`is written as ${framework.name} has it`, () => {
      assert.equal(likelihoodCode(asked('gaussian-fixed-scale'), framework).statement, statement);
    });
  }

  it('is multiplied by what makes the KL count once, and by the batch where the loss is a sum', () => {
    const options = {
      ...asked('bernoulli'),
      factor: over(symbol('beta'), 256),
      batch: 'sum' as const,
    };
    assert.match(
      likelihoodCode(options, pytorch).statement,
      /^rec = beta \/ 256 \* x\.shape\[0\] \* bernoulli_nll/u,
    );
    assert.match(
      likelihoodCode(options, tfjs).statement,
      /^rec = tf\.mul\(beta \/ 256 \* x\.shape\[0\], bernoulliNll/u,
    );
  });

  it('names what else the decoder or the data must give', () => {
    assert.deepEqual(likelihoodCode(asked('negative-binomial'), pytorch).open, ['dispersion']);
    assert.deepEqual(likelihoodCode(asked('discretised-logistic'), pytorch).open.slice(1), [
      'bin_width',
      'minimum',
      'maximum',
    ]);
  });

  for (const { id, likelihood } of all) {
    if (likelihood === 'none') continue;
    for (const framework of frameworks) {
      it(`calls a function that is printed with it: ${id}, ${framework.name}`, () => {
        const options = { ...asked('bernoulli'), likelihood };
        const { statement, definition } = likelihoodCode(options, framework);
        const called = /(\w+[nN]ll\w+)\(/u.exec(statement)?.[1];
        assert.ok(called && definition.includes(`${called}(`), statement);
        assert.notEqual(outputOf(likelihood), null);
        assert.match(statement, /recon/u);
      });
    }
  }

  it('is read back as that likelihood, with a KL that counts once', () => {
    const { statement, definition } = likelihoodCode(asked('laplace-learned-scale'), pytorch);
    const fixed = statement.replace('scale)', 'torch.ones(1))');
    const text = `import torch.nn.functional as F\n${definition}\n\ndef loss_function(x, recon, mu, logvar, b):\n    ${fixed}\n    kl = -0.5 * torch.sum(1 + logvar - mu ** 2 - logvar.exp(), dim=1).mean()\n    return rec + kl\n`;
    const [loss] = analyze(text, 'python').losses;
    assert.equal(loss?.terms.find(({ kind }) => kind === 'reconstruction')?.family, 'laplace');
    assert.equal(loss?.effectiveBeta?.value, 1);
  });
});
