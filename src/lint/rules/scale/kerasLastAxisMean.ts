// ELBO306: a Keras loss of pictures averages over the channels, and the sum over the rest leaves that average.

import { symbol } from '../../../elbo/expr/build.ts';
import { coefficient } from '../../../analysis/features/wordsOfNumbers.ts';
import type { Piece } from '../../../analysis/recognition/piece.ts';
import type { Expression } from '../../../analysis/syntax/ast.ts';
import type { Context } from '../../context.ts';
import type { LossView } from '../../lossView.ts';
import type { Draft, Examples, FixDraft, Related, Rule } from '../../rule.ts';
import { callsIn, lastName, nodesOf, statementAt } from '../../syntax.ts';
import { lossPlace } from '../../words.ts';

export const rule: Rule = {
  id: 'ELBO306',
  name: 'keras-last-axis-mean',
  severity: 'warning',
  what: 'A Keras loss averages over the last axis: of pictures over their channels, while height and width are summed.',
  why:
    '`keras.losses.*` return the mean over the last axis. On (B, H, W, C) that is over the C channels; the sum over H and W is then of ' +
    'D/C averages, and the KL weighs C times what it should: 3 for colour. For one channel it is exact.',
  instead:
    'Multiply by C, or sum `K.binary_crossentropy` or the square, which average over nothing, over all three axes.',
  quantity: { name: 'effective β', formula: symbol('C') },
  sources: ['keras-io VAE example; keras documentation of losses'],
  needs:
    'That the pictures have more than one channel: by a shape with a last axis above 1, or a data set in colour.',
  *check(context) {
    const channels = channelsOf(context);
    if (!channels) return;
    for (const view of context.losses()) {
      const { likelihood } = view;
      if (
        likelihood &&
        isLastAxisMean(likelihood.piece) &&
        !isScaled(likelihood.piece, channels.count)
      )
        yield draftOf(context, view, channels);
    }
  },
};

/** Summed over two axes of a picture after a mean over the last. */
function isLastAxisMean({ reductions }: Piece): boolean {
  const at = reductions.findIndex(({ reduction, axes }) => reduction === 'mean' && axes === 'last');
  const outside = at > 0 ? reductions[at - 1] : undefined;
  if (!outside || outside.reduction !== 'sum' || typeof outside.axes === 'string') return false;
  return outside.axes.length === 2 && !outside.axes.includes(0);
}

/** A weight gives the channels back. */
function isScaled({ coefficient, weights, match }: Piece, count: number): boolean {
  const times = Math.abs(coefficient * (match?.scale ?? 1)) / count;
  const isMultiple = times > 0.5 && Math.abs(times - Math.round(times)) < 1e-6;
  return weights.length > 0 || isMultiple;
}

interface Channels {
  readonly count: number;
  readonly place: Related;
}

const colour =
  /^(?:cifar_?100?|svhn\w*|celeb_?a\w*|lfw|imagenet\w*|stl10|oxford_flowers102|cats_vs_dogs)$/iu;

/** A shape that ends in a number of channels above 1, or a data set in colour; null where another says 1. */
function channelsOf(context: Context): Channels | null {
  let found: Channels | null = null;
  for (const node of nodesOf(context.program())) {
    const count = node.kind === 'sequence' ? lastOfShape(node.items) : null;
    if (count === 1) return null;
    if (found) continue;
    const place = (message: string): Related => ({
      span: { from: node.from, to: node.to },
      source: null,
      message,
    });
    if (count !== null) found = { count, place: place(`Pictures of ${count} channels`) };
    const name =
      node.kind === 'string'
        ? node.value
        : node.kind === 'member' || node.kind === 'name'
          ? lastName(node)
          : '';
    if (colour.test(name)) found = { count: 3, place: place(`${name} has 3 channels`) };
  }
  return found;
}

/** `(32, 32, 3)`, `(-1, 28, 28, 1)` */
function lastOfShape(items: readonly Expression[]): number | null {
  const numbers = items.map((item) => (item.kind === 'number' ? item.value : null));
  if (numbers.length !== 3 && numbers.length !== 4) return null;
  const [height, width, last] = numbers.slice(-3);
  const isPicture = height !== null && height === width && (height ?? 0) >= 8;
  return isPicture && last !== null && last !== undefined && last <= 4 && last >= 1 ? last : null;
}

