// Sizes of a loss and the numbers they give: from layers, views, names and comments, each with the line it is from.

import { strict as assert } from 'node:assert';
import { analyze } from '../../../src/analysis/analyze.ts';
import { fileReport } from '../../../src/analysis/features/check.ts';

function lossOf(text: string) {
  const [loss] = fileReport('program', analyze(text, 'python')).losses;
  assert.ok(loss, text);
  return loss;
}

const kl = '-0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=1).mean()';

describe('Sizes of a loss', () => {
  it('come from the layers that make the variables', () => {
    const loss = lossOf(`import torch
from torch import nn
class VAE(nn.Module):
    def __init__(self):
        self.enc = nn.Sequential(nn.Linear(784, 400), nn.ReLU())
        self.a = nn.Linear(400, 20)
        self.b = nn.Linear(400, 20)
        self.dec = nn.Sequential(nn.Linear(20, 400), nn.ReLU(), nn.Linear(400, 28 * 28), nn.Sigmoid())
    def loss(self, x):
        h = self.enc(x)
        mu, logvar = self.a(h), self.b(h)
        recon = self.dec(mu)
        rec = nn.functional.mse_loss(recon, x)
        return rec + ${kl}
`);
    assert.deepEqual(loss.sizes, [
      { symbol: 'D', value: 784, line: 5, from: 'nn.Linear(784, 400)' },
      { symbol: 'd', value: 20, line: 6, from: 'nn.Linear(400, 20)' },
    ]);
    assert.equal(loss.effectiveBeta?.formula, 'D/2');
    assert.equal(loss.effectiveBeta?.value, 392);
    assert.equal(loss.impliedScale?.value, Math.sqrt(392));
  });

  it('come from a view, where the loss flattens what it is given', () => {
    const loss = lossOf(`import torch
import torch.nn.functional as F
def loss(recon, x, mu, logvar):
    return F.binary_cross_entropy(recon, x.view(-1, 3 * 64 * 64)) + ${kl}
`);
    assert.deepEqual(loss.sizes, [
      { symbol: 'D', value: 12288, line: 4, from: 'x.view(-1, 3 * 64 * 64)' },
    ]);
    assert.equal(loss.effectiveBeta?.value, 12288);
  });

  it('come from the options of a command line', () => {
    const program = `import argparse
import torch
import torch.nn.functional as F
def parse():
    parser = argparse.ArgumentParser()
    parser.add_argument('-z', '--latent-dim', type=int, default=20)
    parser.add_argument('--beta', type=float, default=4.0)
    parser.add_argument('--likelihood', default='bernoulli')
    return parser.parse_args()
def loss(recon, x, mu, logvar, args):
    if args.likelihood == 'gaussian':
        rec = F.mse_loss(recon, x, reduction='sum')
    else:
        rec = F.binary_cross_entropy(recon, x, reduction='sum')
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return rec + args.beta * kl
`;
    const loss = lossOf(program);
    assert.equal(loss.effectiveBeta?.formula, 'beta');
    assert.equal(loss.effectiveBeta.value, 4);
    assert.deepEqual(loss.sizes, [
      {
        symbol: 'd',
        value: 20,
        line: 6,
        from: "parser.add_argument('-z', '--latent-dim', type=int, default…",
      },
    ]);
    const flags = program.replace(
      /    parser.add_argument\('--beta'.*\n/u,
      "    flags.DEFINE_float('beta', 4., 'weight')\n",
    );
    assert.equal(lossOf(flags).effectiveBeta?.value, 4);
    const twice = program.replace(
      '    return parser',
      "    parser.add_argument('--beta', default=2)\n    return parser",
    );
    assert.equal(lossOf(twice).effectiveBeta?.value, null);
  });

  it('are weighed together where a divergence stands twice', () => {
    const loss = lossOf(`import torch
import torch.nn.functional as F
def loss(recon, x, mu, logvar, beta, gamma, C):
    rec = F.binary_cross_entropy(recon, x, reduction='sum')
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return rec + gamma * (kl - C).abs() + beta * kl
`);
    assert.equal(loss.effectiveBeta?.formula, 'gamma+beta');
  });

  it('come from a person who says them in a comment, of this function before elsewhere', () => {
    const loss = lossOf(`import torch
import torch.nn.functional as F
# elbo: D=1, data=[0,1]
def loss(recon, x, mu, logvar, weight=0.00025):
    # elbo: D=12_288, d=128, N=5e4
    return F.mse_loss(recon, x) + weight * ${kl}
`);
    assert.deepEqual(
      loss.sizes.slice(0, 3).map(({ symbol, value, line }) => [symbol, value, line]),
      [
        ['D', 12288, 5],
        ['d', 128, 5],
        ['N', 50_000, 5],
      ],
    );
    assert.equal(loss.effectiveBeta?.value, 1.536);
    assert.equal(Number(loss.impliedScale?.value?.toPrecision(4)), 1.239);
  });

  it('cancel where the code multiplies by the size it averages over', () => {
    const loss = lossOf(`from keras.layers import Input, Dense, Lambda
from keras import backend as K, metrics
original_dim = 784
x = Input(shape=(original_dim,))
mu = Dense(2)(x)
s = Dense(2)(x)
y = Dense(original_dim)(mu)
def vae_loss(x, y):
    xent = original_dim * metrics.binary_crossentropy(x, y)
    kl = -0.5 * K.sum(1 + s - K.square(mu) - K.exp(s), axis=-1)
    return K.mean(xent + kl)
original_dim = 15
`);
    assert.deepEqual(loss.effectiveBeta, {
      formula: '1',
      value: 1,
      kind: 'const',
      assuming: 'sigma = 1',
    });
  });

  it('stay symbols where nothing states them', () => {
    const loss = lossOf(`import torch
import torch.nn.functional as F
def loss(recon, x, mu, logvar):
    return F.mse_loss(recon, x) + ${kl}
`);
    assert.deepEqual(loss.sizes, []);
    assert.equal(loss.effectiveBeta?.formula, 'D/2');
    assert.equal(loss.effectiveBeta?.value, null);
  });
});
