// Library losses with their true default reduction and argument order, by framework.

import type { Code } from '../lowering/code.ts';
import type { Bound, Entry, LossReduction, Vocabulary } from './vocabulary.ts';

/** Elementwise kernels; `x` is the target. */
type Kernel = (b: Bound, x: Code, prediction: Code) => Code;

export const bernoulli: Kernel = ({ table: t }, x, p) =>
  t.negate(
    t.add(
      t.multiply(x, t.apply('log', [p])),
      t.multiply(t.add(t.one, t.negate(x)), t.apply('log', [t.add(t.one, t.negate(p))])),
    ),
  );

export const bernoulliLogits: Kernel = ({ table: t }, x, logits) =>
  t.add(t.apply('softplus', [logits]), t.negate(t.multiply(x, logits)));

const squaredError: Kernel = ({ table: t }, x, mean) =>
  t.power(t.add(x, t.negate(mean)), t.number(2));

const absoluteError: Kernel = ({ table: t }, x, mean) => t.apply('abs', [t.add(x, t.negate(mean))]);

const logCosh: Kernel = ({ table: t }, x, mean) =>
  t.apply('log', [t.apply('cosh', [t.add(x, t.negate(mean))])]);

function opaque(
  family: string,
  term: 'reconstruction' | 'kl' | 'discreteKl' | 'other' = 'reconstruction',
): Kernel {
  return (b, x, prediction) =>
    b.table.library({ term, family, args: [x, prediction], span: b.span });
}

const gaussianNll: Kernel = (b, x, mean) => {
  const t = b.table;
  const variance = b.code('var') ?? t.one;
  const square = t.divide(squaredError(b, x, mean), variance);
  const terms = [square, t.apply('log', [variance])];
  if (b.truth('full')) terms.push(t.number(Math.log(2 * Math.PI)));
  return t.multiply(t.number(0.5), t.add(...terms));
};

const poisson: Kernel = (b, x, prediction) => {
  const t = b.table;
  return b.truth('log_input') === false
    ? t.add(prediction, t.negate(t.multiply(x, t.apply('log', [prediction]))))
    : t.add(t.apply('exp', [prediction]), t.negate(t.multiply(x, prediction)));
};

const fromLogits: Kernel = (b, x, prediction) =>
  b.truth('from_logits') ? bernoulliLogits(b, x, prediction) : bernoulli(b, x, prediction);

/** PyTorch: `reduction=`, else the deprecated `size_average` and `reduce`; mean over every element by default. */
function torchReduction(b: Bound): LossReduction {
  const named = b.text('reduction')?.toLowerCase();
  if (named === 'sum') return { reduction: 'sum', axes: 'all' };
  if (named === 'none') return { reduction: 'none', axes: 'all' };
  if (b.truth('reduce') === false) return { reduction: 'none', axes: 'all' };
  if (b.truth('size_average') === false) return { reduction: 'sum', axes: 'all' };
  return { reduction: 'mean', axes: 'all' };
}

const elementwise = (): LossReduction => ({ reduction: 'none', axes: 'all' });
const lastAxisMean = (): LossReduction => ({ reduction: 'mean', axes: 'last' });
const classSum = (): LossReduction => ({ reduction: 'sum', axes: 'class' });
const meanOverAll = (): LossReduction => ({ reduction: 'mean', axes: 'all' });

/** Keras loss classes: mean over the last axis, then `sum_over_batch_size`, which is the mean of the rest. */
function kerasClassReduction(b: Bound): LossReduction {
  const named = b.text('reduction')?.toLowerCase();
  if (named === 'none') return lastAxisMean();
  return meanOverAll();
}

const torchParams = ['input', 'target', 'weight', 'size_average', 'reduce', 'reduction'];

function loss(
  names: readonly string[],
  path: RegExp | undefined,
  params: readonly string[],
  kernel: Kernel,
  reduction: (b: Bound) => LossReduction,
): Entry {
  return {
    names,
    ...(path ? { path } : {}),
    params,
    meaning: {
      kind: 'loss',
      kernel: (b) => {
        const x = b.code('target');
        const prediction = b.code('input');
        return x && prediction && kernel(b, x, prediction);
      },
      reduction,
    },
  };
}

const keras = /(?:^|\.)(?:keras|losses|metrics|objectives)\b/u;
const backend = /(?:^|\.)(?:backend|K)\b/u;
const tensorflow = /^(?:tensorflow|tf)\b/u;

