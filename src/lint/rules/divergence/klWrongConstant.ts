// ELBO202: the closed form of the KL has a wrong coefficient.

import { exp, minus, num, plus, squared, symbol, times } from '../../../elbo/expr/build.ts';
import { type Code } from '../../../analysis/lowering/code.ts';
import { labelOf } from '../../../analysis/lowering/machine.ts';
import { leafSymbols } from '../../../analysis/recognition/kernel.ts';
import type { Match } from '../../../analysis/recognition/match.ts';
import type { Term } from '../../../analysis/recognition/term.ts';
import type { Context } from '../../context.ts';
import { klDifference, slips } from '../../klProof.ts';
import { factorOf, isSizeName, type LossView } from '../../lossView.ts';
import type { Draft, Examples, Rule } from '../../rule.ts';
import { betaWords, bothTerms } from '../../words.ts';

const [mu, logvar] = [symbol('mu'), symbol('logvar')];

export const rule: Rule = {
  id: 'ELBO202',
  name: 'kl-wrong-constant',
  severity: 'error',
  what: 'The closed form of the KL has a coefficient that no KL has.',
  why:
    'KL(N(μ, σ²) ‖ N(0, 1)) = ½(μ² + σ² − log σ² − 1) is 0 at μ = 0, σ = 1 and nowhere below. With another coefficient its minimum ' +
    'is elsewhere: q(z|x) is drawn to a distribution that is not the prior. A factor on the whole is no slip but a weight; that ' +
    'of a missing ½ is told as a warning where the likelihood is exact.',
  instead:
    'Write the four terms with one factor ½: `-0.5 * sum(1 + logvar - mu**2 - exp(logvar))`. With log σ in place of log σ² both the ' +
    'logarithm and the exponential get a 2. A constant that is off has no gradient, and is an information.',
  quantity: {
    name: 'KL',
    formula: times(num(0.5), plus(squared(mu), minus(exp(logvar), logvar), num(-1))),
  },
  sources: [
    'Kingma, Welling: Auto-encoding variational Bayes, arXiv 1312.6114, appendix B',
    'ericjang/draw issue 2; torch-distributions pull request 34; FluxML model-zoo pull request 76',
  ],
  needs: null,
  *check(context) {
    for (const term of context.terms()) {
      const draft = term.kind === 'kl' && term.match ? slipDraft(context, term, term.match) : null;
      if (draft) yield draft;
    }
    for (const view of context.losses()) if (isTwice(view)) yield twiceDraft(context, view);
    yield* densitySlips(context);
  },
};

function slipDraft(context: Context, term: Term, match: Match): Draft | null {
  const { wrong } = match;
  if (wrong.length === 0) return null;
  const isConstant = wrong.every((name) => name === '1');
  if (isConstant && hasConstantBeside(context, term)) return null;
  const [what, proof] = [slips(match), klDifference(match, term.piece?.coefficient ?? 1)];
  if (proof === null) return null;
  return {
    span: term.span,
    symbol: term.symbol,
    severity: isConstant ? 'information' : 'error',
    message: isConstant
      ? `In this KL ${what}: the value is off by a constant for each latent dimension, the gradient is right. Put the −1 inside the sum to read nats.`
      : `In this KL ${what}: it is none, and its minimum is not at the prior. Correct it to ½(μ² + σ² − log σ² − 1).`,
    proof,
  };
}

/** `sum(…) - latent_dim`: what is left out inside the sum stands outside. */
function hasConstantBeside(context: Context, { span, symbol: name }: Term): boolean {
  const isConstantCode = (node: Code): boolean =>
    leafSymbols(node).size === 0 || isSizeName(labelOf(context.table.coefficientOf(node)[1]));
  const hasOne = (node: Code): boolean => {
    switch (node.kind) {
      case 'named':
        return hasOne(node.value);
      case 'multiply':
        return node.factors.some(hasOne);
      case 'reduce':
        return hasOne(node.body);
      case 'add':
        return node.terms.some((one) => isConstantCode(one)) || node.terms.some(hasOne);
      default:
        return false;
    }
  };
  return context
    .values()
    .some((value) => value.span.from === span.from && value.symbol === name && hasOne(value.value));
}

/** No ½ before the KL, beside a likelihood at its exact scale, and no weight that anybody named. */
function isTwice(view: LossView): boolean {
  const { divergence, likelihood, weights, beta } = view;
  if (!view.isKnown || !divergence || !likelihood || weights.length > 0) return false;
  const isDouble = Math.abs(Math.abs(factorOf(divergence) ?? 0) - 2) < 1e-9;
  return isDouble && beta?.value === 2 && (divergence.piece.match?.basis.columns.length ?? 0) > 2;
}

