// ELBO309: a weight of the KL is set and never read.

import { symbol } from '../../../elbo/expr/build.ts';
import type {
  ClassDefinition,
  Expression,
  FunctionDefinition,
  Span,
} from '../../../analysis/syntax/ast.ts';
import type { Context } from '../../context.ts';
import { functionsOf } from '../../functions.ts';
import type { LossView } from '../../lossView.ts';
import type { Draft, Examples, Rule } from '../../rule.ts';
import { type Call, lastName, type Node, nodesIn, nodesOf } from '../../syntax.ts';
import { lossPlace } from '../../words.ts';

export const rule: Rule = {
  id: 'ELBO309',
  name: 'beta-unused',
  severity: 'warning',
  what: 'A weight such as `beta` or `kl_weight` is a parameter, a field or an option, and nothing reads it.',
  why: 'Whoever sets it believes that the KL is weighed. The loss in the same place adds the KL as it is, so that every value gives the same model.',
  instead: 'Multiply the KL by it, or take the parameter away.',
  quantity: { name: 'effective β', formula: symbol('w') },
  sources: ['AlexanderVNikitin/tsgm issue 69'],
  needs:
    'That no other file reads the field: a class whose own loss ignores it is reported, one without a loss is not.',
  *check(context) {
    const views = context
      .losses()
      .filter(({ isTotal, divergence }) => isTotal && divergence !== null);
    if (views.length === 0) return;
    yield* parameters(context, views);
    yield* fields(context, views);
    yield* options(context, views);
  },
};

const weightName =
  /^(?:beta|kl_?weight|kld_?weight|kl_?coeff?|kl_?beta|beta_?kl|kl_?lambda|lambda_?kl|kl_?loss_?weight)$/iu;

const isIn = ({ span }: LossView['loss'], { from, to }: Span): boolean =>
  from <= span.from && span.from < to;

/** `def loss_function(x, mu, logvar, beta=4)` with no beta in it. */
function* parameters(context: Context, views: readonly LossView[]): Generator<Draft> {
  for (const one of functionsOf(context.program())) {
    const view = views.find(({ loss }) => isIn(loss, one));
    const unused = one.params.find(
      ({ name, rest }) => !rest && weightName.test(name) && !isRead(one, name),
    );
    if (view && unused && isInnermost(context, one, view) && !isStub(one))
      yield draftOf(
        view,
        nameSpan(context, one, unused.name),
        one.name,
        unused.name,
        'a parameter',
      );
  }
}

/** The total stands in it rather than in a function inside. */
const isInnermost = (context: Context, one: FunctionDefinition, { loss }: LossView): boolean =>
  functionsOf(context.program()).findLast((other) => isIn(loss, other)) === one;

const isStub = ({ body }: FunctionDefinition): boolean => body.length < 2;

const isRead = ({ body }: FunctionDefinition, name: string): boolean =>
  body.some((statement) =>
    [...nodesIn(statement)].some(
      (node) => (node.kind === 'name' && node.name === name) || isKeyRead(node, name),
    ),
  );

/** `locals()['beta']`, `kwargs['beta']`, `{**locals()}` */
const isKeyRead = (node: Node, name: string): boolean =>
  node.kind === 'string' ? node.value === name : node.kind === 'name' && node.name === 'locals';

/** Where a name stands between the parentheses of a definition. */
function nameSpan({ text }: Context, { from, to }: Span, name: string): Span {
  const at = text.slice(from, to).search(new RegExp(String.raw`\b${name}\b`, 'u'));
  return at < 0 ? { from, to: from + 1 } : { from: from + at, to: from + at + name.length };
}

/** `self.beta = beta` in a class with a loss of its own. */
function* fields(context: Context, views: readonly LossView[]): Generator<Draft> {
  const program = context.program();
  const reads = new Set(
    [...nodesOf(program)].filter((node) => node.kind !== 'assign').flatMap((node) => readOf(node)),
  );
  for (const node of nodesOf(program)) {
    if (node.kind !== 'class' || isGivenOn(context, node)) continue;
    const view = views.find(({ loss }) => isIn(loss, node));
    if (!view) continue;
    for (const inner of nodesIn(node)) {
      const [target] = inner.kind === 'assign' ? inner.targets : [];
      if (target?.kind !== 'member' || !weightName.test(target.property)) continue;
      if (target.object.kind !== 'name' || !['self', 'this'].includes(target.object.name)) continue;
      if (
        inner.kind !== 'assign' ||
        isReadBeside(node, inner.value) ||
        countOf(context, target.property) > 1 ||
        reads.has(`'${target.property}'`)
      )
        continue;
      yield draftOf(view, target, '__init__', target.property, 'a field');
    }
  }
}

/** The constructor reads its parameter for more than this field. */
const isReadBeside = (node: ClassDefinition, value: Expression): boolean =>
  value.kind === 'name' &&
  [...nodesIn(node)].filter((one) => one.kind === 'name' && one.name === value.name).length > 1;

const readOf = (node: Node): readonly string[] =>
  node.kind === 'string' ? [`'${node.value}'`] : [];

/** Members of this name in all of the file: the assignment itself is one. */
function countOf(context: Context, name: string): number {
  return [...nodesOf(context.program())].filter(
    (node) => node.kind === 'member' && node.property === name,
  ).length;
}

