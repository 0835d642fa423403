// ELBO106: a cross-entropy that takes the softmax itself is given one.

import { exp, negative, log, over, plus, symbol } from '../../../elbo/expr/build.ts';
import type { LibraryCall } from '../../../analysis/lowering/unit.ts';
import { codeGiven, truthGiven } from '../../calls.ts';
import type { Context } from '../../context.ts';
import { outputOf } from '../../outputs.ts';
import { callsIn, expressionAt, lastName } from '../../syntax.ts';
import type { Draft, Examples, FixDraft, Rule } from '../../rule.ts';

const V = symbol('V');

export const rule: Rule = {
  id: 'ELBO106',
  name: 'softmax-into-cross-entropy',
  severity: 'error',
  what: 'A cross-entropy that takes logits is given a softmax, or `nll_loss` one without its logarithm.',
  why:
    'The loss takes the softmax of what it is given. Of probabilities, which differ by 1 at most, that is nearly uniform: with V classes no ' +
    'class can have more than e/(e + V − 1), 0.232 of ten. `nll_loss` takes log p: given p it is −p, between −1 and 0.',
  instead: 'Give it the numbers before the softmax; give `nll_loss` a `log_softmax`.',
  quantity: {
    name: 'least loss of a class that is certain',
    formula: negative(log(over(exp(1), plus(exp(1), V, -1)))),
  },
  sources: ['pytorch documentation of cross_entropy and nll_loss'],
  needs: 'Where the numbers come from, in the same file.',
  *check(context) {
    if (context.terms().length === 0) return;
    for (const call of context.calls()) {
      const form = formOf(call);
      const value = form && (codeGiven(call, 'input') ?? codeGiven(call, 'logits'));
      if (!value) continue;
      if (outputOf(context, value, call.functionSpan.from) === 'softmax')
        yield draftOf(context, call, form);
    }
  },
};

type Form = 'logits' | 'logarithms';

function formOf(call: LibraryCall): Form | null {
  const { name } = call;
  if (name === 'nll_loss') return 'logarithms';
  if (/^class:|categorical_crossentropy$/u.test(name))
    return truthGiven(call, 'from_logits') === true ? 'logits' : null;
  return /^(?:cross_entropy|softmax_cross_entropy\w*)$/u.test(name) ? 'logits' : null;
}

function draftOf(context: Context, call: LibraryCall, form: Form): Draft {
  const { span, symbol } = call;
  const certain = Math.E / (Math.E + 9);
  return {
    span,
    symbol,
    message:
      form === 'logits'
        ? 'This cross-entropy takes logits and is given a softmax, of which it takes another: of ten classes the surest has 0.232. Give it what was there before the softmax.'
        : 'nll_loss takes log p and is given p: its value is −p, between −1 and 0, and its gradient does not grow where p is small. Give it a log_softmax.',
    proof:
      form === 'logits'
        ? `of ten classes, one certain, the loss is ${(-Math.log(certain)).toFixed(2)}; −log 1 is 0`
        : 'at p = 0.1 the loss is −0.1; −log p is 2.30',
    fixes: () => fixes(context, call, form),
  };
}

function* fixes(context: Context, { span }: LibraryCall, form: Form): Generator<FixDraft> {
  const node = expressionAt(context.program(), span);
  const [softmax] = node ? callsIn(node, new Set(['softmax'])) : [];
  if (!softmax) return;
  const { callee, args, from, to } = softmax;
  if (form === 'logarithms') {
    const start = callee.to - lastName(callee).length;
    const edits = [{ from: start, to: callee.to, text: 'log_softmax' }];
    yield { title: 'Take the log_softmax', edits, kind: 'refactoring', keeps: null };
    return;
  }
  const isMethod =
    callee.kind === 'member' &&
    !/^(?:F|torch|tf|jax|nn|keras|optax)\b/u.test(context.text.slice(callee.from, callee.to));
  const inner = isMethod && callee.kind === 'member' ? callee.object : args[0]?.value;
  if (!inner) return;
  const text = context.text.slice(inner.from, inner.to);
  yield {
    title: 'Take the softmax away',
    edits: [{ from, to, text }],
    kind: 'refactoring',
    keeps: null,
  };
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(logits, tokens, mu, logvar):
    rec = F.cross_entropy(F.softmax(logits, dim=1), tokens, reduction='sum')
#         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (rec + kl) / tokens.size(0)
`,
      says: '0.232',
      twin: ['F.softmax(logits, dim=1)', 'logits'],
    },
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(logits, tokens, mu, logvar):
    p = torch.softmax(logits, dim=1)
    rec = F.nll_loss(p, tokens, reduction='sum')
#         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (rec + kl) / tokens.size(0)
`,
      says: 'takes log p',
      twin: ['torch.softmax(', 'torch.log_softmax('],
    },
    {
      framework: 'Keras',
      code: `import tensorflow as tf

decoder = tf.keras.Sequential([tf.keras.layers.Dense(50, activation='softmax')])
scce = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction='none')

def vae_loss(tokens, z, mu, logvar):
    rec = tf.reduce_sum(scce(tokens, decoder(z)), axis=1)
#                       ^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * tf.reduce_sum(1 + logvar - tf.square(mu) - tf.exp(logvar), axis=1)
    return tf.reduce_mean(rec + kl)
`,
      twin: ["Dense(50, activation='softmax')", 'Dense(50)'],
    },
    {
      framework: 'JAX',
      code: `import jax
import jax.numpy as jnp
import optax

def loss_fn(h, tokens, mean, logvar):
    p = jax.nn.softmax(h)
    rec = jnp.sum(optax.softmax_cross_entropy_with_integer_labels(p, tokens), axis=-1)
#                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * jnp.sum(1 + logvar - jnp.square(mean) - jnp.exp(logvar), axis=-1)
    return jnp.mean(rec + kl)
`,
      twin: ['jax.nn.softmax(h)', 'h'],
    },
  ],
  traps: [
    {
      why: 'the softmax is for sampling words, the loss has the logits',
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(logits, tokens, mu, logvar):
    words = F.softmax(logits, dim=1).argmax(1)
    rec = F.cross_entropy(logits, tokens, reduction='sum')
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (rec + kl) / tokens.size(0), words
`,
    },
  ],
};
