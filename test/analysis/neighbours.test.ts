// Names from other files: what they stand for, where they are found, and what a change of them changes.

import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { analyze, type Analysis } from '../../src/analysis/analyze.ts';
import { type Files, Neighbours } from '../../src/analysis/neighbours.ts';

const pathOfScript = '/project/experiments/train.py';

/** A tree of files in memory. */
class Tree implements Files {
  readonly texts: Map<string, string>;

  constructor(texts: Record<string, string>) {
    this.texts = new Map(Object.entries(texts));
  }

  namesIn(folder: string): ReadonlySet<string> {
    const inside = [...this.texts.keys()].filter((path) => path.startsWith(`${folder}/`));
    return new Set(inside.map((path) => path.slice(folder.length + 1).split('/')[0] ?? ''));
  }

  textOf(path: string): string | null {
    return this.texts.get(path) ?? null;
  }
}

function analysed(text: string, files: Record<string, string>, path = pathOfScript): Analysis {
  const neighbours = new Neighbours(new Tree(files), '/project');
  const language = path.endsWith('.py') ? 'python' : 'typescript';
  return analyze(text, language, undefined, { path, neighbours });
}

const losses = `import torch
import torch.nn.functional as F

def reconstruction(recon, x):
    return F.binary_cross_entropy(recon, x, reduction='sum')

def kl(mean, log_variance):
    return -0.5 * torch.sum(1 + log_variance - mean.pow(2) - log_variance.exp())

def loss_function(recon, x, mean, log_variance, beta=1.0):
    return reconstruction(recon, x) + beta * kl(mean, log_variance)
`;

const script = (imports: string, loss: string): string => `${imports}

def step(model, x):
    recon, mu, logvar = model(x)
    loss = ${loss}
    return loss
`;

function expectLoss({ losses: found }: Analysis, beta: number | null): void {
  const [loss] = found;
  assert.ok(loss, 'no loss was found');
  const kinds = loss.terms.map(({ kind, family }) => `${kind} ${family}`);
  assert.deepEqual(kinds, ['reconstruction bernoulli', 'kl diag_gaussian_vs_standard']);
  assert.equal(loss.effectiveBeta?.value, beta);
}

