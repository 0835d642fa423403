// Branches: as things are, one may be known to be taken; the others are told all the same.

import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { analyze } from '../../../src/analysis/analyze.ts';

const helper = `import torch

def kl(mu, logvar, reduction='mean'):
    value = -0.5 * (1 + logvar - mu.pow(2) - logvar.exp())
    if reduction == 'sum':
        return value.sum()
    elif reduction == 'mean':
        return value.mean()
    return value
`;

const reductionOf = (text: string, kind = 'kl') => {
  const { terms } = analyze(text, 'python');
  return terms.find((term) => term.kind === kind)?.reduction;
};

describe('branches of the code', () => {
  it('are chosen by the defaults of a function', () => {
    for (const [name, expected] of [
      ['mean', { batch: 'mean', features: 'mean' }],
      ['sum', { batch: 'sum', features: 'sum' }],
      ['none', { batch: 'none', features: 'none' }],
    ] as const) {
      assert.deepEqual(
        reductionOf(helper.replace("reduction='mean'", `reduction='${name}'`)),
        expected,
      );
    }
  });

  it('are chosen by what a call gives', () => {
    const total = (call: string) => `${helper}
def loss(recon, x, mu, logvar):
    return ((recon - x) ** 2).sum() + ${call}
`;
    const beta = (call: string) => analyze(total(call), 'python').losses[0]?.effectiveBeta?.formula;
    assert.equal(beta("kl(mu, logvar, reduction='sum')"), '1/2');
    assert.equal(beta("kl(mu, logvar, 'sum')"), '1/2');
    assert.match(beta('kl(mu, logvar)') ?? '', /B/u);
  });

  it('are all told where a setting chooses among them', () => {
    const text = `import torch.nn.functional as F

class Model:
    def __init__(self, family='bernoulli'):
        self.family = family

    def loss(self, recon, x):
        if self.family == 'bernoulli':
            value = F.binary_cross_entropy(recon, x, reduction='sum')
        else:
            value = F.mse_loss(recon, x, reduction='sum')
        return value
`;
    const families = analyze(text, 'python').terms.map(({ family }) => family);
    assert.deepEqual(families.toSorted(), ['bernoulli', 'gaussian_fixed']);
  });

  it('stay open where an option is stored as one word here and another there', () => {
    const text = `import torch
import torch.nn.functional as F

def reconstruction(recon, x, family):
    if family == 'bernoulli':
        return F.binary_cross_entropy(recon, x, reduction='sum')
    elif family == 'gaussian':
        return F.mse_loss(recon, x, reduction='sum')

class Solver:
    def __init__(self, args):
        if args.data == 'sprites':
            self.family = 'bernoulli'
        elif args.data == 'chairs':
            self.family = 'gaussian'
        elif args.data == 'faces':
            self.family = 'gaussian'

    def step(self, recon, x, mu, logvar):
        kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
        return reconstruction(recon, x, self.family) + kl
`;
    const [loss] = analyze(text, 'python').losses;
    assert.equal(loss?.effectiveBeta?.formula, '1');
    assert.deepEqual(
      loss.alternatives.map(({ effectiveBeta }) => effectiveBeta?.formula),
      ['1/2'],
    );
  });
});
