// ELBO208: a KL of a sample instead of the posterior's parameters, or half of one at a sample.

import { minus, symbol } from '../../../elbo/expr/build.ts';
import { type Code, has, holds, partsOf, unnamed } from '../../../analysis/lowering/code.ts';
import { labelOf } from '../../../analysis/lowering/machine.ts';
import { namedSense } from '../../../analysis/recognition/names.ts';
import type { Piece } from '../../../analysis/recognition/piece.ts';
import type { Term } from '../../../analysis/recognition/term.ts';
import type { Context } from '../../context.ts';
import type { Draft, Examples, Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'ELBO208',
  name: 'kl-on-samples-not-parameters',
  severity: 'warning',
  what: 'The closed form of the KL is given a draw z or a reconstruction instead of μ, or log p(z) is missing beside log q(z|x).',
  why:
    'The closed form is of the parameters of q(z|x). With z = μ + σε for μ the term μ² becomes z², which is μ² + σ² on average: σ² is ' +
    'paid for twice. A KL at a sample is log q(z|x) − log p(z); log q alone has no minimum at the prior, since nothing says where the prior is.',
  instead: 'Give the closed form μ and log σ². At a sample write both densities at the same z.',
  quantity: {
    name: 'KL at a sample',
    formula: minus(symbol('log q(z|x)'), symbol('log p(z)')),
  },
  sources: [
    'Kingma, Welling: Auto-encoding variational Bayes, arXiv 1312.6114, equations 7 and 10',
  ],
  needs: 'The draw z by the formula that made it, or by its name.',
  *check(context) {
    for (const term of context.terms()) {
      const draft = closedFormDraft(term);
      if (draft) yield draft;
    }
    yield* missingPriors(context);
  },
};

const closedForms = new Set(['klStandard', 'klPriorScale']);

function closedFormDraft(term: Term): Draft | null {
  const { kind, match, span, symbol: name } = term;
  const [mean, ...others] = match?.roles ?? [];
  if (kind !== 'kl' || !match || !mean || !closedForms.has(match.basis.id)) return null;
  const what = sampleWords(mean, others);
  return what === null
    ? null
    : {
        span,
        symbol: name,
        message: `The closed form of the KL takes the posterior's μ and log σ², and its mean here is ${what}: on average z² is μ² + σ². Give it μ.`,
        proof: 'at μ = 0, σ = 1 the KL is 0, and ½(z² + σ² − log σ² − 1) is ½ on average over z',
      };
}

/** A draw by its formula, or a name that only a sample or an output has. */
function sampleWords(mean: Code, others: readonly Code[]): string | null {
  const label = labelOf(mean);
  const shown = /^[\w.]+$/u.test(label) ? label : 'a draw';
  if (has(mean, holds.noise) && isDraw(unnamed(mean), others)) return `${shown}, a draw`;
  const isDrawName = /^(?:self\.)?(?:z|z_?samples?|sampled_?z|latent_?sample)$/u.test(label);
  if (isDrawName && unnamed(mean).kind === 'symbol' && others.some(isScaleName))
    return `${shown}, a draw by its name`;
  return /^(?:x_?hat|x_?recon\w*|recon(?:s|struct\w*)?(?:_?x)?|recon_?batch|decoded)$/iu.test(label)
    ? `${shown}, an output of the decoder`
    : null;
}

const isScaleName = (node: Code): boolean => /log_?var|log_?sigma|std|sigma/iu.test(labelOf(node));

/** mu + sigma eps */
const isDraw = (node: Code, others: readonly Code[]): boolean =>
  node.kind === 'add' &&
  node.terms.some(
    (term) =>
      partsOf(term).some((part) => unnamed(part).kind === 'noise') ||
      unnamed(term).kind === 'noise',
  ) &&
  others.length > 0;

const sensed = (piece: Piece) => namedSense(piece, true);

