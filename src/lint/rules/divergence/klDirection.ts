// ELBO204: the library's KL is given the prior first and the posterior second.

import { log, minus, num, over, plus, squared, symbol, times } from '../../../elbo/expr/build.ts';
import { type Code, unnamed } from '../../../analysis/lowering/code.ts';
import { labelOf } from '../../../analysis/lowering/machine.ts';
import type { LibraryCall } from '../../../analysis/lowering/unit.ts';
import type { Value } from '../../../analysis/lowering/values.ts';
import type { Expression } from '../../../analysis/syntax/ast.ts';
import type { Context } from '../../context.ts';
import { allCalls, functionAt } from '../../functions.ts';
import type { Draft, Examples, FixDraft, Rule } from '../../rule.ts';
import { type Call, expressionAt, lastName, nodesIn } from '../../syntax.ts';

const [mu, sigma] = [symbol('mu'), symbol('sigma')];

export const rule: Rule = {
  id: 'ELBO204',
  name: 'kl-direction',
  severity: 'warning',
  what: 'The KL is taken from the prior to the posterior, KL(p‖q), instead of KL(q‖p).',
  why:
    'The ELBO has KL(q(z|x) ‖ p(z)). The other way around no bound on log p(x) comes out, and what is learned differs: KL(p‖q) makes ' +
    'q cover all of the prior. At μ = 0, σ = ½ it is 0.81 nats where KL(q‖p) is 0.32.',
  instead:
    'Give the posterior first. Where both directions are weighed on purpose (KL balancing, distillation, the wake phase), this says nothing.',
  quantity: {
    name: 'KL(p‖q)',
    formula: plus(
      log(sigma),
      minus(over(plus(num(1), squared(mu)), times(num(2), squared(sigma))), num(0.5)),
    ),
  },
  sources: ['danijar/dreamerv2 issue 4, which does it on purpose'],
  needs:
    'Which of the two is the prior: by its parameters where it is standard normal, else by both names.',
  *check(context) {
    for (const call of context.calls()) {
      if (!['kl_divergence', 'kl'].includes(call.name) || isOnPurpose(context, call)) continue;
      const draft = draftOf(context, call);
      if (draft) yield draft;
    }
  },
};

const onPurpose = /wake|balanc|distil|teacher|student|reverse|jeffr|symmetric|js_?div|jsd/iu;

