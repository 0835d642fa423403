// ELBO315: a loss computed inside a module that runs on several devices is gathered from them.

import { over, symbol } from '../../../elbo/expr/build.ts';
import type { Context } from '../../context.ts';
import { symbolAt } from '../../functions.ts';
import type { Draft, Examples, Rule } from '../../rule.ts';
import { type Call, lastName, nodesOf } from '../../syntax.ts';
import { lossPlace } from '../../words.ts';
import type { LossView } from '../../lossView.ts';

export const rule: Rule = {
  id: 'ELBO315',
  name: 'dataparallel-mean',
  severity: 'hint',
  what: 'The loss is computed inside the replicas of data parallelism, each on its part of the batch.',
  why:
    'Every device returns the loss of its own part. A mean of those is the loss only if all parts are equally long; a mean of sums over ' +
    'the batch is smaller by the number of devices, a sum of means larger by it.',
  instead:
    'Return values by datum from the module and reduce them outside, or average what is a mean and add up what is a sum.',
  quantity: { name: 'scale', formula: over(1, symbol('devices')) },
  sources: ['documentation of torch.nn.DataParallel'],
  needs: 'How many devices there are at run time, and how the gathered values are reduced.',
  *check(context) {
    const view = context.losses().find(({ isTotal, loss }) => isTotal && isInside(loss.symbol));
    if (!view) return;
    for (const node of nodesOf(context.program()))
      if (node.kind === 'call' && wrappers.has(lastName(node.callee))) {
        yield draftOf(context, view, node);
        return;
      }
  },
};

const wrappers = new Set(['DataParallel', 'pmap', 'DataParallelModel']);

/** Where a wrapped module computes; of JAX, what is mapped over devices. */
const isInside = (name: string): boolean =>
  /^(?:forward|__call__|call|train_step|update)$/u.test(name);

function draftOf(context: Context, view: LossView, call: Call): Draft {
  const { loss } = view;
  return {
    span: { from: call.from, to: call.to },
    symbol: symbolAt(context.program(), call),
    message: loss.sumOverBatch
      ? `Each device returns a sum over its part of the batch (${context.where(loss.span.from)}): a mean of them is smaller by the number of devices. Add them up.`
      : `Each device returns the loss of its part of the batch (${context.where(loss.span.from)}): their mean is the loss only where all parts are equally long, as the last of an epoch may not be.`,
    related: [lossPlace(view)],
  };
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn as nn
import torch.nn.functional as F

class VAELoss(nn.Module):
    def forward(self, recon_x, x, mu, logvar):
        bce = F.binary_cross_entropy(recon_x, x, reduction='sum')
        kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
        return bce + kld

criterion = nn.DataParallel(VAELoss())
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      says: 'Add them up',
      twin: ['nn.DataParallel(VAELoss())', 'VAELoss()'],
    },
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn as nn
import torch.nn.functional as F

class VAE(nn.Module):
    def forward(self, recon_x, x, mu, logvar):
        bce = F.binary_cross_entropy(recon_x, x, reduction='sum') / x.size(0)
        kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp()) / x.size(0)
        loss = bce + kld
        return loss

model = torch.nn.DataParallel(VAE()).cuda()
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      says: 'equally long',
      twin: ['torch.nn.DataParallel(VAE()).cuda()', 'VAE().cuda()'],
    },
    {
      framework: 'JAX',
      code: `import jax
import jax.numpy as jnp
import optax

def train_step(logits, x, mean, logvar):
    bce = jnp.sum(optax.sigmoid_binary_cross_entropy(logits, x), axis=-1)
    kl = -0.5 * jnp.sum(1 + logvar - jnp.square(mean) - jnp.exp(logvar), axis=-1)
    loss = jnp.mean(bce + kl)
    return loss

step = jax.pmap(train_step)
#      ^^^^^^^^^^^^^^^^^^^^
`,
      says: 'equally long',
      twin: ['jax.pmap(train_step)', 'jax.jit(train_step)'],
    },
  ],
  traps: [
    {
      why: 'the module returns outputs, the loss is computed outside',
      framework: 'PyTorch',
      code: `import torch
import torch.nn as nn
import torch.nn.functional as F

model = nn.DataParallel(VAE())

def loss_function(recon_x, x, mu, logvar):
    bce = F.binary_cross_entropy(recon_x, x, reduction='sum')
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (bce + kld) / x.size(0)
`,
    },
  ],
};
