// ELBO114: a negative binomial whose probability is that of a failure where a success is meant.

import { over, plus, symbol } from '../../../elbo/expr/build.ts';
import { type Code } from '../../../analysis/lowering/code.ts';
import { labelOf } from '../../../analysis/lowering/machine.ts';
import type { LibraryCall } from '../../../analysis/lowering/unit.ts';
import { evaluateKernel, leafSymbols } from '../../../analysis/recognition/kernel.ts';
import { codeGiven } from '../../calls.ts';
import type { Context } from '../../context.ts';
import { argumentNamed, expressionAt } from '../../syntax.ts';
import type { Draft, Examples, FixDraft, Rule } from '../../rule.ts';

const [mu, theta] = [symbol('mu'), symbol('theta')];

export const rule: Rule = {
  id: 'ELBO114',
  name: 'nb-parameterisation',
  severity: 'warning',
  what: 'A negative binomial with mean μ and dispersion θ is given θ/(θ + μ) where its library takes μ/(θ + μ).',
  why:
    'PyTorch, TensorFlow Probability and NumPyro count successes until `total_count` failures: the mean is r p/(1 − p), so p = μ/(θ + μ) and ' +
    'logits = log μ − log θ. SciPy and R take the other probability. With θ/(θ + μ) the mean is θ²/μ: it falls where the decoder’s μ rises.',
  instead: '`probs=mu / (mu + theta)`, or `logits=torch.log(mu) - torch.log(theta)`.',
  quantity: { name: 'probability that is taken', formula: over(mu, plus(theta, mu)) },
  sources: ['scvi-tools issues 856, 1644; pytorch documentation of NegativeBinomial'],
  needs: null,
  *check(context) {
    for (const call of context.calls()) {
      if (!/^NegativeBinomial(?:Probs)?$/u.test(call.name) || !takesSuccess(call)) continue;
      const count = codeGiven(call, 'total_count');
      const [name, value] = given(call);
      const other = count && value && isFailure(count, value, name);
      if (other) yield draftOf(context, call, labelOf(count), labelOf(other), name);
    }
  },
};

const takesSuccess = ({ path }: LibraryCall): boolean => !/scipy|numpy\b|distrax/u.test(path);

type Parameter = 'probs' | 'logits';

function given(call: LibraryCall): readonly [Parameter, Code | undefined] {
  const probs = codeGiven(call, 'probs');
  return probs ? ['probs', probs] : ['logits', codeGiven(call, 'logits')];
}

const points = { r: Float64Array.of(0.7, 1.9, 3.1), m: Float64Array.of(0.4, 2.3, 1.1) };

/** The mean, where the parameter is r/(r + mean), or log r - log mean. */
function isFailure(count: Code, value: Code, name: Parameter): Code | null {
  const own = leafSymbols(count);
  const others = [...leafSymbols(value)].filter((leaf) => !own.has(leaf));
  const [mean, ...more] = others;
  if (!mean || more.length > 0) return null;
  const values = evaluateKernel(value, [count, mean], [points.r, points.m], 0);
  if (!values) return null;
  const expected = (at: number): number => {
    const [r, m] = [points.r[at] ?? 1, points.m[at] ?? 1];
    return name === 'probs' ? r / (r + m) : Math.log(r) - Math.log(m);
  };
  return values.every((one, at) => Math.abs(one - expected(at)) < 1e-4) ? mean : null;
}

function draftOf(
  context: Context,
  call: LibraryCall,
  r: string,
  m: string,
  name: Parameter,
): Draft {
  return {
    span: call.span,
    symbol: call.symbol,
    message: `This library's ${name} are those of a success: with ${r} for total_count and ${name === 'probs' ? `${r}/(${r} + ${m})` : `log ${r} − log ${m}`} the mean of the counts is ${r}²/${m}, not ${m}. Exchange the two.`,
    proof: `at ${m} = 4, ${r} = 2 the mean of the distribution is ${name === 'probs' ? '2 · ⅓/(1 − ⅓)' : '2 · exp(log 2 − log 4)'} = 1; meant is 4`,
    fixes: () => fixes(context, call, name),
  };
}

function* fixes(context: Context, { span }: LibraryCall, name: Parameter): Generator<FixDraft> {
  const call = expressionAt(context.program(), span);
  if (call?.kind !== 'call') return;
  const value = argumentNamed(call, name, 1)?.value;
  if (!value) return;
  const text = context.text.slice(value.from, value.to);
  yield {
    title: 'Take the other probability',
    edits: [
      {
        from: value.from,
        to: value.to,
        text: name === 'probs' ? `1 - ${text}` : `-(${text})`,
      },
    ],
    kind: 'refactoring',
    keeps: null,
  };
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch
from torch.distributions import NegativeBinomial

def loss_function(mean, theta, x, mu, logvar):
    p = NegativeBinomial(total_count=theta, probs=theta / (theta + mean))
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    rec = -p.log_prob(x).sum(-1)
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), -1)
    return (rec + kl).mean()
`,
      says: 'the mean of the counts is theta²/mean',
      twin: ['probs=theta / (theta + mean)', 'probs=mean / (theta + mean)'],
    },
    {
      framework: 'PyTorch',
      code: `import torch
from torch.distributions import NegativeBinomial

def loss_function(mean, theta, x, mu, logvar):
    p = NegativeBinomial(total_count=theta, logits=torch.log(theta) - torch.log(mean))
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    rec = -p.log_prob(x).sum(-1)
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), -1)
    return (rec + kl).mean()
`,
      twin: ['torch.log(theta) - torch.log(mean)', 'torch.log(mean) - torch.log(theta)'],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf
import tensorflow_probability as tfp

def loss_fn(mean, theta, x, mu, logvar):
    p = tfp.distributions.NegativeBinomial(total_count=theta, probs=theta / (theta + mean))
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    rec = -tf.reduce_sum(p.log_prob(x), axis=-1)
    kl = -0.5 * tf.reduce_sum(1 + logvar - tf.square(mu) - tf.exp(logvar), axis=-1)
    return tf.reduce_mean(rec + kl)
`,
      twin: ['probs=theta / (theta + mean)', 'probs=mean / (theta + mean)'],
    },
  ],
  traps: [
    {
      why: 'the library takes a mean and a concentration',
      framework: 'NumPyro',
      code: `import jax.numpy as jnp
import numpyro.distributions as dist

def loss_fn(mean, theta, x, mu, logvar):
    rec = -dist.NegativeBinomial2(mean, theta).log_prob(x).sum(-1)
    kl = -0.5 * jnp.sum(1 + logvar - jnp.square(mu) - jnp.exp(logvar), axis=-1)
    return jnp.mean(rec + kl)
`,
    },
  ],
};