/** Both directions stand in one function, one side is held fixed, or the code says so. */
function isOnPurpose(context: Context, { symbol: name, span }: LibraryCall): boolean {
  if (onPurpose.test(name)) return true;
  const around = functionAt(context.program(), context.offsets(span));
  if (!around) return false;
  const text = context.text.slice(around.from, around.to);
  if (onPurpose.test(text) || /stop_gradient|detach\(|stopGradient/u.test(text)) return true;
  const pairs = [...allCalls(nodesIn(around))]
    .filter((one) => ['kl_divergence', 'kl'].includes(lastName(one.callee)))
    .map((one) => sidesOf(one).map(({ from, to }) => context.text.slice(from, to)));
  return pairs.some(([a, b]) => pairs.some(([c, d]) => a === d && b === c));
}

/** What a call compares: of a method, its object and its argument. */
function sidesOf({ callee, args }: Call): readonly Expression[] {
  const given = args.filter(({ spread }) => !spread).map(({ value }) => value);
  return given.length >= 2 || callee.kind !== 'member'
    ? given.slice(0, 2)
    : [callee.object, ...given];
}

function draftOf(context: Context, call: LibraryCall): Draft | null {
  const span = context.offsets(call.span);
  const [first, second] = [
    call.given.get('q') ?? call.given.get('self'),
    call.given.get('p') ?? call.given.get('value'),
  ];
  const expression = expressionAt(context.program(), span);
  const sides = expression?.kind === 'call' ? sidesOf(expression) : [];
  const names = sides.map(({ from, to }) => context.text.slice(from, to));
  const isStandardFirst = isStandard(first) && isFree(second);
  const isNamed = isNamedPrior(names[0] ?? '') && isNamedPosterior(names[1] ?? '');
  if (!isStandardFirst && !isNamed) return null;
  const reason = isStandardFirst
    ? 'the first is standard normal'
    : `by their names ${names[0] ?? ''} is the prior`;
  return {
    span,
    symbol: call.symbol,
    message: `This is KL(p‖q), from the prior to the posterior (${reason}); the ELBO needs KL(q‖p). Exchange the two.`,
    proof: 'at μ = 0, σ = 0.5 KL(p‖q) is 0.807 nats for each dimension, KL(q‖p) is 0.318',
    fixes: () => fixes(context, sides),
  };
}

const isZero = (code: Code | undefined, value: number): boolean => {
  const inner = code && unnamed(code);
  return inner?.kind === 'number' && inner.value === value;
};

function isStandard(value: Value | undefined): boolean {
  if (value?.kind !== 'distribution' || value.family !== 'normal') return false;
  const { loc, scale } = value.parameters;
  return isZero(loc, 0) && isZero(scale, 1);
}

/** Its parameters are computed. */
function isFree(value: Value | undefined): boolean {
  if (value?.kind === 'distribution') {
    const { loc } = value.parameters;
    return loc !== undefined && unnamed(loc).kind !== 'number';
  }
  return value?.kind === 'code' && /(?:^|[._])(?:q\w*|\w*post\w*)$/iu.test(labelOf(value.code));
}

const isNamedPrior = (text: string): boolean =>
  /^(?:self\.)?(?:\w*prior\w*|p_?z\w*)(?:\(.*\))?$/iu.test(text) && !/post/iu.test(text);
const isNamedPosterior = (text: string): boolean =>
  /^(?:self\.)?(?:\w*post(?:erior)?\w*|q_?z\w*)(?:\(.*\))?$/iu.test(text) && !/prior/iu.test(text);

function* fixes(context: Context, sides: readonly Expression[]): Generator<FixDraft> {
  const [a, b] = sides;
  if (!a || !b) return;
  const text = ({ from, to }: Expression) => context.text.slice(from, to);
  yield {
    title: 'Take KL(q‖p)',
    edits: [
      { from: a.from, to: a.to, text: text(b) },
      { from: b.from, to: b.to, text: text(a) },
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
from torch.distributions import Normal, kl_divergence

def kl_loss(mu, logvar):
    p = Normal(torch.zeros_like(mu), torch.ones_like(mu))
    q = Normal(mu, torch.exp(0.5 * logvar))
    kl = kl_divergence(p, q).sum(-1)
#        ^^^^^^^^^^^^^^^^^^^
    return kl.mean()
`,
      says: 'the first is standard normal',
      twin: ['kl_divergence(p, q)', 'kl_divergence(q, p)'],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf
import tensorflow_probability as tfp
tfd = tfp.distributions

def kl_loss(loc, scale):
    prior = tfd.Normal(0., 1.)
    posterior = tfd.Normal(loc, scale)
    return tf.reduce_mean(tf.reduce_sum(prior.kl_divergence(posterior), axis=-1))
#                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      twin: ['prior.kl_divergence(posterior)', 'posterior.kl_divergence(prior)'],
    },
    {
      framework: 'JAX',
      code: `import jax.numpy as jnp
import distrax

def kl_loss(mean, std):
    posterior = distrax.Normal(mean, std)
    prior = distrax.Normal(jnp.zeros_like(mean), jnp.ones_like(std))
    return jnp.sum(prior.kl_divergence(posterior), axis=-1)
#                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      twin: ['prior.kl_divergence(posterior)', 'posterior.kl_divergence(prior)'],
    },
    {
      framework: 'PyTorch',
      code: `from torch.distributions import kl_divergence

def kl_loss(prior, posterior):
    return kl_divergence(prior, posterior).sum(-1).mean()
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      says: 'by their names prior is the prior',
      twin: ['kl_divergence(prior, posterior)', 'kl_divergence(posterior, prior)'],
    },
  ],
  traps: [
    {
      why: 'the KL is balanced: both directions, one side of each held fixed',
      framework: 'TensorFlow',
      code: `import tensorflow as tf
import tensorflow_probability as tfp
kld = tfp.distributions.kl_divergence

def kl_loss(post, prior, get, balance):
    value_lhs = kld(post, get(tf.stop_gradient(prior)))
    value_rhs = kld(prior, post)
    return balance * value_lhs + (1 - balance) * value_rhs
`,
    },
    {
      why: 'a student learns from a teacher',
      framework: 'PyTorch',
      code: `from torch.distributions import Normal, kl_divergence

def distillation_loss(teacher_mu, student_mu):
    p = Normal(teacher_mu, 1.0)
    q = Normal(student_mu, 1.0)
    return kl_divergence(p, q).sum(-1).mean()
`,
    },
    {
      why: 'the wake phase trains q on draws of p',
      framework: 'PyTorch',
      code: `from torch.distributions import kl_divergence

def wake_phase_loss(prior, posterior):
    return kl_divergence(prior, posterior).sum(-1).mean()
`,
    },
  ],
};