/** Every field is handed on: `vars(self)`, `self.__dict__`. */
const isGivenOn = ({ text }: Context, { from, to }: ClassDefinition): boolean =>
  /__dict__|vars\(self\)|getattr\(self|save_hyperparameters|\.\.\.this\b/u.test(
    text.slice(from, to),
  );

/** `parser.add_argument('--beta')` in a script with a loss of its own. */
function* options(context: Context, views: readonly LossView[]): Generator<Draft> {
  const program = context.program();
  const [view] = views;
  for (const node of nodesOf(program)) {
    const name = node.kind === 'call' ? optionOf(node) : null;
    if (name === null || !view || /vars\(|\*\*args|__dict__/u.test(context.text)) continue;
    const isUsed = [...nodesOf(program)].some(
      (one) =>
        (one.kind === 'member' && one.property === name) ||
        (one.kind === 'string' && one.value === name),
    );
    const calls = handsArgsOn(context);
    if (!isUsed && !calls) yield draftOf(view, node, '', name, 'an option');
  }
}

function optionOf({ callee, args }: Call): string | null {
  const [first] = args;
  if (lastName(callee) !== 'add_argument' || first?.value.kind !== 'string') return null;
  const flags = args.flatMap(({ name, value }) =>
    name === null && value.kind === 'string' ? [value.value] : [],
  );
  const name = (flags.find((flag) => flag.startsWith('--')) ?? '')
    .replace(/^--/u, '')
    .replaceAll('-', '_');
  return weightName.test(name) ? name : null;
}

/** `Solver(args)`: whoever is given all options may read this one. */
function handsArgsOn(context: Context): boolean {
  return [...nodesOf(context.program())].some(
    (node) =>
      node.kind === 'call' &&
      !/^(?:print|vars|str|repr|set_defaults)$/u.test(lastName(node.callee)) &&
      node.args.some(
        ({ value }) =>
          value.kind === 'name' &&
          /^(?:args|opts?|config|cfg|flags|hparams|params)$/iu.test(value.name),
      ),
  );
}

function draftOf(
  view: LossView,
  { from, to }: Span,
  symbolName: string,
  name: string,
  what: string,
): Draft {
  return {
    span: { from, to },
    symbol: symbolName,
    message: `${name} is ${what} and nothing reads it: the loss adds the KL without it, so that every value gives the same model. Weigh the KL with it, or take it away.`,
    related: [lossPlace(view)],
  };
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(recon_x, x, mu, logvar, beta=4.0):
#                                         ^^^^
    bce = F.binary_cross_entropy(recon_x, x, reduction='sum')
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (bce + kld) / x.size(0)
`,
      says: 'a parameter and nothing reads it',
      twin: ['bce + kld', 'bce + beta * kld'],
    },
    {
      framework: 'Keras',
      code: `import tensorflow as tf
from tensorflow import keras

class VAE(keras.Model):
    def __init__(self, encoder, decoder, beta=1.0):
        super().__init__()
        self.encoder = encoder
        self.decoder = decoder
        self.beta = beta
#       ^^^^^^^^^

    def train_step(self, data):
        mu, logvar, z = self.encoder(data)
        logits = self.decoder(z)
        rec = tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(labels=data, logits=logits), axis=1)
        kl = -0.5 * tf.reduce_sum(1 + logvar - tf.square(mu) - tf.exp(logvar), axis=1)
        loss = tf.reduce_mean(rec + kl)
        return loss
`,
      says: 'a field and nothing reads it',
      twin: ['rec + kl)', 'rec + self.beta * kl)'],
    },
    {
      framework: 'PyTorch',
      code: `import argparse
import torch
import torch.nn.functional as F

parser = argparse.ArgumentParser()
parser.add_argument('--kl-weight', type=float, default=1.0)
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
args = parser.parse_args()

def loss_function(recon_x, x, mu, logvar):
    bce = F.binary_cross_entropy(recon_x, x, reduction='sum')
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (bce + kld) / x.size(0)
`,
      says: 'an option',
      twin: ['bce + kld', 'bce + args.kl_weight * kld'],
    },
    {
      framework: 'JAX',
      code: `import jax.numpy as jnp
import optax

def loss_fn(logits, x, mean, logvar, kl_weight):
#                                    ^^^^^^^^^
    bce = jnp.sum(optax.sigmoid_binary_cross_entropy(logits, x), axis=-1)
    kl = -0.5 * jnp.sum(1 + logvar - jnp.square(mean) - jnp.exp(logvar), axis=-1)
    return jnp.mean(bce + kl)
`,
      twin: ['bce + kl)', 'bce + kl_weight * kl)'],
    },
  ],
  traps: [
    {
      why: 'all options are handed to who may read this one',
      framework: 'PyTorch',
      code: `import argparse
import torch
import torch.nn.functional as F

parser = argparse.ArgumentParser()
parser.add_argument('--beta', type=float, default=1.0)
args = parser.parse_args()
solver = Solver(args)

def loss_function(recon_x, x, mu, logvar):
    bce = F.binary_cross_entropy(recon_x, x, reduction='sum')
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (bce + kld) / x.size(0)
`,
    },
  ],
};