const torchLosses: readonly Entry[] = (
  [
    ['binary_cross_entropy', 'BCELoss', bernoulli, torchParams],
    [
      'binary_cross_entropy_with_logits',
      'BCEWithLogitsLoss',
      bernoulliLogits,
      [...torchParams, 'pos_weight'],
    ],
    [
      'mse_loss',
      'MSELoss',
      squaredError,
      ['input', 'target', 'size_average', 'reduce', 'reduction'],
    ],
    [
      'l1_loss',
      'L1Loss',
      absoluteError,
      ['input', 'target', 'size_average', 'reduce', 'reduction'],
    ],
    [
      'smooth_l1_loss',
      'SmoothL1Loss',
      opaque('huber', 'other'),
      ['input', 'target', 'size_average', 'reduce', 'reduction'],
    ],
    ['huber_loss', 'HuberLoss', opaque('huber', 'other'), ['input', 'target', 'reduction']],
    [
      'cross_entropy',
      'CrossEntropyLoss',
      opaque('categorical'),
      [...torchParams.slice(0, 3), 'size_average', 'ignore_index', 'reduce', 'reduction'],
    ],
    [
      'nll_loss',
      'NLLLoss',
      opaque('categorical'),
      [...torchParams.slice(0, 3), 'size_average', 'ignore_index', 'reduce', 'reduction'],
    ],
    [
      'gaussian_nll_loss',
      'GaussianNLLLoss',
      gaussianNll,
      ['input', 'target', 'var', 'full', 'eps', 'reduction'],
    ],
    [
      'poisson_nll_loss',
      'PoissonNLLLoss',
      poisson,
      ['input', 'target', 'log_input', 'full', 'size_average', 'eps', 'reduce', 'reduction'],
    ],
    [
      'kl_div',
      'KLDivLoss',
      opaque('categorical', 'discreteKl'),
      ['input', 'target', 'size_average', 'reduce', 'reduction'],
    ],
  ] as const
).flatMap(([name, className, kernel, params]) => [
  loss([name], undefined, params, kernel, torchReduction),
  { names: [className], params: [], meaning: { kind: 'criterion', call: name } } satisfies Entry,
]);

const kerasParams = ['target', 'input', 'from_logits', 'label_smoothing', 'axis'];

const kerasLosses: readonly Entry[] = (
  [
    [['binary_crossentropy', 'binary_cross_entropy', 'bce'], ['BinaryCrossentropy'], fromLogits],
    [['mean_squared_error', 'mse', 'MSE'], ['MeanSquaredError'], squaredError],
    [['mean_absolute_error', 'mae', 'MAE'], ['MeanAbsoluteError'], absoluteError],
    [['logcosh', 'log_cosh'], ['LogCosh'], logCosh],
    [
      ['categorical_crossentropy', 'sparse_categorical_crossentropy'],
      ['CategoricalCrossentropy', 'SparseCategoricalCrossentropy'],
      opaque('categorical'),
    ],
    [
      ['poisson'],
      ['Poisson'],
      (b: Bound, x: Code, p: Code) => poisson({ ...b, truth: () => false }, x, p),
    ],
  ] as const
).flatMap(([names, classes, kernel]) => [
  loss(
    names,
    backend,
    kerasParams,
    kernel,
    names.includes('categorical_crossentropy' as never) ? classSum : elementwise,
  ),
  loss(
    names,
    keras,
    kerasParams,
    kernel,
    names.includes('categorical_crossentropy' as never) ? classSum : lastAxisMean,
  ),
  {
    names: classes,
    params: [],
    meaning: { kind: 'criterion', call: `keras.losses.class:${names[0]}` },
  } satisfies Entry,
  loss(
    [`class:${names[0]}`],
    undefined,
    [...kerasParams, 'reduction'],
    kernel,
    kerasClassReduction,
  ),
]);

const chainerReduction = (b: Bound): LossReduction =>
  b.text('reduce') === 'no' ? elementwise() : { reduction: 'sum', axes: 'all' };

const gaussianKl: Kernel = ({ table: t }, logvar, mean) =>
  t.multiply(
    t.number(0.5),
    t.add(t.power(mean, t.number(2)), t.apply('exp', [logvar]), t.negate(logvar), t.number(-1)),
  );

const chainerLosses: readonly Entry[] = [
  loss(
    ['gaussian_kl_divergence'],
    undefined,
    ['input', 'target', 'reduce'],
    gaussianKl,
    chainerReduction,
  ),
  loss(
    ['gaussian_nll'],
    /chainer|^F\b|functions/u,
    ['target', 'input', 'log_var', 'reduce'],
    (b, x, mean) => {
      const t = b.table;
      const logvar = b.code('log_var') ?? t.zero;
      const square = t.multiply(squaredError(b, x, mean), t.apply('exp', [t.negate(logvar)]));
      return t.multiply(t.number(0.5), t.add(square, logvar, t.number(Math.log(2 * Math.PI))));
    },
    chainerReduction,
  ),
  loss(
    ['bernoulli_nll'],
    /chainer|^F\b/u,
    ['target', 'input', 'reduce'],
    bernoulliLogits,
    chainerReduction,
  ),
  loss(['mean_squared_error'], /chainer/u, ['target', 'input'], squaredError, meanOverAll),
  loss(
    ['sigmoid_cross_entropy'],
    /chainer/u,
    ['input', 'target', 'normalize'],
    bernoulliLogits,
    meanOverAll,
  ),
];