function twiceDraft(context: Context, view: LossView): Draft {
  return {
    span: view.loss.span,
    symbol: view.loss.symbol,
    severity: 'warning',
    message: `The KL has no factor ½: ${betaWords(view, context.where)}. If 2 is the weight that is meant, give it a name.`,
    related: bothTerms(view),
  };
}

/** log q(z|x) with a bracket in the wrong place: half of a KL at a sample. */
function* densitySlips(context: Context): Generator<Draft> {
  const told = new Set<string>();
  for (const { pieces, span, symbol } of context.values())
    for (const piece of pieces) {
      const near = piece.match ? null : context.nearDensity(piece);
      const key = `${symbol} ${piece.kernel.id}`;
      if (!near || told.has(key)) continue;
      told.add(key);
      const proof = klDifference(near, piece.coefficient);
      if (proof === null) continue;
      yield {
        span,
        symbol,
        message: `In this log density ${slips(near)}: it is none, and with it no KL at a sample. Check the brackets around −½(log σ² + (z − μ)²/σ²).`,
        proof,
      };
    }
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch

def kl_divergence(mu, logvar):
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - 2 * logvar.exp(), dim=1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return kl.mean()
`,
      says: 'it is none',
      twin: ['2 * logvar.exp()', 'logvar.exp()'],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf

def kl_loss(mu, log_sigma):
    kl = -0.5 * tf.reduce_sum(1 + log_sigma - tf.square(mu) - tf.exp(2 * log_sigma), axis=1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return kl
`,
      twin: ['1 + log_sigma', '1 + 2 * log_sigma'],
    },
    {
      framework: 'JAX',
      code: `import jax.numpy as jnp

def kl_gaussian(mean, std):
    kl = 0.5 * jnp.sum(mean**2 + std**2 - jnp.log(std) ** 2 - 1, axis=-1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return kl
`,
      twin: ['jnp.log(std) ** 2', 'jnp.log(std**2)'],
    },
    {
      framework: 'PyTorch',
      code: `import torch

def kld_loss(mu, logsd):
    var = torch.exp(logsd)
    kld = torch.sum(-logsd + 0.5 * mu**2 + var - 1, dim=1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return kld.mean()
`,
      twin: ['var - 1', '0.5 * var ** 2 - 0.5'],
    },
    {
      framework: 'PyTorch',
      severity: 'warning',
      code: `import torch
import torch.nn.functional as F

def loss_function(recon_x, x, mu, logvar):
    bce = F.binary_cross_entropy(recon_x, x, reduction='sum')
    kld = torch.sum(mu.pow(2) + logvar.exp() - logvar - 1)
    return (bce + kld) / x.size(0)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      says: 'effective β = 2',
      twin: ['torch.sum(mu.pow(2)', '0.5 * torch.sum(mu.pow(2)'],
    },
    {
      framework: 'PyTorch',
      severity: 'information',
      code: `import torch

def kl_divergence(mu, logvar):
    kl = 0.5 * torch.sum(mu.pow(2) + logvar.exp() - logvar, dim=1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return kl.mean()
`,
      says: 'the gradient is right',
      twin: ['logvar.exp() - logvar', 'logvar.exp() - logvar - 1'],
    },
    {
      framework: 'PyTorch',
      code: `import torch

def kl_at_sample(z, mu, log_var):
    log_q_z = torch.sum(-0.5 * (log_var + (z - mu) ** 2) / log_var.exp(), dim=1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    log_p_z = torch.sum(-0.5 * z**2, dim=1)
    kld = torch.mean(log_q_z - log_p_z)
    return kld
`,
      twin: [
        '(log_var + (z - mu) ** 2) / log_var.exp()',
        '(log_var + (z - mu) ** 2 / log_var.exp())',
      ],
    },
  ],
  traps: [
    {
      why: 'a missing ½ on both sides is a factor on the whole loss',
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(recon_x, x, mu, logvar):
    mse = F.mse_loss(recon_x, x, reduction='sum')
    kld = torch.sum(mu.pow(2) + logvar.exp() - logvar - 1)
    return (mse + kld) / x.size(0)
`,
    },
    {
      why: 'the constant of each dimension is subtracted outside the sum',
      framework: 'PyTorch',
      code: `import torch

def kl_divergence(mu, sigma, latent_dim):
    kl = 0.5 * (torch.sum(mu**2 + sigma**2 - torch.log(sigma**2), dim=1) - latent_dim)
    return kl.mean()
`,
    },
  ],
};
