// ELBO101: a Bernoulli log probability of grey levels.

import { log, minus, negative, plus, symbol, times } from '../../../elbo/expr/build.ts';
import type { Term } from '../../../analysis/recognition/term.ts';
import type { Context } from '../../context.ts';
import { type Data, dataOf, dataPlace } from '../../data.ts';
import { continuousBernoulli } from '../../fixes/continuousBernoulli.ts';
import type { Draft, Examples, Rule } from '../../rule.ts';
import { isRefused } from './bernoulliLogProbSoftTarget.ts';

const x = symbol('x');

export const rule: Rule = {
  id: 'ELBO101',
  name: 'bce-on-real-valued-targets',
  severity: 'warning',
  what: 'A Bernoulli log probability is taken of grey levels between 0 and 1.',
  why:
    'A Bernoulli has mass on {0, 1} alone. In between, the cross-entropy is no −log p of x: its smallest value is the entropy ' +
    'H(x) = −x log x − (1 − x) log(1 − x) of each pixel, 0.562 nats at x = 0.25, not 0. The ELBO that is reported can be compared ' +
    'with no other, and the missing normaliser has a gradient.',
  instead:
    'Binarise the data (sample x, or threshold it), or use a likelihood on [0, 1]: the continuous Bernoulli adds log C(p). Reading the ' +
    'grey level as the probability of a bit that is averaged over is sound, and common for digits: then keep it, and compare with ' +
    'like alone.',
  quantity: {
    name: 'floor of the loss for each pixel',
    formula: plus(negative(times(x, log(x))), negative(times(minus(1, x), log(minus(1, x))))),
  },
  sources: [
    'Loaiza-Ganem, Cunningham: The continuous Bernoulli, arXiv 1907.06845',
    'pytorch/examples issue 460 and pull request 683; stats.stackexchange 347378, 350211, 446715',
  ],
  needs: 'How the data are prepared, in the same file, or `# elbo: data=[0,1]` in a comment.',
  *check(context) {
    for (const term of context.terms()) {
      if (!isBernoulli(term) || isFloorTaken(context, term)) continue;
      const data = dataOf(context, term);
      if (data?.kind === 'grey' && (data.isGuess || !isRefused(context, term)))
        yield draftOf(context, term, data);
    }
  },
};

/** The entropy of the grey levels is taken away: they are read as probabilities of bits, and the author knows. */
function isFloorTaken({ text }: Context, { functionSpan: { from, to } }: Term): boolean {
  return /(?:subtract|minus|true|image|target|data)_\w*entropy/iu.test(text.slice(from, to));
}

export function isBernoulli({ kind, family, certainty }: Term): boolean {
  return (
    kind === 'reconstruction' &&
    certainty !== 'hint' &&
    (family === 'bernoulli' || family === 'bernoulli_logits')
  );
}

function draftOf(context: Context, term: Term, data: Data): Draft {
  return {
    span: term.span,
    symbol: term.symbol,
    severity: data.isGuess ? 'information' : 'warning',
    message:
      `The data are ${data.words} and nowhere binarised; a Bernoulli has mass on {0, 1} alone. The loss cannot fall below the entropy of the grey levels ` +
      '(0.562 nats for a pixel of 0.25), and its value is no −log p(x). Binarise, or use the continuous Bernoulli; for digits reading a grey level as a probability is common.',
    related: [dataPlace(data)],
    fixes: () => continuousBernoulli(context, term),
  };
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F
from torchvision import datasets, transforms

train = datasets.MNIST('data', download=True, transform=transforms.ToTensor())

def loss_function(recon_x, x, mu, logvar):
    bce = F.binary_cross_entropy(recon_x, x, reduction='sum')
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (bce + kld) / x.size(0)
`,
      says: 'scaled to [0, 1] in line 5',
      twin: [
        'transforms.ToTensor()',
        'transforms.Compose([transforms.ToTensor(), torch.bernoulli])',
      ],
    },
    {
      framework: 'Keras',
      code: `import tensorflow as tf

(x_train, _), _ = tf.keras.datasets.mnist.load_data()
x_train = x_train.astype('float32') / 255

def vae_loss(x, x_hat, mu, logvar):
    rec = tf.reduce_sum(tf.keras.losses.binary_crossentropy(x, x_hat), axis=(1, 2))
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * tf.reduce_sum(1 + logvar - tf.square(mu) - tf.exp(logvar), axis=1)
    return tf.reduce_mean(rec + kl)
`,
      twin: ["x_train.astype('float32') / 255", "(x_train > 127).astype('float32')"],
    },
    {
      framework: 'JAX',
      code: `import jax.numpy as jnp
import optax

def prepare(images):
    return images / 255.0

def loss_fn(logits, x, mean, logvar):
    bce = jnp.sum(optax.sigmoid_binary_cross_entropy(logits, x), axis=-1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * jnp.sum(1 + logvar - jnp.square(mean) - jnp.exp(logvar), axis=-1)
    return jnp.mean(bce + kl)
`,
      twin: ['images / 255.0', 'jnp.round(images)'],
    },
    {
      framework: 'TensorFlow',
      severity: 'information',
      code: `import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data

mnist = input_data.read_data_sets('MNIST_data/')

def cost(x, x_hat, mu, sigma):
    rec = -tf.reduce_sum(x * tf.log(1e-8 + x_hat) + (1 - x) * tf.log(1e-8 + 1 - x_hat), 1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = 0.5 * tf.reduce_sum(tf.square(mu) + tf.square(sigma) - tf.log(tf.square(sigma)) - 1, 1)
    return tf.reduce_mean(rec + kl)
`,
      twin: ['input_data.read_data_sets(', 'binarize(input_data.read_data_sets)('],
    },
  ],
  traps: [
    {
      why: 'it says that the grey levels are read as probabilities of bits: the entropy of the target is taken away',
      framework: 'TensorFlow',
      code: `import tensorflow as tf

def prepare(images):
    return images / 255.

def bernoulli_loss(x, logits, mu, logvar, subtract_true_image_entropy=True):
    floor = 0.
    if subtract_true_image_entropy:
        p = tf.clip_by_value(x, 1e-6, 1 - 1e-6)
        floor = tf.reduce_sum(-p * tf.math.log(p) - (1 - p) * tf.math.log(1 - p), axis=1)
    rec = tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(labels=x, logits=logits), axis=1) - floor
    kl = -0.5 * tf.reduce_sum(1 + logvar - tf.square(mu) - tf.exp(logvar), axis=1)
    return tf.reduce_mean(rec + kl)
`,
    },
    {
      why: 'a person says that the data are binary',
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F
from torchvision import datasets, transforms

train = datasets.MNIST('data', transform=transforms.ToTensor())

def loss_function(recon_x, x, mu, logvar):  # elbo: data={0,1}
    bce = F.binary_cross_entropy(recon_x, x, reduction='sum')
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (bce + kld) / x.size(0)
`,
    },
    {
      why: 'nothing is known of the data',
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(recon_x, x, mu, logvar):
    bce = F.binary_cross_entropy(recon_x, x, reduction='sum')
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (bce + kld) / x.size(0)
`,
    },
  ],
};
