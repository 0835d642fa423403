// ELBO310: a warm-up of the KL's weight that training ends before, or one whose bounds are exchanged.

import { over, symbol } from '../../../elbo/expr/build.ts';
import { coefficient } from '../../../analysis/features/wordsOfNumbers.ts';
import type { Expression } from '../../../analysis/syntax/ast.ts';
import type { Context } from '../../context.ts';
import { symbolAt } from '../../functions.ts';
import { type NumberOfName, numberOf, numbersIn, onlyNumber } from '../../numbersOfNames.ts';
import type { Draft, Examples, FixDraft, Rule } from '../../rule.ts';
import { type Call, lastName, type Node, nodesIn, nodesOf, statementAt } from '../../syntax.ts';

export const rule: Rule = {
  id: 'ELBO310',
  name: 'beta-schedule-never-reaches-target',
  severity: 'warning',
  what: 'The warm-up of the KL’s weight is longer than training, or takes the larger of 1 and the ramp.',
  why:
    'With a warm-up of 400 epochs and 100 epochs of training β ends at 0.25: the final objective is that of another β-VAE. With `max` in ' +
    'place of `min` β is 1 from the start and grows without bound after the warm-up.',
  instead: 'Warm up over a part of the epochs there are, `beta = min(1, epoch / warmup)`.',
  quantity: { name: 'β at the end', formula: over(symbol('epochs'), symbol('warm-up')) },
  sources: ['scverse/scvi-tools issue 1569 and pull request 1595; jxhe/bn-vae issue 1'],
  needs:
    'Both lengths as numbers in the file, and in one unit: epochs against epochs, steps against steps.',
  *check(context) {
    const numbers = numbersIn(context.program());
    for (const node of nodesOf(context.program())) {
      const ramp = node.kind === 'call' ? rampOf(node) : null;
      const draft =
        ramp && node.kind === 'call' && isOfWeight(context, node)
          ? rampDraft(context, node, ramp, numbers)
          : null;
      if (draft) yield draft;
    }
    const keyword = keywordDraft(context, numbers);
    if (keyword) yield keyword;
  },
};

interface Ramp {
  readonly bound: 'min' | 'max';
  readonly counter: string;
  readonly length: Expression;
}

/** `min(1, epoch / warmup)` */
function rampOf({ callee, args }: Call): Ramp | null {
  const name = lastName(callee);
  const bound = /^(?:min|minimum)$/u.test(name)
    ? 'min'
    : /^(?:max|maximum)$/u.test(name)
      ? 'max'
      : null;
  if (!bound || args.length !== 2) return null;
  const values = args.map(({ value }) => value);
  const isCapped = values.some((value) => numberOf(value) === 1);
  const ratio = values.find((value) => value.kind === 'binary' && value.operator === '/');
  if (!isCapped || ratio?.kind !== 'binary') return null;
  const counter = [...nodesIn(ratio.left)].map(nameOf).find((one) => counterName.test(one));
  return counter === undefined ? null : { bound, counter, length: ratio.right };
}

const counterName = /epoch|step|iter/iu;
const nameOf = (node: Node): string =>
  node.kind === 'name' || node.kind === 'member' ? lastName(node) : '';

const weightWords = /beta|kl|anneal|warm|weight/iu;

/** By the name it is given, or by the function that returns it; a learning rate is no weight. */
function isOfWeight(context: Context, call: Call): boolean {
  const statement = statementAt(context.program(), call.from);
  const target = statement?.kind === 'assign' ? statement.targets.map(nameOf).join(' ') : '';
  const words = `${target} ${symbolAt(context.program(), call)}`;
  return weightWords.test(words) && !/(?:^|_)lr|learning|momentum|temp|tau/iu.test(words);
}

const totals = {
  epoch:
    /^(?:n_?|num_?|max_?|total_?|train_?)?epochs?$|^(?:epochs?_?(?:num|max|total)|num_train_epochs)$/iu,
  step: /^(?:n|num|max|total)_?(?:train(?:ing)?_?)?(?:steps?|iters?|iterations)$/iu,
};

function rampDraft(
  context: Context,
  call: Call,
  { bound, counter, length }: Ramp,
  numbers: readonly NumberOfName[],
): Draft | null {
  const place = {
    span: { from: call.from, to: call.to },
    symbol: symbolAt(context.program(), call),
  };
  if (bound === 'max')
    return {
      ...place,
      message: `The weight is the larger of 1 and ${counter}/warm-up: 1 from the start, and above 1 without bound afterwards. Take the smaller.`,
      proof: 'at 0 it is 1 where a warm-up begins at 0; at twice the warm-up it is 2',
      fixes: () => fixes(context, call),
    };
  const own = lastName(length);
  const named = own === '' ? null : onlyNumber(numbers, (name) => name === own);
  const warm = numberOf(length) ?? named?.value ?? null;
  const words = /epoch/iu.test(counter) ? totals.epoch : totals.step;
  const total = onlyNumber(numbers, (name) => words.test(name));
  if (warm === null || total === null || warm <= total.value || own === total.name) return null;
  return {
    ...place,
    ...severityOf(named, total),
    message: `The warm-up takes ${warm} ${/epoch/iu.test(counter) ? 'epochs' : 'steps'} and training ends after ${total.value} (${context.where(total.from)}): β ends at ${coefficient(total.value / warm)}, so the final objective is that of another β. Warm up over fewer.`,
    proof: `min(1, ${total.value}/${warm}) = ${coefficient(total.value / warm)}`,
    related: [{ span: total, source: null, message: 'How long it trains' }],
  };
}

