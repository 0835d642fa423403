// ELBO314: the cross-entropy of a sequence is averaged over its tokens, the KL is of the whole sequence.

import { symbol, times } from '../../../elbo/expr/build.ts';
import { labelOf } from '../../../analysis/lowering/machine.ts';
import type { Context } from '../../context.ts';
import type { LossView, Side } from '../../lossView.ts';
import type { Draft, Examples, Rule } from '../../rule.ts';
import { betaWords, bothTerms } from '../../words.ts';

export const rule: Rule = {
  id: 'ELBO314',
  name: 'token-vs-sequence',
  severity: 'warning',
  what: 'The reconstruction is an average over tokens, the KL is one for each sequence.',
  why:
    '−log p(x|z) of a sentence is the sum over its T tokens. Averaged over them it is smaller by T, so that the KL weighs T times what it ' +
    'should: 20 for sentences of twenty words, which is enough to empty the latent.',
  instead:
    'Sum over the tokens of a sentence and average over sentences: `reduction="sum"` over the batch size. A weight of 1/T on the KL says the same. A weight with a name makes this an information.',
  quantity: { name: 'effective β', formula: times(symbol('T'), symbol('w')) },
  sources: ['Bowman et al.: Generating sentences from a continuous space, arXiv 1511.06349'],
  needs:
    'That the data are sequences: by an index of padding, an embedding or a recurrent layer in the file.',
  *check(context) {
    for (const view of context.losses())
      if (view.isKnown && !view.isOne && isOfTokens(view) && isOfSequences(context))
        yield draftOf(context, view);
  },
};

function isOfTokens(view: LossView): boolean {
  const { likelihood, divergence } = view;
  return (
    likelihood?.piece.sense?.family === 'categorical' &&
    !isSumOfTokens(likelihood) &&
    !isOfLabels(likelihood) &&
    likelihood.reduction.features === 'mean' &&
    divergence?.reduction.features === 'sum' &&
    view.power('T') > 0
  );
}

/** `sum([criterion(logits[:, t], x[:, t]) for t in …])`: averaged over the batch alone. */
const isSumOfTokens = ({ piece }: Side): boolean =>
  piece.reductions.some(({ reduction, axes }) => reduction === 'sum' && axes === 'list');

/** A class for each datum is what a classifier beside a VAE is trained on. */
const isOfLabels = ({ piece: { kernel } }: Side): boolean =>
  kernel.kind === 'library' &&
  /(?:^|[._])(?:labels?|class(?:es)?|y_true)$/iu.test(
    kernel.args[0] ? labelOf(kernel.args[0]) : '',
  );

const sequences =
  /ignore_index|pad_?(?:idx|id|token)|\b(?:nn|layers)\.(?:Embedding|LSTM|GRU|RNN|Transformer\w*)\b|seq_?len|vocab_?size|max_?len/iu;

const isOfSequences = ({ text }: Context): boolean => sequences.test(text);

function draftOf(context: Context, view: LossView): Draft {
  const { loss, weights } = view;
  return {
    span: loss.span,
    symbol: loss.symbol,
    severity: weights.length > 0 ? 'information' : 'warning',
    message: `The cross-entropy is averaged over tokens and the KL is of a whole sequence: ${betaWords(view, context.where)}, T the mean length. For an ELBO sum over the tokens, or weigh the KL by 1/T.`,
    related: bothTerms(view),
  };
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(logits, target, mu, logvar, vocab_size, pad_idx):
    ce = F.cross_entropy(logits.view(-1, vocab_size), target.view(-1), ignore_index=pad_idx)
    kld = torch.mean(-0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=1))
    return ce + kld
#   ^^^^^^^^^^^^^^^
`,
      says: 'effective β = T',
      twin: ['ignore_index=pad_idx)', "ignore_index=pad_idx, reduction='sum') / mu.size(0)"],
    },
    {
      framework: 'PyTorch',
      severity: 'information',
      code: `import torch
import torch.nn as nn

criterion = nn.CrossEntropyLoss(ignore_index=0)

def loss_function(logits, target, mu, logvar, kl_weight):
    nll = criterion(logits.transpose(1, 2), target)
    kl = -0.5 * torch.sum(1 + logvar - mu ** 2 - logvar.exp(), dim=-1).mean()
    loss = nll + kl_weight * kl
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return loss
`,
      twin: ['ignore_index=0)', "ignore_index=0, reduction='sum')"],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf

embedding = tf.keras.layers.Embedding(10000, 300)

def loss_function(logits, tokens, mu, logvar):
    ce = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tokens, logits=logits))
    kl = tf.reduce_mean(-0.5 * tf.reduce_sum(1 + logvar - tf.square(mu) - tf.exp(logvar), axis=1))
    return ce + kl
#   ^^^^^^^^^^^^^^
`,
      twin: [
        'tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tokens, logits=logits))',
        'tf.reduce_mean(tf.reduce_sum(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tokens, logits=logits), axis=1))',
      ],
    },
  ],
  traps: [
    {
      why: 'each token’s cross-entropy is averaged over the batch, and those are summed',
      framework: 'PyTorch',
      code: `import torch
import torch.nn as nn

criterion = nn.NLLLoss()

def loss_function(preds, tokens, mu, logvar, seq_len, beta):
    nll = sum([criterion(preds[:, t], tokens[:, t + 1]) for t in range(seq_len)])
    kl = torch.mean(-0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=1))
    return nll + beta * kl
`,
    },
    {
      why: 'one class for each datum: there are no tokens',
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(logits, label, mu, logvar):
    ce = F.cross_entropy(logits, label)
    kld = torch.mean(-0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=1))
    return ce + kld
`,
    },
  ],
};
