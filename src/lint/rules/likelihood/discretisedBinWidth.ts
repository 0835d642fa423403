// ELBO116: a discretised logistic whose bins are wider or narrower than the data's.

import { minus, over, plus, sigmoid, symbol } from '../../../elbo/expr/build.ts';
import { coefficient } from '../../../analysis/features/wordsOfNumbers.ts';
import { type Code, partsOf, unnamed } from '../../../analysis/lowering/code.ts';
import { evaluateKernel, leafSymbols } from '../../../analysis/recognition/kernel.ts';
import { rangeFor } from '../../../analysis/recognition/dataRange.ts';
import type { Term } from '../../../analysis/recognition/term.ts';
import type { Context } from '../../context.ts';
import { dataOf } from '../../data.ts';
import type { Draft, Examples, Rule } from '../../rule.ts';

const [x, h, m, s] = [symbol('x'), symbol('h'), symbol('mu'), symbol('s')];

export const rule: Rule = {
  id: 'ELBO116',
  name: 'discretised-bin-width',
  severity: 'error',
  what: 'The mass of a pixel is taken over a bin that is not as wide as the distance of two grey levels.',
  why:
    'log[σ((x + h − μ)/s) − σ((x − h − μ)/s)] is the mass of one level only if h is half the distance between two: 1/255 for data in [−1, 1], ' +
    '1/510 for [0, 1], ½ for 0 to 255. Otherwise the masses of the 256 levels do not sum to 1: bins overlap, or leave gaps, and the loss is ' +
    'off by log of that factor for every pixel.',
  instead:
    'Set h for the range the data have where the loss sees them, and keep the two outermost bins open.',
  quantity: {
    name: 'mass of a bin',
    formula: minus(sigmoid(over(minus(plus(x, h), m), s)), sigmoid(over(minus(minus(x, h), m), s))),
  },
  sources: ['pixel-cnn issue 33; Salimans et al.: PixelCNN++, arXiv 1701.05517'],
  needs: 'How the data are prepared, in the same file, or `# elbo: data=[-1,1]` in a comment.',
  *check(context) {
    for (const term of context.terms()) {
      if (term.family !== 'discretized_logistic' || term.kind !== 'reconstruction') continue;
      const half = halfWidth(term);
      const wanted = wantedHalf(context, term);
      if (half === null || wanted === null) continue;
      // 1/256 for 1/255 is nobody's mistake.
      if (Math.abs(half / wanted.half - 1) > 0.05) yield draftOf(term, half, wanted);
    }
  },
};

interface Wanted {
  readonly half: number;
  readonly words: string;
}

function wantedHalf(context: Context, term: Term): Wanted | null {
  const said = rangeFor(context.analysis.data, term.functionSpan);
  if (said) {
    const { low, high } = said;
    return { half: (high - low) / 510, words: `said to lie in [${low}, ${high}]` };
  }
  const data = dataOf(context, term);
  if (!data || data.treatment === 'standardised' || data.isGuess) return null;
  return { half: data.kind === 'signed' ? 1 / 255 : 1 / 510, words: data.words };
}

/** h, from the arguments of the two sigmoids: their distance over twice their slope in x. Null where it is no number. */
function halfWidth({ piece }: Term): number | null {
  const [a, b] = piece ? sigmoidsIn(piece.kernel) : [];
  if (!a || !b) return null;
  const leaves = [...new Set([...leafSymbols(a), ...leafSymbols(b)])];
  const found = new Set<string>();
  for (const moved of leaves.keys()) {
    const [here, there] = [0.3, 0.9].map((base) => halfAt(a, b, leaves, moved, base));
    const isNumber = here != null && there != null && Math.abs(here - there) < 1e-9;
    if (isNumber) found.add(here.toPrecision(6));
  }
  // In whose units the data are is not known where there are two.
  const [only] = found;
  return found.size === 1 && only !== undefined ? Number(only) : null;
}

/** x or the mean is what moves both by the same amount, and in a straight line. */
function halfAt(
  a: Code,
  b: Code,
  leaves: readonly Code[],
  moved: number,
  base: number,
): number | null {
  const at = (step: number): readonly [number, number] => {
    const columns = leaves.map((_, index) =>
      Float64Array.of(base + 0.1 * index + (index === moved ? step : 0)),
    );
    const [one, two] = [a, b].map(
      (node) => evaluateKernel(node, leaves, columns, 0)?.[0] ?? Number.NaN,
    );
    return [one ?? Number.NaN, two ?? Number.NaN];
  };
  const [start, near, far] = [at(0), at(0.05), at(0.1)] as const;
  const [slope, again] = [(near[0] - start[0]) / 0.05, (far[0] - start[0]) / 0.1];
  const isLinear = slope !== 0 && Math.abs(slope - again) < 1e-9 * Math.abs(slope);
  const isShift = Math.abs(near[1] - start[1] - (near[0] - start[0])) < 1e-9;
  return isLinear && isShift ? Math.abs((start[0] - start[1]) / (2 * slope)) : null;
}

