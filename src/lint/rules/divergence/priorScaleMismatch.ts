// ELBO212: noise with a spread of its own, while the KL knows nothing of it.

import { log, negative, over, plus, squared, symbol, times } from '../../../elbo/expr/build.ts';
import { coefficient } from '../../../analysis/features/wordsOfNumbers.ts';
import { type Code, unnamed } from '../../../analysis/lowering/code.ts';
import type { Term } from '../../../analysis/recognition/term.ts';
import type { Context } from '../../context.ts';
import type { Draft, Examples, Rule } from '../../rule.ts';

const s = symbol('s');

export const rule: Rule = {
  id: 'ELBO212',
  name: 'prior-scale-mismatch',
  severity: 'warning',
  what: 'The noise of the draw has a standard deviation s other than 1 that the KL leaves out.',
  why:
    'With z = μ + s σ ε the posterior that is drawn from has the standard deviation s σ. The KL of N(μ, σ²) is then too small by ' +
    '−log s + ½ σ² (s² − 1) for each dimension: 4.1 nats at s = 0.01, σ = 1. What is reported is no bound.',
  instead:
    'Draw noise with standard deviation 1, or put s σ into the KL. At test time a smaller s is a choice of samples, no bound.',
  quantity: {
    name: 'KL left out',
    formula: plus(negative(log(s)), over(times(squared(symbol('sigma')), plus(squared(s), -1)), 2)),
  },
  sources: ['keras pull requests 4211, 3838, 3300'],
  needs: null,
  *check(context) {
    for (const term of context.terms()) {
      const spread = spreadOf(term);
      if (spread !== null) yield draftOf(context, term, spread);
    }
  },
};

/** The number the noise is multiplied with; null where it is 1, or nobody knows. */
function spreadOf({ kind, match }: Term): number | null {
  if (kind !== 'reparameterize' || !match) return null;
  const { basis, coefficients, roles } = match;
  const weight = basis.id === 'weighedSampler' ? roles[3] : undefined;
  const named = weight
    ? numberOf(weight)
    : basis.id === 'spreadSampler'
      ? (coefficients[1] ?? 1)
      : 1;
  if (named === null) return null;
  const spread = Math.abs(named);
  return spread > 0 && Math.abs(spread - 1) > 1e-6 ? spread : null;
}

function numberOf(node: Code): number | null {
  const value = unnamed(node);
  if (value.kind === 'number') return value.value;
  return value.kind === 'symbol' ? value.symbol.value : null;
}

function draftOf(context: Context, term: Term, s: number): Draft {
  const missing = -Math.log(s) + 0.5 * (s * s - 1);
  const kl = context.terms().find(({ kind, match }) => kind === 'kl' && match !== null);
  return {
    span: term.span,
    symbol: term.symbol,
    message:
      `The noise has standard deviation ${coefficient(s)}, so q(z|x) has ${coefficient(s)} σ; the KL of σ leaves out ${coefficient(missing)} nats for each dimension at σ = 1. ` +
      'Draw noise with standard deviation 1, or put both into the KL.',
    related: kl ? [{ span: kl.span, source: null, message: 'The KL, of σ alone' }] : [],
  };
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'Keras',
      code: `from keras import backend as K

epsilon_std = 0.01

def sampling(args):
    z_mean, z_log_var = args
    epsilon = K.random_normal(shape=K.shape(z_mean), mean=0., stddev=epsilon_std)
    return z_mean + K.exp(z_log_var / 2) * epsilon
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      says: 'leaves out 4.11 nats',
      twin: ['epsilon_std = 0.01', 'epsilon_std = 1.0'],
    },
    {
      framework: 'PyTorch',
      code: `import torch

def reparameterize(mu, logvar):
    std = torch.exp(0.5 * logvar)
    eps = 0.1 * torch.randn_like(std)
    return mu + eps * std
#   ^^^^^^^^^^^^^^^^^^^^^
`,
      twin: ['0.1 * torch', '1.0 * torch'],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf

def sample(mean, logvar):
    eps = tf.random.normal(tf.shape(mean), stddev=0.5)
    z = mean + tf.exp(0.5 * logvar) * eps
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return z
`,
      twin: ['stddev=0.5', 'stddev=1.0'],
    },
  ],
  traps: [
    {
      why: 'a temperature that is handed in is a choice of samples',
      framework: 'PyTorch',
      code: `import torch

def draw(mu, logvar, temperature):
    std = torch.exp(0.5 * logvar)
    return mu + temperature * std * torch.randn_like(std)
`,
    },
  ],
};
