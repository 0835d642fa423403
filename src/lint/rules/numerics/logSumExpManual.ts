// ELBO403: the logarithm of a sum of exponentials, term by term.

import { exp, log, meanOver, symbol } from '../../../elbo/expr/build.ts';
import type { Expression } from '../../../analysis/syntax/ast.ts';
import type { Context } from '../../context.ts';
import { logSumExpText } from '../../fixes/logSumExpEdits.ts';
import {
  axisOf,
  type CallNode,
  callsOf,
  exps,
  followed,
  isVariational,
  libraryOf,
  logs,
  means,
  nameOf,
  operandOf,
  type Routine,
  routinesOf,
  sums,
  textOf,
} from '../../routines.ts';
import type { Draft, Examples, FixDraft, Rule } from '../../rule.ts';
import { meaningOfName } from '../../scaleVariables.ts';

export const rule: Rule = {
  id: 'ELBO403',
  name: 'log-sum-exp-manual',
  severity: 'warning',
  what: 'log(sum(exp(w))) is computed term by term, so all terms round to 0 or one is infinite.',
  why:
    'exp(w) is 0 in single precision below w = −104 and infinite above 88.7. A log weight is a sum over all pixels, hundreds of nats: ' +
    'every exponential rounds to 0, the logarithm is −∞ and the gradient NaN. Subtracting the largest first changes no value.',
  instead: 'Use `logsumexp(w)`; for a mean `logsumexp(w) - log K`.',
  quantity: {
    name: 'log mean exp w',
    formula: log(meanOver('sample', exp(symbol('w', ['sample'])))),
  },
  sources: ['Burda, Grosse, Salakhutdinov: Importance weighted autoencoders, arXiv 1509.00519'],
  needs: null,
  *check(context) {
    if (!isVariational(context)) return;
    for (const routine of routinesOf(context))
      for (const call of callsOf(routine, logs)) {
        const found = sumIn(routine, call);
        if (found && !isShifted(routine, found.exponent))
          yield draftOf(context, routine, call, found);
      }
  },
};

interface Found {
  readonly reduction: CallNode;
  readonly isMean: boolean;
  readonly exponent: Expression;
}

function sumIn(routine: Routine, call: CallNode): Found | null {
  const operand = operandOf(call, logs);
  const reduction = operand && followed(routine, operand);
  if (reduction?.kind !== 'call') return null;
  const summed = operandOf(reduction, sums);
  const inner = summed ?? operandOf(reduction, means);
  const exponent = inner && operandOf(followed(routine, inner), exps);
  return exponent ? { reduction, isMean: summed === null, exponent } : null;
}

/** The largest has been taken away, or the exponents are log variances, which are small. */
function isShifted(routine: Routine, exponent: Expression): boolean {
  const name = nameOf(followed(routine, exponent)) || nameOf(exponent);
  return (
    /\b(?:a?max|reduce_max|maximum|amax)\b/u.test(routine.text) || meaningOfName(name) !== null
  );
}

function draftOf(context: Context, routine: Routine, call: CallNode, found: Found): Draft {
  const text = textOf(context, found.exponent);
  const short = text.length > 30 ? 'w' : text;
  const instead = found.isMean ? `logsumexp(${short}) − log K` : `logsumexp(${short})`;
  return {
    span: call,
    symbol: routine.symbol,
    message: `The exponentials of ${short} are taken before they are added: below −104 they all round to 0 in single precision, and the logarithm is −∞. Use ${instead}: the same value, finite everywhere.`,
    proof:
      'for two log weights of −200 single precision gives log(exp(−200) + exp(−200)) = −∞; logsumexp gives −199.3',
    fixes: () => fixes(context, call, found),
  };
}

function* fixes(context: Context, call: CallNode, found: Found): Generator<FixDraft> {
  const { exponent, reduction, isMean } = found;
  const isInside = (part: Expression) => call.from <= part.from && part.to <= call.to;
  const axis = axisOf(reduction);
  if (!isInside(reduction) || !isInside(exponent) || !axis) return;
  const words = logSumExpText(
    context,
    libraryOf(context, call),
    [textOf(context, exponent), textOf(context, axis)],
    isMean,
  );
  if (!words) return;
  yield {
    title: isMean ? `Use ${words.name} and take log K away` : `Use ${words.name}`,
    edits: [{ from: call.from, to: call.to, text: words.text }],
    kind: 'fix',
    keeps: 'value',
  };
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import math
import torch

def iwae_bound(x, logits, z, mu, logvar):
    log_q = -0.5 * (logvar + (z - mu) ** 2 / logvar.exp()).sum(-1)
    log_p = -0.5 * (z ** 2).sum(-1)
    log_px = torch.distributions.Bernoulli(logits=logits).log_prob(x).sum(-1)
    log_w = log_px + log_p - log_q
    kl = (log_q - log_p).mean()
    return torch.log(torch.mean(torch.exp(log_w), dim=0)).mean(), kl
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      says: 'logsumexp(log_w) − log K',
      twin: ['torch.log(torch.mean(torch.exp(log_w), dim=0))', 'torch.logsumexp(log_w, dim=0)'],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf

def log_aggregate(z, mu, logvar, x, y):
    kl = -0.5 * tf.reduce_sum(1 + logvar - tf.square(mu) - tf.exp(logvar), axis=-1)
    log_q = tf.reduce_sum(-0.5 * (logvar + tf.square(z - mu) / tf.exp(logvar)), axis=-1)
    return tf.math.log(tf.reduce_sum(tf.exp(log_q), axis=1)) + kl
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      twin: [
        'tf.math.log(tf.reduce_sum(tf.exp(log_q), axis=1))',
        'tf.reduce_logsumexp(log_q, axis=1)',
      ],
    },
    {
      framework: 'JAX',
      code: `import jax
import jax.numpy as jnp

def bound(log_px, mean, logvar, log_w):
    kl = -0.5 * jnp.sum(1 + logvar - mean ** 2 - jnp.exp(logvar), axis=-1)
    total = jnp.log(jnp.mean(jnp.exp(log_w), axis=0))
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return total, kl
`,
      twin: ['jnp.log(jnp.mean(jnp.exp(log_w), axis=0))', 'jax.nn.logsumexp(log_w, axis=0)'],
    },
  ],
  traps: [
    {
      why: 'the average of variances is no sum of weights',
      framework: 'PyTorch',
      code: `import torch

def moments(mu, logvar):
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=1)
    return kl, torch.log(torch.mean(torch.exp(logvar), dim=0))
`,
    },
    {
      why: 'the largest has been taken away',
      framework: 'PyTorch',
      code: `import torch

def log_mean_exp(log_w, mu, logvar):
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=1)
    largest = log_w.max(dim=0, keepdim=True)[0]
    w_max = largest
    total = w_max + torch.log(torch.mean(torch.exp(log_w - w_max), dim=0, keepdim=True))
    return total, kl
`,
    },
  ],
};