describe('Names of other files', () => {
  const total = 'loss_function(recon, x, mu, logvar, 4)';
  const places: readonly (readonly [string, string, Record<string, string>])[] = [
    ['beside it', 'from losses import *', { '/project/experiments/losses.py': losses }],
    ['further up', 'from losses import loss_function', { '/project/losses.py': losses }],
    [
      'in a package, relative',
      'from .vae.losses import loss_function',
      { '/project/experiments/vae/losses.py': losses },
    ],
    ['two dots up', 'from ..losses import loss_function', { '/project/losses.py': losses }],
    [
      'passed on by a package',
      'from vae import loss_function',
      { '/project/vae/__init__.py': 'from .losses import *\n', '/project/vae/losses.py': losses },
    ],
    [
      'under another name',
      'from losses import loss_function as f\nloss_function = f',
      { '/project/losses.py': losses },
    ],
  ];
  for (const [where, imports, files] of places) {
    it(`are found ${where}`, () => expectLoss(analysed(script(imports, total), files), 4));
  }

  it('are found through the module they are in', () => {
    const files = { '/project/vae/losses.py': losses };
    for (const [imports, path] of [
      ['import vae.losses', 'vae.losses.'],
      ['import vae.losses as L', 'L.'],
      ['from vae import losses', 'losses.'],
    ] as const) {
      const text = script(imports, `${path}reconstruction(recon, x) + ${path}kl(mu, logvar)`);
      expectLoss(analysed(text, files), 1);
    }
  });

  it('are methods of a base class, too', () => {
    const base = `${losses}
class Base:
    def loss(self, recon, x, mu, logvar):
        return reconstruction(recon, x) + 2 * kl(mu, logvar)
`;
    const text = `from base import Base

class VAE(Base):
    def training_step(self, x):
        recon, mu, logvar = self(x)
        loss = self.loss(recon, x, mu, logvar)
        return loss
`;
    expectLoss(analysed(text, { '/project/base.py': base }), 2);
  });

  it('bring their numbers, each with the file it is from', () => {
    const files = {
      '/project/losses.py': losses,
      '/project/config.py': 'import os\nlatent_dim = 20\n',
    };
    const text = `from config import latent_dim
from losses import *
import torch.nn as nn

class VAE(nn.Module):
    def __init__(self):
        self.mu = nn.Linear(400, latent_dim)
        self.logvar = nn.Linear(400, latent_dim)

    def forward(self, h, x):
        mu, logvar = self.mu(h), self.logvar(h)
        recon = torch.sigmoid(h)
        return torch.mean((recon - x) ** 2) + kl(mu, logvar) / x.size(0)
`;
    const [loss] = analysed(text, files).losses;
    const size = loss?.sizes.find(({ symbol }) => symbol === 'd');
    assert.equal(size?.value, 20);
    const stated = analysed(
      'from config import latent_dim\nfrom losses import *\n\ndef f(recon, x, mu, logvar):\n    z = torch.randn(64, latent_dim)\n    return reconstruction(recon, x) + kl(mu, logvar)\n',
      files,
    ).losses[0]?.sizes.find(({ symbol }) => symbol === 'd');
    assert.equal(stated?.source?.path, '/project/config.py');
    assert.equal(
      stated?.source?.program.text.slice(stated.span.from, stated.span.to),
      'latent_dim = 20',
    );
  });

  it('take numbers of configuration beside the code where it names none', () => {
    const files = {
      '/project/configs/vae.yaml':
        'model_params:\n  latent_dim: 128\n  kld_weight: 2.5e-3 # of the KL\nseed: 1\n',
      '/project/configs/other.yaml': 'model:\n  latent_dim: 128\n  seed: 2\n',
      '/project/package.json': '{\n  "latent_dim": 3\n}\n',
    };
    const text = `import torch
import torch.nn.functional as F

def loss(recon, x, mu, logvar, config):
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return F.binary_cross_entropy(recon, x, reduction='sum') + config['model_params']['kld_weight'] * kl
`;
    const [loss] = analysed(text, files).losses;
    assert.equal(loss?.effectiveBeta?.formula, 'kld_weight');
    assert.equal(loss.effectiveBeta.value, 0.0025);
    const [size] = loss.sizes;
    assert.equal(size?.value, 128);
    assert.equal(size.source?.path, '/project/configs/other.yaml');
    assert.equal(size.source.program.text.slice(size.span.from, size.span.to), 'latent_dim: 128');
    const own = analysed(`latent_dim = 16\n${text}`, files).losses[0]?.sizes[0];
    assert.equal(own?.value, 16);
  });

  it('are found in scripts', () => {
    const js = `export const kl = (mu, logVar) =>
  tf.sum(tf.mul(-0.5, tf.sub(tf.add(1, logVar), tf.add(tf.square(mu), tf.exp(logVar)))));
export default function reconstruction(x, logits) {
  return tf.sum(tf.losses.sigmoidCrossEntropy(x, logits, undefined, undefined, tf.Reduction.NONE));
}
`;
    const text = `import * as tf from '@tensorflow/tfjs';
import reconstruction, { kl } from './losses.js';
export function loss(x, logits, mu, logVar) {
  return tf.add(reconstruction(x, logits), kl(mu, logVar));
}
`;
    const { losses: found } = analysed(
      text,
      { '/project/src/losses.ts': js },
      '/project/src/train.ts',
    );
    assert.equal(found[0]?.effectiveBeta?.value, 1);
  });

  it('may be of files that import one another', () => {
    const files = {
      '/project/a.py': 'from b import second\n\ndef first():\n    return second()\n',
      '/project/b.py': 'from a import first\n\ndef second():\n    return first()\n',
    };
    const { terms } = analysed('from a import first\nloss = first()\n', files);
    assert.deepEqual(terms, []);
  });

  it('that lead nowhere are those of libraries', () => {
    const text = script(
      'import torch\nfrom torch.nn import functional as F',
      'F.mse_loss(recon, x)',
    );
    assert.equal(analysed(text, {}).terms[0]?.family, 'gaussian_fixed');
  });

  it('stand for something else once their file has changed', () => {
    const tree = new Tree({ '/project/losses.py': losses });
    const neighbours = new Neighbours(tree, '/project');
    const around = { path: pathOfScript, neighbours };
    const text = script('from losses import *', 'loss_function(recon, x, mu, logvar)');
    const first = analyze(text, 'python', undefined, around);
    expectLoss(first, 1);
    const edited = text.replace('return loss', 'return loss  # as before');
    expectLoss(analyze(edited, 'python', first, around), 1);
    tree.texts.set('/project/losses.py', losses.replace('beta=1.0', 'beta=3.0'));
    const second = analyze(edited, 'python', first, around);
    expectLoss(second, 3);
    tree.texts.delete('/project/losses.py');
    assert.deepEqual(analyze(edited, 'python', second, around).losses, []);
  });
});
