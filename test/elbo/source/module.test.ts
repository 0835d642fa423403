import assert from 'node:assert/strict';
import type { Framework } from '../../../src/elbo/source/framework.ts';
import { frameworks } from '../../../src/elbo/source/index.ts';
import { functionName, printModule } from '../../../src/elbo/source/module.ts';
import type { Program } from '../../../src/elbo/source/program.ts';
import { programs } from '../../../src/elbo/source/programs.ts';
import { pytorch } from '../../../src/elbo/source/pytorch.ts';
import { tfjs } from '../../../src/elbo/source/tfjs.ts';

const named = (name: string): Program => {
  const found = programs.find((program) => functionName(program, pytorch) === name);
  assert.ok(found !== undefined, name);
  return found;
};

const definitions = (name: string, framework: Framework): readonly string[] =>
  [...printModule([named(name)], framework).matchAll(/(?:def|function) (\w+)\(/gu)].map(
    (match) => match[1] ?? '',
  );

describe('printed modules', () => {
  it('read like code by hand', () => {
    assert.equal(
      printModule([named('bernoulli_nll_from_logits')], pytorch),
      [
        'import torch',
        'import torch.nn.functional as F',
        '',
        '',
        'def bernoulli_nll_from_logits(x, logits):',
        '    """Bernoulli: negative log likelihood in nats, summed over data dimensions, averaged',
        '    over the batch.',
        '',
        '    x: The data. Shape (batch, data).',
        '    logits: log(p / (1 - p)) of the probability p that x is 1. Shape (batch, data).',
        '    """',
        '    log_prob = x * logits - F.softplus(logits)',
        '    return -torch.mean(torch.sum(log_prob, dim=-1))',
        '',
      ].join('\n'),
    );
  });

  it('define only the helpers they need, and those that these need', () => {
    assert.deepEqual(definitions('bernoulli_nll_from_logits', tfjs), ['bernoulliNllFromLogits']);
    assert.deepEqual(definitions('von_mises_nll_from_logconcentration', tfjs), [
      'polynomial',
      'i0e',
      'vonMisesNllFromLogconcentration',
    ]);
    assert.deepEqual(definitions('continuous_bernoulli_nll_from_logits', pytorch), [
      'x_coth_x',
      'continuous_bernoulli_nll_from_logits',
    ]);
  });

  for (const framework of frameworks) {
    it(`fit the page in ${framework.name}`, () => {
      const lines = printModule(programs, framework).split('\n');
      assert.deepEqual(
        lines.filter((line) => line.length > 88),
        [],
      );
    });
  }
});
