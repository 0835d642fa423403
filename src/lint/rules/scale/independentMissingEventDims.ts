// ELBO308: the log density of a distribution object is averaged over its dimensions, since nobody says they are one event.

import { symbol } from '../../../elbo/expr/build.ts';
import { some } from '../../../analysis/lowering/code.ts';
import type { LibraryCall } from '../../../analysis/lowering/unit.ts';
import type { Context } from '../../context.ts';
import type { LossView } from '../../lossView.ts';
import type { Draft, Examples, FixDraft, Rule } from '../../rule.ts';
import { expressionAt } from '../../syntax.ts';
import { betaWords, bothTerms } from '../../words.ts';

export const rule: Rule = {
  id: 'ELBO308',
  name: 'independent-missing-event-dims',
  severity: 'warning',
  what: '`log_prob` of a distribution without event dimensions is averaged over every element.',
  why:
    '`Normal(loc, scale).log_prob(x)` has a value for each of the B · D elements, since a batch shape is what the object knows. Its mean ' +
    'is 1/D of the log-likelihood of a datum, and the KL that is summed weighs D times what it should.',
  instead:
    'Sum over the last axis before the mean, or say that the dimensions are one event: `Independent(dist, 1)`, `.to_event(1)`.',
  quantity: { name: 'effective β', formula: symbol('D') },
  sources: ['pyro issue 2969; documentation of torch.distributions.Independent'],
  needs:
    'For sample statements of Pyro and NumPyro the shapes at run time: a missing `to_event` outside a plate raises there, so nothing is said of them here.',
  *check(context) {
    for (const view of context.losses()) {
      const call = unsummedLogProb(context, view);
      if (call) yield draftOf(context, view, call);
    }
  },
};

/** The call whose value a loss averages over everything, beside a summed KL that nobody weighs. */
export function unsummedLogProb(context: Context, view: LossView): LibraryCall | undefined {
  const { likelihood, divergence } = view;
  if (!view.isKnown || view.isOne || view.weights.length > 0) return undefined;
  if (likelihood?.reduction.features !== 'mean' || divergence?.reduction.features !== 'sum')
    return undefined;
  const value = context.valueAt(likelihood.term ?? view.loss)?.value;
  return context.calls().find(({ name, result, given }) => {
    const self = given.get('self');
    const isWhole = self?.kind === 'distribution' && self.eventDims === 0;
    return (
      name === 'log_prob' &&
      isWhole &&
      result !== null &&
      value !== undefined &&
      some(value, (node) => node === result)
    );
  });
}

function draftOf(context: Context, view: LossView, call: LibraryCall): Draft {
  const span = context.offsets(call.span);
  return {
    span,
    symbol: call.symbol,
    message: `This log_prob has a value for each element, and they are averaged: ${betaWords(view, context.where)}. Sum over the dimensions of a datum, or make them one event.`,
    related: bothTerms(view),
    fixes: () => fixes(context, call),
  };
}

function* fixes(context: Context, { span, path }: LibraryCall): Generator<FixDraft> {
  const call = expressionAt(context.program(), context.offsets(span));
  if (!call) return;
  const isTorch = path.startsWith('torch');
  // Elsewhere arrays of a library have the method too, tensors of TensorFlow have not.
  if (!isTorch && !/jax|distrax|numpyro/u.test(path)) return;
  yield {
    title: 'Sum over the dimensions of a datum',
    edits: [{ from: call.to, to: call.to, text: isTorch ? '.flatten(1).sum(-1)' : '.sum(-1)' }],
    kind: 'refactoring',
    keeps: null,
    beta: 1,
  };
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch
from torch.distributions import Normal

def loss_function(loc, x, mu, logvar):
    log_likelihood = Normal(loc, 1.0).log_prob(x).mean()
#                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=1).mean()
    return kld - log_likelihood
`,
      says: 'effective β = D',
      twin: ['.log_prob(x).mean()', '.log_prob(x).sum(-1).mean()'],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf
import tensorflow_probability as tfp
tfd = tfp.distributions

def loss_function(logits, x, mu, logvar):
    nll = -tf.reduce_mean(tfd.Bernoulli(logits=logits).log_prob(x))
#                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = tf.reduce_mean(-0.5 * tf.reduce_sum(1 + logvar - tf.square(mu) - tf.exp(logvar), axis=1))
    return nll + kl
`,
      twin: ['tfd.Bernoulli(logits=logits)', 'tfd.Independent(tfd.Bernoulli(logits=logits), 1)'],
    },
    {
      framework: 'JAX',
      code: `import jax.numpy as jnp
import distrax

def loss_fn(logits, x, mean, logvar):
    nll = -jnp.mean(distrax.Bernoulli(logits=logits).log_prob(x))
#                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = jnp.mean(-0.5 * jnp.sum(1 + logvar - jnp.square(mean) - jnp.exp(logvar), axis=-1))
    return nll + kl
`,
      twin: ['.log_prob(x))', '.log_prob(x).sum(-1))'],
    },
  ],
  traps: [
    {
      why: 'the weight of the KL is named: recon-mean-kl-sum tells its number',
      framework: 'PyTorch',
      code: `import torch
from torch.distributions import Normal

def loss_function(loc, x, mu, logvar, beta):
    log_likelihood = Normal(loc, 1.0).log_prob(x).mean()
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=1).mean()
    return beta * kld - log_likelihood
`,
    },
    {
      why: 'a plate of NumPyro counts its event dimensions at run time',
      framework: 'NumPyro',
      code: `import numpyro
import numpyro.distributions as dist

def model(batch, decode):
    with numpyro.plate('data', batch.shape[0]):
        z = numpyro.sample('z', dist.Normal(0, 1).expand([20]).to_event(1))
        return numpyro.sample('obs', dist.Bernoulli(decode(z)).to_event(1), obs=batch)
`,
    },
  ],
};
