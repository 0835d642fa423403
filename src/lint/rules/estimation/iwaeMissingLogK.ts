// ELBO602: the sum of the weights in place of their mean.

import { log, symbol } from '../../../elbo/expr/build.ts';
import type { Context } from '../../context.ts';
import { logOfCount } from '../../fixes/logSumExpEdits.ts';
import {
  axisOf,
  type CallNode,
  callsOf,
  isLogWeight,
  libraryOf,
  logs,
  logSumExps,
  nameOf,
  numberOf,
  operandOf,
  type Routine,
  routinesOf,
  sidesOf,
  textOf,
} from '../../routines.ts';
import type { Examples, FixDraft, Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'ELBO602',
  name: 'iwae-missing-log-k',
  severity: 'error',
  what: 'The bound of K samples lacks − log K, so it is too high by log K.',
  why:
    'log p(x) ≥ E[log (1/K) Σ w]. logsumexp(log w) is the logarithm of the sum: log K above it, 2.3 nats for 10 samples, 8.5 for 5000. ' +
    'It is no bound of log p(x), and grows with K whatever the model. No gradient changes.',
  instead: 'Subtract `math.log(K)`.',
  quantity: { name: 'what is missing', formula: log(symbol('K')) },
  sources: ['Burda, Grosse, Salakhutdinov: Importance weighted autoencoders, arXiv 1509.00519'],
  needs: 'Whether a caller in another file subtracts it.',
  *check(context) {
    const routines = routinesOf(context);
    // Whoever knows about log K may take it away at another place.
    if (routines.some(hasCount)) return;
    for (const routine of routines) {
      if (!claims.test(routine.symbol)) continue;
      for (const call of callsOf(routine, logSumExps)) {
        const operand = operandOf(call, logSumExps);
        const name = operand ? nameOf(operand) : '';
        if (!(isLogWeight(name) || /^elbos?$/iu.test(name)) || isNormalising(routine, call, name))
          continue;
        yield {
          span: call,
          symbol: routine.symbol,
          message: `logsumexp(${name}) is the logarithm of the sum of the weights: the bound is of their mean, so − log K is missing, and the value is log K too high. No gradient changes.`,
          proof:
            'of K equal weights w it gives log w + log K, where log w is right: for K = 10 it is 2.303 too high',
          fixes: () => fixes(context, call),
        };
      }
    }
  },
};

const claims = /iwae|importance|bound|elbo|nll|log_?(?:likelihood|p_?x|marginal)|marginal/iu;
const countName = /^(?:log_?k|log_?n\w*|log_?num\w*|log_?iw\w*)$/iu;
const counts =
  /^(?:k|n|l|m|s|iw|n_?\w*|num_?\w*|\w*samples?|\w*particles?|size|shape|len|float|\w*k)$/iu;

/** `math.log(K)`, `log_k`, or a mean of what is exponentiated. */
function hasCount(routine: Routine): boolean {
  const isCounted = callsOf(routine, logs).some((call) => {
    const operand = operandOf(call, logs);
    if (!operand) return false;
    const inner = operand.kind === 'index' ? operand.object : operand;
    const name = inner.kind === 'call' ? nameOf(inner.callee) : nameOf(inner);
    return (numberOf(operand) ?? 0) > 1 || counts.test(name);
  });
  const isNamed = routine.nodes.some((node) => node.kind === 'name' && countName.test(node.name));
  return isCounted || isNamed || /log_?mean_?exp/iu.test(routine.text);
}

/** `log_w - logsumexp(log_w)`: weights that add up to 1. */
function isNormalising({ nodes }: Routine, call: CallNode, name: string): boolean {
  return nodes.some((node) => {
    if (node.kind !== 'binary' && node.kind !== 'call') return false;
    const sides = sidesOf(node, '-');
    return (
      sides !== null &&
      nameOf(sides[0]) === name &&
      sides[1].from <= call.from &&
      call.to <= sides[1].to
    );
  });
}

function* fixes(context: Context, call: CallNode): Generator<FixDraft> {
  const [operand, axis] = [operandOf(call, logSumExps), axisOf(call)];
  if (!operand || !axis) return;
  const library = libraryOf(context, call);
  // JAX has the function in more than one place.
  const style = library === 'jax' ? 'jnp' : library;
  const count = logOfCount(context, style, textOf(context, operand), textOf(context, axis));
  if (count === null) return;
  yield {
    title: 'Take log K away',
    edits: [
      { from: call.from, to: call.from, text: '(' },
      { from: call.to, to: call.to, text: ` - ${count})` },
    ],
    kind: 'fix',
    keeps: 'gradient',
  };
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import math
import torch

def iwae_bound(log_px, log_pz, log_qz):
    log_w = log_px + log_pz - log_qz
    return torch.logsumexp(log_w, dim=0).mean()
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      says: '− log K is missing',
      twin: [
        'torch.logsumexp(log_w, dim=0)',
        '(torch.logsumexp(log_w, dim=0) - math.log(log_w.shape[0]))',
      ],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf

def marginal_log_likelihood(log_px, log_pz, log_qz, K):
    log_w = log_px + log_pz - log_qz
    return tf.reduce_mean(tf.reduce_logsumexp(log_w, axis=0))
#                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      twin: [
        'tf.reduce_logsumexp(log_w, axis=0)',
        'tf.reduce_logsumexp(log_w, axis=0) - tf.math.log(K)',
      ],
    },
    {
      framework: 'JAX',
      code: `import jax
import jax.numpy as jnp

def iwae_bound(log_px, log_pz, log_qz):
    log_w = log_px + log_pz - log_qz
    return jnp.mean(jax.nn.logsumexp(log_w, axis=0))
#                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      twin: [
        'jax.nn.logsumexp(log_w, axis=0)',
        'jax.nn.logsumexp(log_w, axis=0) - jnp.log(log_w.shape[0])',
      ],
    },
    {
      framework: 'TensorFlow.js',
      code: `import * as tf from '@tensorflow/tfjs';

export function iwaeBound(logPx: tf.Tensor2D, logPz: tf.Tensor2D, logQz: tf.Tensor2D) {
  const logW = logPx.add(logPz).sub(logQz);
  return tf.logSumExp(logW, 0).mean();
//       ^^^^^^^^^^^^^^^^^^^^^
}
`,
      twin: ['tf.logSumExp(logW, 0)', 'tf.logSumExp(logW, 0).sub(Math.log(logW.shape[0]))'],
    },
  ],
  traps: [
    {
      why: 'the weights are normalised: log K cancels',
      framework: 'PyTorch',
      code: `import torch

def iwae_gradient(log_px, log_pz, log_qz):
    log_w = log_px + log_pz - log_qz
    weights = torch.exp(log_w - torch.logsumexp(log_w, dim=0))
    return (weights.detach() * log_w).sum(0)
`,
    },
    {
      why: 'log K is taken away later',
      framework: 'PyTorch',
      code: `import math
import torch

def iwae_bound(log_px, log_pz, log_qz, K):
    log_w = log_px + log_pz - log_qz
    total = torch.logsumexp(log_w, dim=0)
    return total - math.log(K)
`,
    },
  ],
};
