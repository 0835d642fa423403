// ELBO601: what is called an importance weighted bound is the mean of the log weights.

import { exp, log, meanOver, symbol } from '../../../elbo/expr/build.ts';
import type { Context } from '../../context.ts';
import { logSumExpText } from '../../fixes/logSumExpEdits.ts';
import {
  axisOf,
  type CallNode,
  callsOf,
  exps,
  isLogWeight,
  libraryOf,
  means,
  nameOf,
  operandOf,
  type Routine,
  routinesOf,
  textOf,
} from '../../routines.ts';
import type { Examples, FixDraft, Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'ELBO601',
  name: 'iwae-mean-of-logs',
  severity: 'warning',
  what: 'A function that says it is an importance weighted bound averages the log weights over the samples.',
  why:
    'The bound of K samples is log (1/K) Σ w. The mean of log w is the ELBO with K samples: by Jensen’s inequality lower, and no ' +
    'tighter as K grows.',
  instead: 'Take `logsumexp(log_w, 0) - log K` over the samples, then average over the batch.',
  quantity: {
    name: 'IWAE',
    formula: log(meanOver('sample', exp(symbol('logw', ['sample'])))),
  },
  sources: ['Burda, Grosse, Salakhutdinov: Importance weighted autoencoders, arXiv 1509.00519'],
  needs: null,
  *check(context) {
    for (const routine of routinesOf(context)) {
      if (!claims.test(routine.symbol) || isWeighed(routine)) continue;
      for (const call of callsOf(routine, means)) {
        const operand = operandOf(call, means);
        if (!operand || !isLogWeight(nameOf(operand)) || !axisOf(call)) continue;
        const name = nameOf(operand);
        yield {
          span: call,
          symbol: routine.symbol,
          message: `This is the mean of ${name} over the samples: the ELBO, not the importance weighted bound that ${routine.symbol} says. That is logsumexp(${name}) − log K.`,
          proof: 'for two log weights 0 and −2 the mean is −1; log((1 + exp(−2))/2) = −0.566',
          fixes: () => fixes(context, call),
        };
        break;
      }
    }
  },
};

const claims = /iwae|importance_?weighted|iw_?bound|iw_?elbo/iu;

/** The weights are used somewhere: as a logarithm of a sum, or normalised. */
function isWeighed(routine: Routine): boolean {
  if (/log_?sum_?exp|log_?mean_?exp|softmax/iu.test(routine.text)) return true;
  return callsOf(routine, exps).some((call) => isLogWeight(nameOf(operandOf(call, exps) ?? call)));
}

function* fixes(context: Context, call: CallNode): Generator<FixDraft> {
  const [operand, axis] = [operandOf(call, means), axisOf(call)];
  if (!operand || !axis) return;
  const parts = [textOf(context, operand), textOf(context, axis)] as const;
  const words = logSumExpText(context, libraryOf(context, call), parts, true);
  if (!words) return;
  yield {
    title: 'Take the bound of K samples',
    edits: [{ from: call.from, to: call.to, text: words.text }],
    kind: 'refactoring',
    keeps: null,
  };
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import math
import torch

def iwae_loss(log_px, log_pz, log_qz):
    log_w = log_px + log_pz - log_qz
    bound = torch.mean(log_w, dim=0)
#           ^^^^^^^^^^^^^^^^^^^^^^^^
    return -bound.mean()
`,
      says: 'logsumexp(log_w)',
      twin: [
        'torch.mean(log_w, dim=0)',
        'torch.logsumexp(log_w, dim=0) - math.log(log_w.shape[0])',
      ],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf

def iwae_bound(log_px, log_pz, log_qz):
    log_w = log_px + log_pz - log_qz
    bound = tf.reduce_mean(log_w, axis=0)
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return tf.reduce_mean(bound)
`,
      twin: [
        'tf.reduce_mean(log_w, axis=0)',
        'tf.reduce_logsumexp(log_w, axis=0) - tf.math.log(8.0)',
      ],
    },
    {
      framework: 'JAX',
      code: `import jax
import jax.numpy as jnp

def importance_weighted_bound(log_px, log_pz, log_qz):
    log_w = log_px + log_pz - log_qz
    return jnp.mean(log_w, axis=0)
#          ^^^^^^^^^^^^^^^^^^^^^^^
`,
      twin: ['importance_weighted_bound', 'multi_sample_elbo'],
    },
  ],
  traps: [
    {
      why: 'both bounds are computed',
      framework: 'PyTorch',
      code: `import math
import torch

def iwae_and_elbo(log_px, log_pz, log_qz):
    log_w = log_px + log_pz - log_qz
    iwae = torch.logsumexp(log_w, dim=0) - math.log(log_w.shape[0])
    elbo = torch.mean(log_w, dim=0)
    return iwae, elbo
`,
    },
  ],
};
