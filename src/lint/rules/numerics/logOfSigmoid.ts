// ELBO401: the logarithm of a probability that rounds to 0.

import { negative, softplus, symbol } from '../../../elbo/expr/build.ts';
import { type Code, some, unnamed } from '../../../analysis/lowering/code.ts';
import type { Term } from '../../../analysis/recognition/term.ts';
import type { Expression } from '../../../analysis/syntax/ast.ts';
import type { Context } from '../../context.ts';
import {
  type CallNode,
  callsOf,
  followed,
  isLibrary,
  isVariational,
  logs,
  nameOf,
  numberOf,
  operandOf,
  type Routine,
  routinesOf,
  sidesOf,
  textOf,
} from '../../routines.ts';
import type { Draft, Examples, FixDraft, Rule } from '../../rule.ts';
import { isAtomic, lastName } from '../../syntax.ts';

export const rule: Rule = {
  id: 'ELBO401',
  name: 'log-of-sigmoid',
  severity: 'warning',
  what: 'The logarithm of a sigmoid is computed from the sigmoid, which rounds to 0 or 1.',
  why:
    'In single precision sigmoid(x) is exactly 1 from x = 17 on and 0 below −104, so log(1 − sigmoid(x)) and log(sigmoid(x)) are −∞ ' +
    'there and their gradients NaN. A small number inside the logarithm hides that and bounds log p(x|z): with 1e-7 no pixel costs more ' +
    'than 16 nats.',
  instead:
    'Compute it from the logit: `logsigmoid(x)`, `logsigmoid(-x)`, or a cross entropy with logits. The value is the same wherever both ' +
    'are finite.',
  quantity: { name: 'log sigmoid(x)', formula: negative(softplus(negative(symbol('x')))) },
  sources: [
    'breze pull request 84: a small number inside moved the bound of MNIST from 101.1 to 101.9',
  ],
  needs: 'How the probability was computed, where another file does.',
  *check(context) {
    if (!isVariational(context)) return;
    for (const routine of routinesOf(context))
      for (const call of callsOf(routine, logs)) {
        const found = sigmoidIn(routine, call);
        if (found) yield sigmoidDraft(context, routine, call, found);
      }
    const told = new Set<string>();
    for (const term of context.terms())
      for (const draft of bareLogarithms(context, term)) {
        if (!told.has(draft.symbol)) yield draft;
        told.add(draft.symbol);
      }
  },
};

interface Found {
  /** What the sigmoid is of. */
  readonly logit: Expression;
  readonly isComplement: boolean;
}

const sigmoids = /^(?:sigmoid|expit)$/u;

function sigmoidIn(routine: Routine, call: CallNode): Found | null {
  const operand = operandOf(call, logs);
  if (!operand) return null;
  const inner = followed(routine, operand);
  const logit = operandOf(inner, sigmoids);
  if (logit) return { logit, isComplement: false };
  const sides = sidesOf(inner, '-');
  if (!sides || numberOf(sides[0]) !== 1) return null;
  const complement = operandOf(followed(routine, sides[1]), sigmoids);
  return complement ? { logit: complement, isComplement: true } : null;
}

function sigmoidDraft(
  context: Context,
  { symbol: name }: Routine,
  call: CallNode,
  found: Found,
): Draft {
  const logit = textOf(context, found.logit);
  const short = logit.length > 30 ? 'x' : logit;
  return {
    span: call,
    symbol: name,
    message: found.isComplement
      ? `log(1 − sigmoid(${short})) is −∞ in single precision from ${short} = 17 on, where the sigmoid rounds to 1. Use logsigmoid(−${short}): the same value, finite everywhere.`
      : `log(sigmoid(${short})) is −∞ in single precision where the sigmoid rounds to 0. Use logsigmoid(${short}): the same value, finite everywhere.`,
    proof: found.isComplement
      ? 'at 20 single precision gives log(1 − sigmoid) = −∞; logsigmoid(−20) = −20'
      : 'at −110 single precision gives log(sigmoid) = −∞; logsigmoid(−110) = −110',
    fixes: () => fixes(context, call, found),
  };
}

