// ELBO503: the draw uses the variance, or its logarithm, for the standard deviation.

import { exp, symbol } from '../../../elbo/expr/build.ts';
import { coefficient } from '../../../analysis/features/wordsOfNumbers.ts';
import type { Context } from '../../context.ts';
import { draws, type Head, headsOf, klHeads, readingsOf, sameHead } from '../../heads.ts';
import { nameOf } from '../../routines.ts';
import type { Draft, Examples, FixDraft, Rule } from '../../rule.ts';
import { labelOfScale, meaningOfName, sigmaOf, symbols, tracedBy } from '../../scaleVariables.ts';
import { type Node, nodesOf } from '../../syntax.ts';
import { halved } from '../divergence/klParameterMismatch.ts';

export const rule: Rule = {
  id: 'ELBO503',
  name: 'variance-as-std',
  severity: 'warning',
  what: 'The draw multiplies the noise by what is called a variance, or by the exponential of what is called its logarithm.',
  why:
    'z = μ + σ ε needs the standard deviation: exp(½ log σ²). With exp(log σ²) the draw has σ², which is too wide above 1 and too ' +
    'narrow below. Where the KL of the same file reads the head too, [ELBO203](ELBO203-kl-parameter-mismatch.md) compares the two; ' +
    'here only the name says what the head is.',
  instead:
    'Take half of the logarithm: `std = torch.exp(0.5 * logvar)`; the root of a variance. If the head is log σ, call it so: ' +
    '[ELBO319](ELBO319-misleading-name.md).',
  quantity: { name: 'σ', formula: exp(symbol('logvar')) },
  sources: ['ibp_vae issue 3; keras pull requests 9970 and 9972'],
  needs: 'The KL that reads the same head, if it stands in another file.',
  *check(context) {
    const kls = klHeads(context);
    for (const term of draws(context)) {
      const readings = readingsOf(context, term);
      // Whoever reads the KL too can compare: that is another rule's.
      if (readings.some((head) => kls.some((kl) => sameHead(context, head, kl) !== null))) continue;
      // Where the head's own name is right, a name on the way is a misnomer.
      if (headsOf(term).some(({ label, parameter }) => meaningOfName(label) === parameter))
        continue;
      const wide = readings.find(isWide);
      if (wide && !isCalledScale(context, wide) && !isHandedScale(context, wide))
        yield draftOf(context, wide);
    }
  },
};

/** Called a variance and read as what its root would be. */
function isWide({ label, parameter }: Head): boolean {
  const name = meaningOfName(label);
  return (
    (name === 'logvar' && (parameter === 'log_sigma' || parameter === 'sigma')) ||
    (name === 'var' && parameter === 'sigma')
  );
}

/** `reparameterize(mu, torch.exp(0.5 * log_var))`: who calls hands on what the formula takes. */
function isHandedScale(context: Context, { term, value, parameter }: Head): boolean {
  for (const origin of context.flow().origins(value, context.addressOf(term)))
    for (const step of tracedBy({ value: origin, parameter }))
      if (meaningOfName(labelOfScale(step)) === step.parameter) return true;
  return false;
}

/** A variance by one name, where the program hands pairs of a mean and a standard deviation on elsewhere. */
function isCalledScale(context: Context, { label }: Head): boolean {
  return meaningOfName(label) === 'var' && [...nodesOf(context.program())].some(handsScaleOn);
}

function handsScaleOn(node: Node): boolean {
  const pairs =
    node.kind === 'assign'
      ? node.targets
      : node.kind === 'return' && node.value
        ? [node.value]
        : [];
  return pairs.some(
    (pair) =>
      pair.kind === 'sequence' &&
      pair.items.length === 2 &&
      pair.items.some((item) => meaningOfName(nameOf(item)) === 'sigma'),
  );
}

function draftOf(context: Context, head: Head): Draft {
  const { term, label, parameter } = head;
  const name = meaningOfName(label) ?? 'logvar';
  const at = name === 'var' ? 4 : 1;
  const now = name === 'var' ? `sqrt(${label})` : `exp(0.5 * ${label})`;
  return {
    span: term.span,
    symbol: term.symbol,
    message: `The draw reads ${label} as ${symbols[parameter]}, its name says ${symbols[name]}: if the name is right, σ is ${now}.`,
    proof: `at ${label} = ${at} the draw has σ = ${coefficient(sigmaOf[parameter](at))}, the name says ${coefficient(sigmaOf[name](at))}`,
    fixes: () => fixes(context, head),
  };
}

function* fixes(context: Context, { term, label, parameter }: Head): Generator<FixDraft> {
  if (parameter !== 'log_sigma') return;
  for (const edit of halved(context, term, label))
    yield {
      title: `Draw with exp(0.5 * ${label})`,
      edits: [edit],
      kind: 'refactoring',
      keeps: null,
    };
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch

def reparameterize(mu, logvar):
    std = logvar.exp()
    eps = torch.randn_like(std)
    return mu + eps * std
#   ^^^^^^^^^^^^^^^^^^^^^
`,
      says: 'its name says log σ²',
      twin: ['logvar.exp()', '(0.5 * logvar).exp()'],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf

def sample(mean, log_var):
    eps = tf.random.normal(tf.shape(mean))
    z = mean + tf.exp(log_var) * eps
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return z
`,
      twin: ['tf.exp(log_var)', 'tf.exp(log_var / 2)'],
    },
    {
      framework: 'JAX',
      code: `import jax
import jax.numpy as jnp

def sample(rng, mu, variance):
    z = mu + variance * jax.random.normal(rng, mu.shape)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return z
`,
      says: 'sqrt(variance)',
      twin: ['mu + variance *', 'mu + jnp.sqrt(variance) *'],
    },
  ],
  traps: [
    {
      why: 'the encoder hands on a standard deviation, which one caller calls a variance',
      framework: 'NumPyro',
      code: `import jax.numpy as jnp
import numpyro
import numpyro.distributions as dist

def guide(batch):
    z_loc, z_std = encode(batch)
    return numpyro.sample("z", dist.Normal(z_loc, z_std).to_event(1))

def reconstruct(batch, rng):
    z_mean, z_var = encode(batch)
    z = dist.Normal(z_mean, z_var).sample(rng)
    return z
`,
    },
    {
      why: 'the KL reads the head as the draw does: only the name is wrong',
      framework: 'PyTorch',
      code: `import torch

def reparameterize(mu, logvar):
    std = torch.exp(logvar)
    eps = torch.randn_like(std)
    return eps * std + mu

def kl_divergence(mu, logvar):
    kl = -0.5 * torch.sum(1 + 2 * logvar - mu.pow(2) - logvar.exp().pow(2), 1)
    return kl.mean()
`,
    },
  ],
};
