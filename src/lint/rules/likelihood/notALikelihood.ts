// ELBO111: a term of the reconstruction that is no log density of the data.

import { plus, symbol, times } from '../../../elbo/expr/build.ts';
import { type Code, unnamed } from '../../../analysis/lowering/code.ts';
import { labelOf } from '../../../analysis/lowering/machine.ts';
import type { Context } from '../../context.ts';
import type { Term } from '../../../analysis/recognition/term.ts';
import type { LossView } from '../../lossView.ts';
import { lastName, nodesOf } from '../../syntax.ts';
import type { Draft, Examples, Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'ELBO111',
  name: 'reconstruction-loss-not-a-likelihood',
  severity: 'hint',
  what: 'A perceptual, structural, adversarial or Huber term stands in the reconstruction of a loss with a KL.',
  why:
    'LPIPS, SSIM, a discriminator or a cosine compare pictures; none of them is −log of a density over pictures that integrates to 1. The ' +
    'total is then no ELBO: σ, β and bits per dimension are not defined, and two totals cannot be compared as bounds. Of a Huber loss a ' +
    'density exists, but its constant is in no library.',
  instead:
    'Keep it if pictures are what you want, and report a term that is a likelihood beside it when you compare models.',
  quantity: {
    name: 'what is minimised',
    formula: plus(symbol('distance'), times(symbol('w'), symbol('KL'))),
  },
  sources: [
    'Larsen et al.: Autoencoding beyond pixels using a learned similarity metric, arXiv 1512.09300',
  ],
  needs: null,
  *check(context) {
    for (const view of context.losses()) {
      const draft = view.isTotal ? draftOf(context, view) : null;
      if (draft) yield draft;
    }
  },
};

const kinds: readonly (readonly [RegExp, string])[] = [
  [/lpips|perceptual|vgg/iu, 'a perceptual distance'],
  [/ssim/iu, 'structural similarity'],
  [/huber|smooth_?l1/iu, 'a Huber loss'],
  [/cos(?:ine)?_?(?:sim|embedding|similarity|distance)/iu, 'a cosine'],
  [/adv(?:ersarial)?_?loss|gan_?loss|g_loss|discriminator|critic/iu, 'an adversarial term'],
];

/** What compares pictures in a loss, and the words it goes by. */
interface Distance {
  readonly what: string;
  readonly words: readonly string[];
  readonly terms: readonly Term[];
}

export function distanceIn({ loss }: LossView): Distance | null {
  for (const { piece, terms } of loss.parts) {
    if (piece.sense?.kind === 'kl' || piece.coefficient === 0) continue;
    if (piece.weights.some(isZero)) continue;
    const words = [...piece.names, ...piece.helpers, labelOf(piece.kernel), calleeOf(piece.kernel)];
    const named = kinds.find(([test]) => words.some((word) => test.test(word)));
    const [, what] = named ?? (piece.sense?.family === 'perceptual' ? kinds[0] : undefined) ?? [];
    if (what !== undefined) return { what, words, terms };
  }
  return null;
}

function isZero(weight: Code): boolean {
  const value = unnamed(weight);
  if (value.kind === 'symbol') return value.symbol.value === 0;
  return value.kind === 'number' && value.value === 0;
}

function draftOf(context: Context, view: LossView): Draft | null {
  const { loss } = view;
  const found = distanceIn(view);
  if (!found || !loss.parts.some(({ piece }) => piece.sense?.kind === 'kl')) return null;
  const { what, words, terms } = found;
  return {
    span: terms[0]?.span ?? spanOf(context, words) ?? loss.span,
    symbol: loss.symbol,
    message: `The reconstruction holds ${what}, which is no −log of a density: the total is no ELBO, and its β, σ and bits are not defined. Good for pictures; not to be compared as a bound.`,
    related: [{ span: loss.span, source: null, message: 'The loss it is part of' }],
  };
}

function calleeOf(node: Code): string {
  if (node.kind === 'symbol') return node.symbol.callee ?? '';
  return node.kind === 'library' ? node.family : '';
}

/** The call by its name, where no term is placed. */
function spanOf(context: Context, words: readonly string[]): Draft['span'] | null {
  for (const node of nodesOf(context.program())) {
    if (node.kind !== 'assign') continue;
    for (const target of node.targets)
      if (words.includes(lastName(target))) return { from: node.from, to: node.to };
  }
  return null;
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F
import lpips

perceptual = lpips.LPIPS()

def loss_function(recon_x, x, mu, logvar):
    pixel = 0.5 * F.mse_loss(recon_x, x, reduction='sum')
    p_loss = perceptual(recon_x, x).sum()
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return pixel + p_loss + kld
`,
      says: 'perceptual distance',
      twin: ['pixel + p_loss + kld', 'pixel + kld'],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf

def vae_loss(x, x_hat, mu, logvar):
    rec = 0.5 * tf.reduce_sum(tf.square(x - x_hat), axis=(1, 2, 3))
    structure = 1 - tf.image.ssim(x, x_hat, 1.0)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * tf.reduce_sum(1 + logvar - tf.square(mu) - tf.exp(logvar), axis=1)
    return tf.reduce_mean(rec + structure + kl)
`,
      says: 'structural similarity',
      twin: ['rec + structure + kl', 'rec + kl'],
    },
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(recon_x, x, mu, logvar):
    rec = F.smooth_l1_loss(recon_x, x, reduction='sum')
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return rec + kld
`,
      says: 'Huber',
      twin: ['F.smooth_l1_loss', '0.5 * F.mse_loss'],
    },
  ],
  traps: [
    {
      why: 'its weight is 0',
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F
import lpips

perceptual = lpips.LPIPS()
def loss_function(recon_x, x, mu, logvar):
    pixel = 0.5 * F.mse_loss(recon_x, x, reduction='sum')
    p_loss = perceptual(recon_x, x).sum()
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return pixel + 0 * p_loss + kld
`,
    },
  ],
};