function* fixes(
  context: Context,
  call: CallNode,
  { logit, isComplement }: Found,
): Generator<FixDraft> {
  const isInside = call.from <= logit.from && logit.to <= call.to;
  // A call must not be made twice.
  if (!isInside && !isPlain(logit)) return;
  const name = functionFor(context, call);
  if (!name) return;
  const text = textOf(context, logit);
  const argument = isComplement ? (isAtomic(logit) ? `-${text}` : `-(${text})`) : text;
  yield {
    title: `Use ${name}`,
    edits: [{ from: call.from, to: call.to, text: `${name}(${argument})` }],
    kind: 'fix',
    keeps: 'value',
  };
}

function functionFor({ analysis, text }: Context, { callee }: CallNode): string | null {
  const isTorch = /\bimport torch\b/u.test(text);
  if (analysis.program.language !== 'python') return null;
  const library = callee.kind === 'member' && isLibrary(callee.object) ? callee.object : null;
  const root = library ? text.slice(library.from, library.to) : '';
  if (/^torch\b/u.test(root) || (!library && isTorch))
    return /\bas F\b|\bfunctional as F\b/u.test(text)
      ? 'F.logsigmoid'
      : 'torch.nn.functional.logsigmoid';
  if (/^tf\b/u.test(root)) return 'tf.math.log_sigmoid';
  return /^jnp\b/u.test(root) && /^import jax$|\bimport jax\b(?!\.)/mu.test(text)
    ? 'jax.nn.log_sigmoid'
    : null;
}

/** A Bernoulli's log p written by hand, with nothing that keeps its probability from 0 and 1. */
function* bareLogarithms(context: Context, term: Term): Generator<Draft> {
  const { span, kind, family, match, certainty } = term;
  const isMass = family === 'bernoulli' || family === 'categorical';
  if (kind !== 'reconstruction' || !isMass || !match || certainty === 'hint') return;
  const from = context.addressOf(term);
  const isBounded = match.roles.some((role) =>
    [...context.flow().origins(role, from)].some((node) => some(node, isBound)),
  );
  const value = context.valueAt(term)?.value ?? term.piece?.kernel;
  if (isBounded || (value && some(value, isBound))) return;
  for (const routine of routinesOf(context))
    for (const call of callsOf(routine, logs)) {
      if (call.from < span.from || call.to > span.to || sigmoidIn(routine, call)) continue;
      const operand = operandOf(call, logs);
      if (!operand || !isBareProbability(routine, operand)) continue;
      // Weights of a mixture are masses too, and no network's output.
      if (family === 'categorical' && !outputs.test(textOf(context, operand))) continue;
      const name = textOf(context, operand);
      yield {
        span: call,
        symbol: term.symbol,
        message: `log(${name}) has nothing that keeps it finite: a probability that rounds to 0 makes the loss infinite and its gradient NaN. Compute the cross entropy from logits.`,
        proof:
          family === 'bernoulli'
            ? 'in single precision sigmoid(20) = 1, so log(1 − p) = −∞ there and 0 · log(1 − p) is NaN; from the logit it is −20'
            : 'in single precision softmax(0, 110) = (0, 1), so log p = −∞ there and 0 · log p is NaN; from the logits it is −110',
      };
      return;
    }
}

const isBound = (node: Code): boolean => {
  const value = unnamed(node);
  return (
    value.kind === 'apply' &&
    ['clip', 'maximum', 'minimum', 'softplus', 'logSigmoid'].includes(value.fn)
  );
};

/** `p`, `1 - p`. */
function isBareProbability(routine: Routine, operand: Expression): boolean {
  const value = isPlain(operand) ? followed(routine, operand) : operand;
  const sides = sidesOf(value, '-') ?? sidesOf(operand, '-');
  const probability = sides && numberOf(sides[0]) === 1 ? sides[1] : operand;
  if (!isPlain(probability) || guarded.test(nameOf(probability))) return false;
  const given = followed(routine, probability);
  // What a network returns is as bare as its name.
  return isPlain(given) || (given.kind === 'call' && !guards.test(lastName(given.callee)));
}

const outputs = /rec|hat|out|pred|dec|prob|soft|^p$|^y$|x_?mu/iu;
const guarded = /eps|clip|clamp|safe|target|label/iu;
const guards = /clip|clamp|max|min|add|plus|where|safe|eps|log|normali[sz]e/iu;
const isPlain = ({ kind }: Expression): boolean => kind === 'name' || kind === 'member';

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(logits, x, mu, logvar):
    p = torch.sigmoid(logits)
    log_p = torch.sum(x * torch.log(p) + (1 - x) * F.logsigmoid(-logits), dim=1)
