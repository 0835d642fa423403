// ELBO313: the average that is printed divides batch means by the number of data, or batch sums by the number of batches.

import { over, symbol } from '../../../elbo/expr/build.ts';
import type { Expression, FunctionDefinition, Span } from '../../../analysis/syntax/ast.ts';
import type { Context } from '../../context.ts';
import { functionAt } from '../../functions.ts';
import type { Draft, Examples, Rule } from '../../rule.ts';
import { lastName, nodesOf } from '../../syntax.ts';

export const rule: Rule = {
  id: 'ELBO313',
  name: 'loss-scale-from-logging',
  severity: 'information',
  what: 'The epoch’s average of the loss is smaller or larger than the loss by the batch size.',
  why:
    'Adding up batch means and dividing by the number of data gives the loss over B; adding up batch sums and dividing by the number of ' +
    'batches gives B times it. Training is the same, but the number cannot be compared with another batch size or another paper.',
  instead:
    'Divide means by `len(loader)` and sums by `len(loader.dataset)`. Where the last batch is shorter, weigh each mean by its size.',
  quantity: { name: 'printed value', formula: over(symbol('loss'), symbol('B')) },
  sources: ['mahmoodlab/PathomicFusion pull request 3'],
  needs:
    'Whether the loss is a sum or a mean over the batch: by the losses of the same file, if they agree.',
  *check(context) {
    const reduction = batchReduction(context);
    if (!reduction) return;
    for (const total of accumulated(context)) {
      const draft = averageDraft(context, total, reduction);
      if (draft) yield draft;
    }
  },
};

/** Of every total of the file; null where they differ or are not known. */
function batchReduction(context: Context): 'mean' | 'sum' | null {
  const views = context.losses().filter(({ isTotal, likelihood }) => isTotal && likelihood?.term);
  const found = new Set(
    views.map(({ loss, likelihood, divergence }) =>
      loss.sumOverBatch
        ? 'sum'
        : likelihood?.reduction.batch === 'mean' && divergence?.reduction.batch !== 'sum'
          ? 'mean'
          : 'unknown',
    ),
  );
  const [only] = found;
  return found.size === 1 && only !== 'unknown' ? (only ?? null) : null;
}

interface Accumulated extends Span {
  readonly name: string;
  readonly around: FunctionDefinition | undefined;
}

/** `train_loss += loss.item()`: one batch's value as it is. */
function accumulated(context: Context): readonly Accumulated[] {
  const program = context.program();
  return [...nodesOf(program)].flatMap((node) => {
    if (node.kind !== 'update' || node.operator !== '+' || node.target.kind !== 'name') return [];
    const { name } = node.target;
    const isTotal = /loss|elbo/iu.test(name) && isBatchValue(node.value);
    return isTotal
      ? [{ name, around: functionAt(program, node), from: node.from, to: node.to }]
      : [];
  });
}

/** `loss.item()`, `float(loss)`, `loss` */
function isBatchValue(value: Expression): boolean {
  if (value.kind === 'name') return /^(?:loss|total_?loss|batch_?loss)$/iu.test(value.name);
  if (value.kind !== 'call') return false;
  const { callee, args } = value;
  if (callee.kind === 'member')
    return (
      /^(?:item|numpy|data|cpu|detach|arraySync|dataSync)$/u.test(callee.property) &&
      isBatchValue(callee.object)
    );
  return (
    callee.kind === 'name' &&
    callee.name === 'float' &&
    args[0] !== undefined &&
    isBatchValue(args[0].value)
  );
}

function averageDraft(
  context: Context,
  { name, around, from }: Accumulated,
  reduction: 'mean' | 'sum',
): Draft | null {
  const program = context.program();
  for (const node of nodesOf(program)) {
    const isDivision =
      node.kind === 'binary'
        ? node.operator === '/' && lastName(node.left) === name
        : node.kind === 'update' && node.operator === '/' && lastName(node.target) === name;
    if (!isDivision || node.from < from || functionAt(program, node) !== around) continue;
    const divisor =
      node.kind === 'binary' ? node.right : (node as { readonly value: Expression }).value;
    const of = lengthOf(context, divisor);
    if (of === null || (of === 'data') === (reduction === 'sum')) continue;
    return {
      span: { from: node.from, to: node.to },
      symbol: around?.name ?? '',
      message:
        reduction === 'mean'
          ? 'The loss is a mean over the batch, and the sum of them is divided by the number of data: what is printed is the loss over B. Divide by the number of batches.'
          : 'The loss is a sum over the batch, and the sum of them is divided by the number of batches: what is printed is B times the average. Divide by the number of data.',
      related: [
        { span: { from, to: from + name.length }, source: null, message: 'Where it is added up' },
      ],
    };
  }
  return null;
}

/** `len(loader.dataset)` is of data, `len(loader)` of batches. */
function lengthOf(context: Context, divisor: Expression): 'data' | 'batches' | null {
  if (divisor.kind !== 'call' || lastName(divisor.callee) !== 'len') return null;
  const [given] = divisor.args;
  const text = given ? context.text.slice(given.value.from, given.value.to) : '';
  if (/\.(?:dataset|sampler)$|(?:^|_)(?:dataset|data_?set)$/iu.test(text)) return 'data';
  return /loader$|batches$/iu.test(text) ? 'batches' : null;
}

const loss = (ending: string) => `import torch
import torch.nn.functional as F

def loss_function(recon_x, x, mu, logvar):
    bce = F.binary_cross_entropy(recon_x, x, reduction='sum')
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return ${ending}
`;

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `${loss('(bce + kld) / x.size(0)')}
def train(loader):
    train_loss = 0
    for x in loader:
        loss = loss_function(model(x), x)
        train_loss += loss.item()
    print(train_loss / len(loader.dataset))
#         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      says: 'the loss over B',
      twin: ['len(loader.dataset)', 'len(loader)'],
    },
    {
      framework: 'PyTorch',
      code: `${loss('bce + kld')}
def test(test_loader):
    test_loss = 0
    for x in test_loader:
        loss = loss_function(*model(x), x)
        test_loss += loss.item()
    test_loss /= len(test_loader)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return test_loss
`,
      says: 'B times the average',
      twin: ['len(test_loader)', 'len(test_loader.dataset)'],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf

def elbo_loss(x, logits, mu, logvar):
    rec = tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(labels=x, logits=logits), axis=1)
    kl = -0.5 * tf.reduce_sum(1 + logvar - tf.square(mu) - tf.exp(logvar), axis=1)
    return tf.reduce_mean(rec + kl)

def evaluate(batches, dataset):
    total_loss = 0.0
    for x in batches:
        loss = elbo_loss(x, *model(x))
        total_loss += float(loss)
    return total_loss / len(dataset)
#          ^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      twin: ['len(dataset)', 'len(batches)'],
    },
  ],
  traps: [
    {
      why: 'sums are divided by the number of data',
      framework: 'PyTorch',
      code: `${loss('bce + kld')}
def train(loader):
    train_loss = 0
    for x in loader:
        loss = loss_function(model(x), x)
        train_loss += loss.item()
    print(train_loss / len(loader.dataset))
`,
    },
    {
      why: 'each mean is weighed by the size of its batch',
      framework: 'PyTorch',
      code: `${loss('(bce + kld) / x.size(0)')}
def train(loader):
    train_loss = 0
    for x in loader:
        loss = loss_function(model(x), x)
        train_loss += loss.item() * x.size(0)
    print(train_loss / len(loader.dataset))
`,
    },
  ],
};
