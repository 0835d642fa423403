// ELBO209: a KL to a learned prior without the ratio of variances, or with its mean and not its variance.

import {
  exp,
  log,
  minus,
  num,
  over,
  plus,
  squared,
  symbol,
  times,
} from '../../../elbo/expr/build.ts';
import { type Code, unnamed } from '../../../analysis/lowering/code.ts';
import { labelOf } from '../../../analysis/lowering/machine.ts';
import type { Term } from '../../../analysis/recognition/term.ts';
import type { Draft, Examples, Rule } from '../../rule.ts';

const [mu, prior, s, t] = [symbol('mu'), symbol('mu_p'), symbol('s'), symbol('t')];

export const rule: Rule = {
  id: 'ELBO209',
  name: 'residual-prior-kl',
  severity: 'hint',
  what: 'A KL to a learned prior takes the mean of the prior and the variance of only one of the two.',
  why:
    'KL(q‖p) of two Gaussians has (μ − μₚ)²/σₚ², σ²/σₚ² and log σₚ²/σ². Where the variance beside (a − b)² is that of b, the ' +
    'formula is neither that KL nor a log density of a at b: the first divides by σₚ², the second has no σₚ² − 1.',
  instead:
    'Write all of it, or say log N(z; μₚ, σₚ²) where a density at a sample is meant. In a residual parameterisation, where the head ' +
    'is the difference to the prior, the short form is right.',
  quantity: {
    name: 'KL',
    formula: times(
      num(0.5),
      plus(
        over(plus(squared(minus(mu, prior)), exp(s)), exp(t)),
        minus(log(exp(t)), log(exp(s))),
        num(-1),
      ),
    ),
  },
  sources: ['NVlabs/ProtoMotions issue 140; PyTorch-VAE hvae.py'],
  needs: 'Whose the variance is: by the names of the mean and the scale that belong together.',
  *check(context) {
    for (const term of context.terms()) {
      const draft = term.kind === 'kl' ? draftOf(term) : null;
      if (draft) yield draft;
    }
  },
};

function draftOf({ match, span, symbol: name }: Term): Draft | null {
  if (!match || !['klStandard', 'klUnitPrior'].includes(match.basis.id)) return null;
  const means =
    match.basis.id === 'klUnitPrior' ? match.roles.slice(0, 2) : differenceOf(match.roles[0]);
  const scale = match.roles[match.basis.scales[0] ?? -1];
  if (!scale || means.length !== 2) return null;
  const owner = stemOf(labelOf(scale));
  const [a = '', b = ''] = means.map((mean) => stemOf(labelOf(mean)));
  const [first, second] = means.map(labelOf) as [string, string];
  // Which of the two a square subtracts is not known: the one with a posterior's name or a sample is the other.
  const [own, other, ownName, otherName] =
    owner === b ? [b, a, second, first] : [a, b, first, second];
  if (owner === '' || owner !== own || owner === other || !isPriorStem(own, ownName)) return null;
  return {
    span,
    symbol: name,
    message:
      `(${otherName} − ${ownName})² stands beside the variance of ${ownName} alone, ${labelOf(scale)}: a KL to a prior divides by its variance, ½((μ − μₚ)² + σ²)/σₚ² + ½ log σₚ²/σ² − ½, ` +
      'and a log density at a sample has no +1 − σ². One of the two is missing a half.',
    proof:
      'at a difference of 1 and σₚ = 2 the code gives 1.307 nats for each dimension; −log N up to its constant is 0.818',
  };
}

/** Of a prior by its name. */
const isPriorStem = (stem: string, name: string): boolean =>
  /(?:^|_)p(?:$|_)|prior/iu.test(stem) || /(?:^|_)p(?:$|_)|prior/iu.test(name);

/** `z1 - z1_p_mu` */
function differenceOf(node: Code | undefined): readonly Code[] {
  const value = node && unnamed(node);
  if (value?.kind !== 'add' || value.terms.length !== 2) return [];
  const sides = value.terms.map((term) =>
    term.kind === 'multiply' &&
    term.factors.length === 2 &&
    term.factors[0]?.kind === 'number' &&
    term.factors[1]
      ? term.factors[1]
      : term,
  );
  return sides.every((side) => ['named', 'symbol'].includes(side.kind)) ? sides : [];
}

/** `z1_p` of `z1_p_mu` and `z1_p_log_var`. */
function stemOf(label: string): string {
  const last = label.slice(label.lastIndexOf('.') + 1);
  const stem = last.replaceAll(
    /(?:^|_)(?:mu|mean|loc|log_?var|logvar|log_?sigma|log_?std|std|sigma|var|scale|m|s|v)(?=$|_)/giu,
    '',
  );
  return stem === last ? '' : stem.replaceAll(/^_|_$/gu, '');
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch

def prior_term(z1, z1_p_mu, z1_p_log_var):
    z1_p_kld = torch.mean(-0.5 * torch.sum(1 + z1_p_log_var - (z1 - z1_p_mu) ** 2 - z1_p_log_var.exp(), dim=1), dim=0)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return z1_p_kld
`,
      says: 'the variance of z1_p_mu alone',
      twin: [
        '1 + z1_p_log_var - (z1 - z1_p_mu) ** 2 - z1_p_log_var.exp()',
        '- z1_p_log_var - (z1 - z1_p_mu) ** 2 / z1_p_log_var.exp()',
      ],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf

def kl_loss(q_mean, q_logvar, prior_mean, prior_logvar):
    kl = -0.5 * tf.reduce_sum(1 + prior_logvar - tf.square(q_mean - prior_mean) - tf.exp(prior_logvar), axis=1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return kl
`,
      twin: [
        '1 + prior_logvar - tf.square(q_mean - prior_mean) - tf.exp(prior_logvar)',
        '1 + q_logvar - tf.square(q_mean - prior_mean) - tf.exp(q_logvar)',
      ],
    },
    {
      framework: 'JAX',
      code: `import jax.numpy as jnp

def kl_loss(z, q_logvar, p_mean, p_logvar):
    kl = 0.5 * jnp.sum((z - p_mean) ** 2 + jnp.exp(p_logvar) - p_logvar - 1, axis=-1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return jnp.mean(kl)
`,
      twin: ['jnp.exp(p_logvar) - p_logvar', 'jnp.exp(q_logvar) - q_logvar'],
    },
  ],
  traps: [
    {
      why: 'a prior of unit variance with a mean of its own',
      framework: 'PyTorch',
      code: `import torch

def kl_loss(mu, logvar, mu_prior):
    kl = -0.5 * torch.sum(1 + logvar - (mu - mu_prior) ** 2 - logvar.exp(), dim=1)
    return kl.mean()
`,
    },
    {
      why: 'a residual parameterisation: the heads are differences to the prior',
      framework: 'PyTorch',
      code: `import torch

def kl_loss(delta_mu, delta_logvar, p_logvar):
    kl = 0.5 * torch.sum(delta_mu ** 2 / p_logvar.exp() + delta_logvar.exp() - delta_logvar - 1, dim=1)
    return kl.mean()
`,
    },
  ],
};
