// ELBO110: a Gaussian likelihood is given a standard deviation or a logarithm where it takes a variance, or the reverse.

import { power, symbol } from '../../../elbo/expr/build.ts';
import { coefficient } from '../../../analysis/features/wordsOfNumbers.ts';
import type { ScaleParameter } from '../../../analysis/recognition/bases.ts';
import type { Term } from '../../../analysis/recognition/term.ts';
import type { Context } from '../../context.ts';
import { type Head, readingsOf } from '../../heads.ts';
import { meaningOfName, sigmaOf, symbols } from '../../scaleVariables.ts';
import { argumentNamed, callsIn, isAtomic, isInside, statementAt } from '../../syntax.ts';
import type { Draft, Examples, FixDraft, Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'ELBO110',
  name: 'gaussian-nll-wrong-scale-arg',
  severity: 'warning',
  what: 'The scale a Gaussian likelihood is given is called something else than what the likelihood takes.',
  why:
    '`gaussian_nll_loss` takes σ², `Normal` takes σ. Given the other one, the density has σ⁴, or √σ, for its variance: still a density, ' +
    'so nothing looks wrong, but the mean is weighed by another scale than the one that is drawn, logged or shared with the KL.',
  instead:
    'Square a standard deviation for `gaussian_nll_loss`; take the root of a variance for `Normal`; exp of a logarithm first.',
  quantity: { name: 'variance of the density', formula: power(symbol('sigma'), 4) },
  sources: ['bayesian_flow_networks issue 1; pytorch documentation of gaussian_nll_loss'],
  needs: null,
  *check(context) {
    for (const term of context.terms()) {
      if (term.kind !== 'reconstruction' || term.family !== 'gaussian_learned_var') continue;
      const readings = readingsOf(context, term);
      // A value that goes by its right name anywhere on its way is meant so.
      if (readings.some(({ label, parameter }) => meaningOfName(label) === parameter)) continue;
      const wrong = readings.find(isWrong);
      // `Normal(m, log_vars.sqrt())`: variances of what is a logarithm itself.
      const isRoot = wrong?.parameter === 'var' && meaningOfName(wrong.label) === 'logvar';
      if (wrong && (!isRoot || isLossOf(context, term))) yield draftOf(context, wrong);
    }
  },
};

/** `gaussian_nll_loss` takes a variance as it is. */
function isLossOf(context: Context, { span }: Term): boolean {
  return context
    .calls()
    .some((call) => call.name === 'gaussian_nll_loss' && isInside(call.span, span));
}

const known: ReadonlySet<ScaleParameter> = new Set(['logvar', 'log_sigma', 'sigma', 'var']);

function isWrong({ label, parameter }: Head): boolean {
  const said = meaningOfName(label);
  return said !== null && said !== parameter && known.has(parameter);
}

function draftOf(context: Context, head: Head): Draft {
  const { term, label, parameter } = head;
  const said = meaningOfName(label) ?? 'var';
  const at = said === 'logvar' || said === 'log_sigma' ? 1 : 4;
  return {
    span: term.span,
    symbol: term.symbol,
    message: `This likelihood reads ${label} as ${symbols[parameter]}, its name says ${symbols[said]}: if the name is right, the density has another scale than was meant. Give it what it takes.`,
    proof: `at ${label} = ${at} the likelihood has σ = ${coefficient(sigmaOf[parameter](at))}, the name says ${coefficient(sigmaOf[said](at))}`,
    fixes: () => fixes(context, head, said),
  };
}

/** What to do to the argument: `std` to `std ** 2` where a variance is taken. */
const conversions: Partial<
  Record<ScaleParameter, Partial<Record<ScaleParameter, (h: string) => string>>>
> = {
  var: {
    sigma: (h) => `${h} ** 2`,
    logvar: (h) => `${h}.exp()`,
    log_sigma: (h) => `(2 * ${h}).exp()`,
  },
  sigma: {
    var: (h) => `${h} ** 0.5`,
    logvar: (h) => `(0.5 * ${h}).exp()`,
    log_sigma: (h) => `${h}.exp()`,
  },
};

function* fixes(
  context: Context,
  { term, parameter, label }: Head,
  said: ScaleParameter,
): Generator<FixDraft> {
  const statement = statementAt(context.program(), term.span.from);
  const convert = conversions[parameter]?.[said];
  const [call] = statement ? callsIn(statement, new Set(['gaussian_nll_loss', 'Normal'])) : [];
  if (!call || !convert || !/torch/u.test(context.text)) return;
  const isLoss = parameter === 'var';
  const value = (isLoss ? argumentNamed(call, 'var', 2) : argumentNamed(call, 'scale', 1))?.value;
  if (!value || !isAtomic(value)) return;
  const text = context.text.slice(value.from, value.to);
  if (text !== label) return;
  yield {
    title: `Give it ${symbols[parameter]}`,
    edits: [{ from: value.from, to: value.to, text: convert(text) }],
    kind: 'refactoring',
    keeps: null,
  };
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(x_hat, std, x, mu, logvar):
    rec = F.gaussian_nll_loss(x_hat, x, std, reduction='sum')
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (rec + kl) / x.size(0)
`,
      says: 'its name says σ',
      twin: ['x, std, reduction', 'x, std ** 2, reduction'],
    },
    {
      framework: 'PyTorch',
      code: `import torch
from torch.distributions import Normal

def loss_function(x_hat, x_var, x, mu, logvar):
    rec = -Normal(x_hat, x_var).log_prob(x).sum(-1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), -1)
    return (rec + kl).mean()
`,
      twin: ['Normal(x_hat, x_var)', 'Normal(x_hat, x_var.sqrt())'],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf
import tensorflow_probability as tfp

def loss_fn(x_hat, x_logvar, x, mu, logvar):
    p = tfp.distributions.Normal(x_hat, tf.exp(x_logvar))
    rec = -tf.reduce_sum(p.log_prob(x), axis=-1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * tf.reduce_sum(1 + logvar - tf.square(mu) - tf.exp(logvar), axis=-1)
    return tf.reduce_mean(rec + kl)
`,
      says: 'log σ²',
      twin: ['tf.exp(x_logvar)', 'tf.exp(0.5 * x_logvar)'],
    },
    {
      framework: 'JAX',
      code: `import jax.numpy as jnp

def loss_fn(x_hat, x_std, x, mean, logvar):
    rec = 0.5 * jnp.sum(jnp.square(x - x_hat) / x_std + jnp.log(x_std), axis=-1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * jnp.sum(1 + logvar - jnp.square(mean) - jnp.exp(logvar), axis=-1)
    return jnp.mean(rec + kl)
`,
      twin: [
        'jnp.square(x - x_hat) / x_std + jnp.log(x_std)',
        'jnp.square((x - x_hat) / x_std) + 2 * jnp.log(x_std)',
      ],
    },
  ],
  traps: [
    {
      why: 'the standard deviation is squared on its way',
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(x_hat, log_std, x, mu, logvar):
    var = torch.exp(log_std) ** 2
    rec = F.gaussian_nll_loss(x_hat, x, var, reduction='sum')
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (rec + kl) / x.size(0)
`,
    },
  ],
};
