// ELBO211: the KL is added by a layer and once more by the loss the model is compiled with.

import { times, symbol } from '../../../elbo/expr/build.ts';
import type { Term } from '../../../analysis/recognition/term.ts';
import type { Expression, FunctionDefinition } from '../../../analysis/syntax/ast.ts';
import type { Context } from '../../context.ts';
import { allCalls, functionsOf, readsIn, symbolAt } from '../../functions.ts';
import type { Draft, Examples, Rule } from '../../rule.ts';
import { argumentNamed, type Call, lastName, nodesOf } from '../../syntax.ts';

export const rule: Rule = {
  id: 'ELBO211',
  name: 'kl-twice',
  severity: 'error',
  what: 'The KL is in the loss twice: a layer adds it, and the loss given to `compile` has it again.',
  why:
    'Keras adds what layers hand to `add_loss`, and what activity regularisers return, to the compiled loss. A KL in both is weighed ' +
    'twice: effective β = w₁ + w₂, two where both are 1.',
  instead: 'Keep one of them. A weight that is to be annealed is easier to reach in the loss.',
  quantity: { name: 'effective β', formula: times(2, symbol('w')) },
  sources: ['tensorflow/probability issues 1215 and 599'],
  needs: null,
  *check(context) {
    const compiled = compiledKl(context);
    if (!compiled) return;
    const [first] = [...layerKls(context, compiled)];
    if (first) yield draftOf(context, first, compiled);
  },
};

const compileNames = new Set(['compile']);
const layerNames = /^(?:KLDivergenceRegularizer|KLDivergenceAddLoss)$/u;

/** The KL of a function that `compile` is given. */
function compiledKl(context: Context): Term | undefined {
  const program = context.program();
  const functions = functionsOf(program);
  for (const call of allCalls(nodesOf(program))) {
    const loss = compileNames.has(lastName(call.callee))
      ? argumentNamed(call, 'loss')?.value
      : undefined;
    const given = loss && functions.filter(({ name }) => name === nameOf(loss));
    const found =
      given &&
      context.terms().find((term) => isKl(term) && given.some((one) => isInside(term, one)));
    if (found) return found;
  }
  return undefined;
}

/** `loss=vae_loss`, `loss=make_loss(mu, logvar)` */
const nameOf = (value: Expression): string =>
  lastName(value.kind === 'call' ? value.callee : value);

const isKl = ({ kind }: Term): boolean => kind === 'kl';
const isInside = ({ span }: Term, { from, to }: FunctionDefinition): boolean =>
  from <= span.from && span.from < to;

/** What hands a KL to the model beside the loss: a regulariser of a layer, `add_loss`. */
function* layerKls(context: Context, compiled: Term): Generator<Call> {
  const program = context.program();
  const functions = functionsOf(program);
  for (const call of allCalls(nodesOf(program))) {
    const name = lastName(call.callee);
    if (layerNames.test(name)) yield call;
    if (name !== 'add_loss') continue;
    const around = functions.findLast(({ from, to }) => from <= call.from && call.from < to);
    const reads = new Set(call.args.flatMap(({ value }) => [...readsIn(value)]));
    const isOfKl = context.terms().some((term) => {
      if (!isKl(term) || term.span.from === compiled.span.from) return false;
      const isWithin = call.from <= term.span.from && term.span.from < call.to;
      const isHere = around ? isInside(term, around) : term.symbol === '';
      return isWithin || (isHere && reads.has(context.valueAt(term)?.name ?? ' '));
    });
    if (isOfKl) yield call;
  }
}

function draftOf(context: Context, call: Call, compiled: Term): Draft {
  const name = lastName(call.callee);
  return {
    span: { from: call.from, to: call.to },
    symbol: symbolAt(context.program(), call),
    message: `${name} adds a KL to the model’s loss, and the loss given to compile has one too (${context.where(compiled.span.from)}): effective β is the sum of both weights, 2 where each is 1. Keep one.`,
    proof: 'at a KL of 1 nat with both weights 1 the model minimises −log p(x|z) + 2',
    related: [{ span: compiled.span, source: null, message: 'The KL of the compiled loss' }],
  };
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'Keras',
      code: `import tensorflow as tf
from tensorflow.keras import backend as K, layers

class KLLayer(layers.Layer):
    def call(self, inputs):
        mu, log_var = inputs
        kl = -0.5 * K.sum(1 + log_var - K.square(mu) - K.exp(log_var), axis=-1)
        self.add_loss(K.mean(kl))
#       ^^^^^^^^^^^^^^^^^^^^^^^^^
        return inputs

def vae_loss(x, x_hat):
    rec = K.sum(K.binary_crossentropy(x, x_hat), axis=-1)
    kl = -0.5 * K.sum(1 + log_var - K.square(mu) - K.exp(log_var), axis=-1)
    return K.mean(rec + kl)

model.compile(optimizer='adam', loss=vae_loss)
`,
      says: 'the sum of both weights',
      twin: ['        self.add_loss(K.mean(kl))\n', '        self.add_metric(K.mean(kl))\n'],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf
import tensorflow_probability as tfp
tfpl = tfp.layers

encoder = tf.keras.Sequential([
    tf.keras.layers.Dense(40),
    tfpl.IndependentNormal(20, activity_regularizer=tfpl.KLDivergenceRegularizer(prior)),
#                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
])

def negative_elbo(x, logits):
    rec = tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(labels=x, logits=logits), axis=-1)
    kl = -0.5 * tf.reduce_sum(1 + logvar - tf.square(mu) - tf.exp(logvar), axis=-1)
    return rec + kl

vae.compile(optimizer='adam', loss=negative_elbo)
`,
      says: 'KLDivergenceRegularizer adds a KL',
      twin: ['loss=negative_elbo', "loss='mse'"],
    },
    {
      framework: 'Keras',
      code: `import tensorflow as tf
import tensorflow_probability as tfp

z = tfp.layers.KLDivergenceAddLoss(prior, weight=1.0)(posterior)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

def make_loss(mu, logvar):
    def vae_loss(x, x_hat):
        rec = tf.reduce_sum(tf.square(x - x_hat), axis=-1) / 2
        kl = -0.5 * tf.reduce_sum(1 + logvar - tf.square(mu) - tf.exp(logvar), axis=-1)
        return rec + kl
    return vae_loss

vae.compile('adam', loss=make_loss(mu, logvar))
`,
      twin: ['KLDivergenceAddLoss(prior, weight=1.0)', 'IndependentNormal(20)'],
    },
  ],
  traps: [
    {
      why: 'the layer adds the KL and the compiled loss is the reconstruction alone',
      framework: 'Keras',
      code: `from tensorflow.keras import backend as K, layers

class KLLayer(layers.Layer):
    def call(self, inputs):
        mu, log_var = inputs
        kl = -0.5 * K.sum(1 + log_var - K.square(mu) - K.exp(log_var), axis=-1)
        self.add_loss(K.mean(kl))
        return inputs

def nll(x, x_hat):
    return K.sum(K.binary_crossentropy(x, x_hat), axis=-1)

model.compile(optimizer='adam', loss=nll)
`,
    },
  ],
};
