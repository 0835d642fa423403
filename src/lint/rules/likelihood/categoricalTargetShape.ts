// ELBO115: a categorical scored as independent bits, or padding scored as text.

import { log, symbol, times } from '../../../elbo/expr/build.ts';
import type { LibraryCall } from '../../../analysis/lowering/unit.ts';
import { codeGiven } from '../../calls.ts';
import type { Context } from '../../context.ts';
import { outputOf, outputOfRole } from '../../outputs.ts';
import { endOfArguments, expressionAt, lastName } from '../../syntax.ts';
import type { Draft, Examples, FixDraft, Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'ELBO115',
  name: 'categorical-target-shape',
  severity: 'warning',
  what: 'A softmax over classes is scored by a binary cross-entropy, or the padding of a sequence by a categorical one.',
  why:
    'One of V classes is one event with −log p of its class. A binary cross-entropy of the softmax adds −log(1 − p) of the other V − 1 ' +
    'classes, as if they were drawn apart. Padding that is not left out is text to be predicted: log V nats for each token at the start, and ' +
    'then a model that is paid for writing nothing.',
  instead:
    'A categorical cross-entropy, summed over positions. `ignore_index=` the padding, or a mask that multiplies the loss before it is summed.',
  quantity: { name: 'nats of the padding', formula: times(symbol('n_pad'), log(symbol('V'))) },
  sources: ['keras-molecules issue 60'],
  needs:
    'The last layer of the decoder, in the same file; that there is padding, by the name of its index.',
  *check(context) {
    for (const term of context.terms())
      if (term.match?.basis.id === 'bernoulli' && outputOfRole(context, term, 1) === 'softmax')
        yield { span: term.span, symbol: term.symbol, message: bitsWords };
    if (!padding.test(context.text) || !context.terms().some(({ kind }) => kind === 'kl')) return;
    for (const call of context.calls())
      if (isUnmasked(context, call)) yield paddingDraft(context, call);
  },
};

const bitsWords =
  'The prediction is a softmax over classes, and a binary cross-entropy scores each class as a bit of its own: −log(1 − p) of every other class is added. Take the categorical cross-entropy, summed over positions.';

/** `pad_idx`, `PAD_TOKEN`: a sequence is filled up. */
const padding = /\b(?:pad_(?:idx|id|index|token\w*)|PAD(?:_\w+)?|padding_idx|padIdx)\b/u;

function isUnmasked(context: Context, call: LibraryCall): boolean {
  if (call.name !== 'cross_entropy' && call.name !== 'nll_loss') return false;
  if (call.given.has('ignore_index') || call.given.has('weight')) return false;
  const input = codeGiven(call, 'input');
  if (!input || outputOf(context, input, call.functionSpan.from) === 'softmax') return false;
  const { from, to } = call.functionSpan;
  // A mask by any name: what is not scored is taken away by it.
  return !/mask|lengths?\b|pack_padded/iu.test(context.text.slice(from, to));
}

function paddingDraft(context: Context, call: LibraryCall): Draft {
  return {
    span: call.span,
    symbol: call.symbol,
    message:
      'The sequences are padded and the padding is scored: log V nats for each padded position at the start, and the KL is traded against them. Set ignore_index to the padding.',
    fixes: () => fixes(context, call),
  };
}

function* fixes(context: Context, { span }: LibraryCall): Generator<FixDraft> {
  const call = expressionAt(context.program(), span);
  const name = padding.exec(context.text)?.[0];
  if (call?.kind !== 'call' || name === undefined || name === 'padding_idx') return;
  if (!/cross_entropy|nll_loss/u.test(lastName(call.callee))) return;
  const at = endOfArguments(call);
  yield {
    title: `Leave the padding out: ignore_index=${name}`,
    edits: [{ from: at, to: at, text: `, ignore_index=${name}` }],
    kind: 'refactoring',
    keeps: null,
  };
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'Keras',
      code: `import tensorflow as tf

decoder = tf.keras.Sequential([tf.keras.layers.Dense(35, activation='softmax')])

def vae_loss(x, z, mu, logvar):
    x_hat = decoder(z)
    rec = 120 * 35 * tf.reduce_mean(tf.keras.losses.binary_crossentropy(x, x_hat), axis=1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * tf.reduce_sum(1 + logvar - tf.square(mu) - tf.exp(logvar), axis=1)
    return tf.reduce_mean(rec + kl)
`,
      says: 'a bit of its own',
      twin: ["activation='softmax'", "activation='sigmoid'"],
    },
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

pad_idx = 0

def loss_function(logits, tokens, mu, logvar):
    rec = F.cross_entropy(logits.view(-1, logits.size(-1)), tokens.view(-1), reduction='sum')
#         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (rec + kl) / tokens.size(0)
`,
      says: 'the padding is scored',
      twin: ["reduction='sum')", "reduction='sum', ignore_index=pad_idx)"],
    },
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn as nn

PAD = 0
criterion = nn.NLLLoss(reduction='sum')

def loss_function(logp, target, mu, logvar):
    nll = criterion(logp, target)
#         ^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return nll + kl
`,
      twin: ["nn.NLLLoss(reduction='sum')", "nn.NLLLoss(reduction='sum', ignore_index=PAD)"],
    },
  ],
  traps: [
    {
      why: 'the texts are cut to their length',
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

pad_idx = 0

def loss_function(logits, tokens, lengths, mu, logvar):
    rec = F.cross_entropy(logits[:, : lengths.max()].flatten(0, 1), tokens.flatten(), reduction='sum')
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (rec + kl) / tokens.size(0)
`,
    },
  ],
};