const others: readonly Entry[] = [
  loss(
    ['sigmoid_cross_entropy_with_logits', 'sigmoid_binary_cross_entropy'],
    tensorflow,
    ['_sentinel_or_labels', 'labels', 'logits'],
    bernoulliLogits,
    elementwise,
  ),
  loss(
    ['weighted_cross_entropy_with_logits'],
    tensorflow,
    ['target', 'input', 'pos_weight'],
    bernoulliLogits,
    elementwise,
  ),
  loss(
    ['sigmoid_binary_cross_entropy', 'binary_cross_entropy'],
    /optax|jax|haiku/u,
    ['input', 'target'],
    bernoulliLogits,
    elementwise,
  ),
  loss(
    ['l2_loss'],
    /optax/u,
    ['input', 'target'],
    (b, x, m) => b.table.multiply(b.table.number(0.5), squaredError(b, x, m)),
    elementwise,
  ),
  loss(['squared_error'], /optax/u, ['input', 'target'], squaredError, elementwise),
  loss(
    ['softmax_cross_entropy', 'softmax_cross_entropy_with_integer_labels'],
    undefined,
    ['input', 'target'],
    opaque('categorical'),
    elementwise,
  ),
  loss(
    ['softmax_cross_entropy_with_logits', 'sparse_softmax_cross_entropy_with_logits'],
    undefined,
    ['_s', 'target', 'input'],
    opaque('categorical'),
    elementwise,
  ),
  loss(['log_poisson_loss'], tensorflow, ['target', 'input'], poisson, elementwise),
];

/** tf.nn uses `labels=`, `logits=`; the first positional parameter was a sentinel that forbade positions. */
const namedLogits: Entry = {
  names: ['sigmoid_cross_entropy_with_logits'],
  params: ['labels', 'logits'],
  meaning: {
    kind: 'loss',
    kernel: (b) => {
      const x = b.code('labels') ?? b.code('targets');
      const logits = b.code('logits');
      return x && logits && bernoulliLogits(b, x, logits);
    },
    reduction: elementwise,
  },
};

/** tf.losses.* of TensorFlow 1 and TensorFlow.js: mean over every element unless `reduction` says otherwise. */
function tfReduction(b: Bound): LossReduction {
  const named = b.text('reduction')?.toLowerCase();
  if (named === 'none') return elementwise();
  return named === 'sum' ? { reduction: 'sum', axes: 'all' } : meanOverAll();
}

const tfLosses: readonly Entry[] = [
  namedLogits,
  loss(
    ['mean_squared_error', 'meanSquaredError'],
    // Those of Keras average over the last axis alone.
    /^(?!.*keras).*losses/u,
    ['target', 'input', 'weights', 'reduction'],
    squaredError,
    tfReduction,
  ),
  loss(
    ['sigmoidCrossEntropy', 'sigmoid_cross_entropy'],
    /losses/u,
    ['target', 'input', 'weights', 'label_smoothing', 'reduction'],
    bernoulliLogits,
    tfReduction,
  ),
  loss(
    ['absoluteDifference', 'absolute_difference'],
    /losses/u,
    ['target', 'input', 'weights', 'reduction'],
    absoluteError,
    tfReduction,
  ),
  loss(['binaryCrossentropy'], /metrics/u, ['target', 'input'], bernoulli, lastAxisMean),
  loss(
    ['meanSquaredError', 'MSE', 'mse'],
    /metrics/u,
    ['target', 'input'],
    squaredError,
    lastAxisMean,
  ),
  loss(
    ['meanAbsoluteError', 'MAE', 'mae'],
    /metrics/u,
    ['target', 'input'],
    absoluteError,
    lastAxisMean,
  ),
  loss(
    ['logLoss', 'log_loss'],
    /losses/u,
    ['target', 'input', 'weights', 'epsilon', 'reduction'],
    bernoulli,
    tfReduction,
  ),
];

export const lossVocabularies: readonly Vocabulary[] = [
  { id: 'pytorch', name: 'PyTorch', entries: torchLosses },
  { id: 'chainer', name: 'Chainer', entries: chainerLosses },
  { id: 'tensorflow', name: 'TensorFlow', entries: [...tfLosses, ...others] },
  { id: 'keras', name: 'Keras', entries: kerasLosses },
];