function draftOf(context: Context, view: LossView, { count, place }: Channels): Draft {
  const { loss, likelihood } = view;
  const { span, symbol: name } = likelihood?.term ?? loss;
  const beta = view.weights.length === 0 ? view.beta?.value : undefined;
  const number = typeof beta === 'number' ? `, effective β = ${coefficient(beta * count)}` : '';
  return {
    span,
    symbol: name,
    message: `The Keras loss averages over the ${count} channels and the rest is summed: the reconstruction is smaller by C = ${count}, so the KL weighs C times as much${number}. Multiply by ${count}.`,
    related: [place, lossPlace(view)],
    fixes: () => fixes(context, view, count),
  };
}

function* fixes(context: Context, { likelihood }: LossView, count: number): Generator<FixDraft> {
  const statement = likelihood?.term && statementAt(context.program(), likelihood.term.span.from);
  const [call] = statement ? callsIn(statement, new Set(['reduce_sum', 'sum'])) : [];
  if (!call) return;
  yield {
    title: `Multiply by the ${count} channels`,
    edits: [{ from: call.from, to: call.from, text: `${count} * ` }],
    kind: 'refactoring',
    keeps: null,
  };
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'Keras',
      code: `import tensorflow as tf
from tensorflow import keras

inputs = keras.Input(shape=(32, 32, 3))

def vae_loss(data, reconstruction, z_mean, z_log_var):
    rec = tf.reduce_mean(tf.reduce_sum(keras.losses.binary_crossentropy(data, reconstruction), axis=(1, 2)))
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * tf.reduce_sum(1 + z_log_var - tf.square(z_mean) - tf.exp(z_log_var), axis=1)
    return rec + tf.reduce_mean(kl)
`,
      says: 'C = 3',
      twin: ['(32, 32, 3)', '(32, 32, 1)'],
    },
    {
      framework: 'Keras',
      code: `import tensorflow as tf

(x_train, _), _ = tf.keras.datasets.cifar10.load_data()

def vae_loss(data, reconstruction, z_mean, z_log_var):
    mse = tf.keras.losses.mean_squared_error(data, reconstruction)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    rec = 0.5 * tf.reduce_sum(mse, axis=[1, 2])
    kl = -0.5 * tf.reduce_sum(1 + z_log_var - tf.square(z_mean) - tf.exp(z_log_var), axis=1)
    return tf.reduce_mean(rec + kl)
`,
      twin: ['0.5 * tf.reduce_sum(mse', '1.5 * tf.reduce_sum(mse'],
    },
    {
      framework: 'TensorFlow.js',
      code: `import * as tf from '@tensorflow/tfjs';

const imageShape = [64, 64, 3];

export function vaeLoss(x: tf.Tensor4D, y: tf.Tensor4D, mu: tf.Tensor2D, logvar: tf.Tensor2D) {
  const rec = tf.metrics.binaryCrossentropy(x, y).sum([1, 2]).mean();
  //^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  const kl = logvar.add(1).sub(mu.square()).sub(logvar.exp()).sum(-1).mul(-0.5).mean();
  return rec.add(kl);
}
`,
      twin: ['[64, 64, 3]', '[64, 64, 1]'],
    },
  ],
  traps: [
    {
      why: 'one channel: the mean over it is the value',
      framework: 'Keras',
      code: `import tensorflow as tf
from tensorflow import keras

inputs = keras.Input(shape=(28, 28, 1))

def vae_loss(data, reconstruction, z_mean, z_log_var):
    rec = tf.reduce_mean(tf.reduce_sum(keras.losses.binary_crossentropy(data, reconstruction), axis=(1, 2)))
    kl = -0.5 * tf.reduce_sum(1 + z_log_var - tf.square(z_mean) - tf.exp(z_log_var), axis=1)
    return rec + tf.reduce_mean(kl)
`,
    },
    {
      why: 'the backend’s loss averages over nothing',
      framework: 'Keras',
      code: `from tensorflow import keras
from tensorflow.keras import backend as K

inputs = keras.Input(shape=(32, 32, 3))

def vae_loss(data, reconstruction, z_mean, z_log_var):
    rec = K.mean(K.sum(K.binary_crossentropy(data, reconstruction), axis=(1, 2, 3)))
    kl = -0.5 * K.sum(1 + z_log_var - K.square(z_mean) - K.exp(z_log_var), axis=1)
    return rec + K.mean(kl)
`,
    },
  ],
};