#                         ^^^^^^^^^^^^
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=1)
    return (kl - log_p).mean()
`,
      says: 'logsigmoid(logits)',
      twin: ['torch.log(p)', 'F.logsigmoid(logits)'],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf

def loss(x, logits, mean, logvar):
    log_p = x * tf.math.log_sigmoid(logits) + (1 - x) * tf.math.log(1 - tf.sigmoid(logits))
#                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * tf.reduce_sum(1 + logvar - tf.square(mean) - tf.exp(logvar), axis=-1)
    return tf.reduce_mean(kl - tf.reduce_sum(log_p, axis=-1))
`,
      says: 'from logits = 17 on',
      twin: ['tf.math.log(1 - tf.sigmoid(logits))', 'tf.math.log_sigmoid(-logits)'],
    },
    {
      framework: 'JAX',
      code: `import jax
import jax.numpy as jnp

def loss(logits, x, mean, logvar):
    log_p = x * jnp.log(jax.nn.sigmoid(logits)) + (1 - x) * jax.nn.log_sigmoid(-logits)
#               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * jnp.sum(1 + logvar - mean ** 2 - jnp.exp(logvar), axis=-1)
    return jnp.mean(kl - jnp.sum(log_p, axis=-1))
`,
      twin: ['jnp.log(jax.nn.sigmoid(logits))', 'jax.nn.log_sigmoid(logits)'],
    },
    {
      framework: 'TensorFlow.js',
      code: `import * as tf from '@tensorflow/tfjs';

export function loss(x: tf.Tensor2D, logits: tf.Tensor2D, mu: tf.Tensor2D, logvar: tf.Tensor2D) {
  const one = x.mul(tf.log(tf.sigmoid(logits)));
//                  ^^^^^^^^^^^^^^^^^^^^^^^^^^
  const kl = logvar.exp().add(mu.square()).sub(logvar).sub(1).sum(-1).mul(0.5);
  return kl.sub(one.sum(-1)).mean();
}
`,
      twin: ['tf.log(tf.sigmoid(logits))', 'tf.logSigmoid(logits)'],
    },
    {
      framework: 'PyTorch',
      code: `import torch

def loss_function(recon_x, x, mu, logvar):
    bce = -torch.sum(x * torch.log(recon_x) + (1 - x) * torch.log(1 - recon_x + 1e-8))
#                        ^^^^^^^^^^^^^^^^^^
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return bce + kl
`,
      says: 'nothing that keeps it finite',
      twin: ['torch.log(recon_x)', 'torch.log(recon_x + 1e-8)'],
    },
  ],
  traps: [
    {
      why: 'the probability is kept from 0 and 1',
      framework: 'PyTorch',
      code: `import torch

def loss_function(recon_x, x, mu, logvar):
    p = torch.clamp(recon_x, 1e-6, 1 - 1e-6)
    bce = -torch.sum(x * torch.log(p) + (1 - x) * torch.log(1 - p))
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return bce + kl
`,
    },
    {
      why: 'the weights of a mixture are no output of the decoder',
      framework: 'PyTorch',
      code: `import torch

def kl_of_clusters(gamma, pi, mu, logvar):
    log_pc = torch.sum(gamma * torch.log(pi), 1)
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), 1)
    return (kl - log_pc).mean()
`,
    },
    {
      why: 'a small number keeps both logarithms finite',
      framework: 'TensorFlow',
      code: `import tensorflow as tf

def loss(x, y, mu, logvar):
    log_p = tf.reduce_sum(x * tf.math.log(1e-8 + y) + (1 - x) * tf.math.log(1e-8 + 1 - y), 1)
    kl = -0.5 * tf.reduce_sum(1 + logvar - tf.square(mu) - tf.exp(logvar), 1)
    return tf.reduce_mean(kl - log_p)
`,
    },
    {
      why: 'the code has no latent variable',
      framework: 'PyTorch',
      code: `import torch

def generator_loss(score):
    return -torch.log(torch.sigmoid(score)).mean()
`,
    },
  ],
};