function* fixes(context: Context, { callee }: Call): Generator<FixDraft> {
  const text = context.text.slice(callee.from, callee.to);
  yield {
    title: 'Take the smaller',
    edits: [{ from: callee.from, to: callee.to, text: text.replace(/max(?=(?:imum)?$)/u, 'min') }],
    kind: 'refactoring',
    keeps: null,
  };
}

const warmUpName =
  /^(?:n_?epochs?_(?:kl|beta)_?(?:warm_?up|anneal\w*)|(?:kl|beta)_?(?:warm_?up|anneal\w*)_?epochs?)$/iu;

/** Whoever calls or starts it may give another length than the default. */
const severityOf = (...lengths: readonly (NumberOfName | null)[]): Pick<Draft, 'severity'> =>
  lengths.some((one) => one?.isDefault) ? { severity: 'information' } : {};

/** `n_epochs_kl_warmup=400` and `max_epochs=100` of a library that has the ramp inside. */
function keywordDraft(context: Context, numbers: readonly NumberOfName[]): Draft | null {
  const warm = onlyNumber(numbers, (name) => warmUpName.test(name));
  const total = onlyNumber(numbers, (name) => totals.epoch.test(name));
  if (!warm || !total || warm.value <= total.value || total.value <= 0) return null;
  // Where the file has the ramp itself, that is reported.
  const hasRamp = [...nodesOf(context.program())].some(
    (node) => node.kind === 'call' && rampOf(node) !== null,
  );
  if (hasRamp) return null;
  const ratio = coefficient(total.value / warm.value);
  return {
    ...severityOf(warm, total),
    span: { from: warm.from, to: warm.to },
    symbol: symbolAt(context.program(), warm),
    message: `The warm-up of the KL takes ${warm.value} epochs and training ends after ${total.value} (${context.where(total.from)}): its weight ends at ${ratio} of its target. Warm up over fewer.`,
    proof: `${total.value}/${warm.value} = ${ratio}`,
    related: [{ span: total, source: null, message: 'How long it trains' }],
  };
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `epochs = 50
warmup = 200

for epoch in range(epochs):
    beta = min(1.0, epoch / warmup)
#          ^^^^^^^^^^^^^^^^^^^^^^^^
    loss = train(model, beta)
`,
      says: 'β ends at 0.25',
      twin: ['warmup = 200', 'warmup = 20'],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf

max_steps = 10000

def kl_weight(global_step):
    return tf.minimum(1.0, tf.cast(global_step, tf.float32) / 50000.0)
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      says: 'β ends at 0.2',
      twin: ['50000.0', '5000.0'],
    },
    {
      framework: 'JAX',
      code: `import jax.numpy as jnp

def beta_schedule(step, warmup_steps):
    return jnp.maximum(1.0, step / warmup_steps)
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      says: 'The weight is the larger of 1',
      twin: ['jnp.maximum', 'jnp.minimum'],
    },
    {
      framework: 'PyTorch',
      severity: 'information',
      code: `def train_loop(model, loader, epochs=10):
    for epoch in range(epochs):
        beta = min(1.0, (epoch + 1) / 30.0)
#              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        train(model, loader, beta)
`,
      says: 'β ends at 0.333',
      twin: ['epochs=10', 'epochs=100'],
    },
    {
      framework: 'PyTorch',
      code: `import scvi

model = scvi.model.SCVI(adata)
model.train(max_epochs=100, plan_kwargs=dict(n_epochs_kl_warmup=400))
#                                                               ^^^
`,
      says: 'its weight ends at 0.25 of its target',
      twin: ['n_epochs_kl_warmup=400', 'n_epochs_kl_warmup=50'],
    },
  ],
  traps: [
    {
      why: 'steps are compared with epochs nowhere',
      framework: 'PyTorch',
      code: `epochs = 50
warmup_steps = 2000

def kl_weight(step):
    return min(1.0, step / warmup_steps)
`,
    },
    {
      why: 'a learning rate is warmed up, no weight',
      framework: 'PyTorch',
      code: `epochs = 10

for epoch in range(epochs):
    lr_factor = min(1.0, epoch / 100)
`,
    },
  ],
};