/** log q beside a likelihood and nothing else, in a function that takes no log p from it either. */
function* missingPriors(context: Context): Generator<Draft> {
  const values = context.values();
  const told = new Set<Code>();
  for (const value of values) {
    const { pieces, name, kind, functionSpan } = value;
    const q = pieces.find((piece) => sensed(piece) === 'logPosterior');
    const isTotal =
      pieces.length === 2 &&
      pieces.some(
        (piece) => piece.sense?.kind === 'reconstruction' && sensed(piece) === 'likelihood',
      );
    if (!q || !isTotal || !isOnlyOne(q) || told.has(q.kernel)) continue;
    if (kind === 'return' && value.value.kind === 'named') continue;
    const isCompleted = values.some(
      (other) =>
        other.functionSpan.from === functionSpan.from &&
        other.pieces.some(({ kernel }) => kernel === q.kernel) &&
        other.pieces.some((piece) => sensed(piece) === 'logPrior' || piece.sense?.kind === 'kl'),
    );
    if (isCompleted || !/loss|elbo|cost|objective|^$/iu.test(name)) continue;
    told.add(q.kernel);
    yield halfDraft(value, q);
  }
}

/** A density of z and nothing taken from it: what is named log q may hold the difference. */
const isOnlyOne = ({ match, kernel, sense }: Piece): boolean =>
  sense?.kind !== 'kl' &&
  (match === null || match.basis.isDensity) &&
  unnamed(kernel).kind !== 'library';

function halfDraft({ span, symbol: name }: Pick<Draft, 'span' | 'symbol'>, q: Piece): Draft {
  const label = q.names.findLast((one) => !one.startsWith('@')) ?? 'log q(z|x)';
  return {
    span,
    symbol: name,
    message: `${label} is in the loss and no log p(z): half of the KL at a sample, log q(z|x) − log p(z), is missing. Add log p(z) at the same z.`,
    proof: 'with log q alone the loss falls without bound as σ grows: E[log q] = −½ log(2πe σ²)',
  };
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch

def kl_loss(mu, logvar):
    z = mu + torch.exp(0.5 * logvar) * torch.randn_like(mu)
    kl = -0.5 * torch.sum(1 + logvar - z.pow(2) - logvar.exp(), dim=1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return kl.mean()
`,
      says: 'its mean here is z, a draw',
      twin: ['z.pow(2)', 'mu.pow(2)'],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf

def kl_loss(z, z_log_var):
    kl = -0.5 * tf.reduce_sum(1 + z_log_var - tf.square(z) - tf.exp(z_log_var), axis=-1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return kl
`,
      says: 'a draw by its name',
      twin: ['tf.square(z)', 'tf.square(z_mean)'],
    },
    {
      framework: 'JAX',
      code: `import jax.numpy as jnp

def kl_loss(recon_x, logvar):
    kl = -0.5 * jnp.sum(1 + logvar - jnp.square(recon_x) - jnp.exp(logvar), axis=-1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return jnp.mean(kl)
`,
      says: 'an output of the decoder',
      twin: ['jnp.square(recon_x)', 'jnp.square(mean)'],
    },
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F
from torch.distributions import Normal

def loss(x, recon_x, z, mu, std):
    nll = F.binary_cross_entropy(recon_x, x, reduction='none').sum(-1)
    log_q = Normal(mu, std).log_prob(z).sum(-1)
    log_p_z = Normal(0., 1.).log_prob(z).sum(-1)
    loss = nll + log_q
#   ^^^^^^^^^^^^^^^^^^
    return loss.mean()
`,
      says: 'no log p(z)',
      twin: ['nll + log_q', 'nll + log_q - log_p_z'],
    },
  ],
  traps: [
    {
      why: 'z is what this code calls the mean of q',
      framework: 'PyTorch',
      code: `import torch

def kl_loss(z_mu, z_logvar):
    kl = -0.5 * torch.sum(1 + z_logvar - z_mu.pow(2) - z_logvar.exp(), dim=1)
    return kl.mean()
`,
    },
  ],
};