function sigmoidsIn(kernel: Code): readonly Code[] {
  const found = new Set<Code>();
  const visit = (node: Code): void => {
    const value = unnamed(node);
    if (value.kind === 'apply' && value.fn === 'sigmoid' && value.args[0]) found.add(value.args[0]);
    else for (const part of partsOf(value)) visit(part);
  };
  visit(kernel);
  return [...found];
}

function draftOf(term: Term, half: number, { half: wanted, words }: Wanted): Draft {
  const factor = half / wanted;
  const what = factor > 1 ? 'overlap' : 'leave gaps';
  return {
    span: term.span,
    symbol: term.symbol,
    message: `The data are ${words}, so half a bin is ${fraction(wanted)}; here it is ${fraction(half)}, and the bins ${what}: the masses of the 256 levels sum to ${coefficient(factor)}, not 1. Each pixel's loss is off by ${coefficient(Math.log(factor))} nats.`,
    proof: `with a scale far above a bin the 256 masses sum to ${coefficient(factor)}`,
  };
}

/** `1/255` */
function fraction(value: number): string {
  const below = 1 / value;
  return value < 0.4 && Math.abs(below - Math.round(below)) < 1e-4 * below
    ? `1/${Math.round(below)}`
    : coefficient(value);
}

const python = (half: string, head: string): string => `import torch

${head}

def log_likelihood(x, mean, log_scale):
    inv = torch.exp(-log_scale)
    cdf_plus = torch.sigmoid(inv * (x - mean + ${half}))
    cdf_minus = torch.sigmoid(inv * (x - mean - ${half}))
    return torch.log(torch.clamp(cdf_plus - cdf_minus, min=1e-12)).sum(-1)

def loss_function(x, mean, log_scale, mu, logvar):
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), -1)
    return (kl - log_likelihood(x, mean, log_scale)).mean()
`;

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch

def prepare(images):
    return images / 127.5 - 1

def loss_function(x, mean, log_scale, mu, logvar):
    h = 1 / 510
    inv = torch.exp(-log_scale)
    mass = torch.sigmoid(inv * (x - mean + h)) - torch.sigmoid(inv * (x - mean - h))
    rec = -torch.log(mass.clamp(min=1e-12)).sum(-1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), -1)
    return (rec + kl).mean()
`,
      says: 'half a bin is 1/255; here it is 1/510',
      twin: ['h = 1 / 510', 'h = 1 / 255'],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf

def prepare(images):
    return images / 255.

def loss_fn(x, mean, log_scale, mu, logvar):
    inv = tf.exp(-log_scale)
    h = 1 / 255
    mass = tf.sigmoid(inv * (x - mean + h)) - tf.sigmoid(inv * (x - mean - h))
    rec = -tf.reduce_sum(tf.math.log(mass + 1e-12), axis=-1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * tf.reduce_sum(1 + logvar - tf.square(mu) - tf.exp(logvar), axis=-1)
    return tf.reduce_mean(rec + kl)
`,
      says: 'sum to 2',
      twin: ['h = 1 / 255', 'h = 1 / 510'],
    },
    {
      framework: 'JAX',
      code: `import jax
import jax.numpy as jnp

def loss_fn(x, mean, log_scale, mu, logvar):  # elbo: data=[0,255]
    s = jnp.exp(log_scale)
    mass = jax.nn.sigmoid((x - mean + 1.0) / s) - jax.nn.sigmoid((x - mean - 1.0) / s)
    rec = -jnp.sum(jnp.log(jnp.maximum(mass, 1e-12)), axis=-1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * jnp.sum(1 + logvar - jnp.square(mu) - jnp.exp(logvar), axis=-1)
    return jnp.mean(rec + kl)
`,
      says: 'half a bin is 0.5',
      twin: ['data=[0,255]', 'data=[0,510]'],
    },
  ],
  traps: [
    {
      why: 'nothing is known of the data',
      framework: 'PyTorch',
      code: python('1 / 510', 'torch.manual_seed(0)'),
    },
    {
      why: 'the bin is that of 256 levels in place of 255 steps',
      framework: 'PyTorch',
      code: python('1 / 256', 'def prepare(images):\n    return images / 127.5 - 1'),
    },
  ],
};
