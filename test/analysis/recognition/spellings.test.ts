// The closed-form KL to a standard normal in every arrangement, parameterisation and framework: one formula.

import { strict as assert } from 'node:assert';
import { analyze } from '../../../src/analysis/analyze.ts';

interface Framework {
  readonly name: string;
  readonly head: string;
  readonly exp: (x: string) => string;
  readonly square: (x: string) => string;
  readonly log: (x: string) => string;
  readonly sum: (x: string) => string;
  readonly mean: (x: string) => string;
}

function inModule(
  name: string,
  head: string,
  path: string,
  names: Partial<Record<'square' | 'sum' | 'mean', string>>,
  axis: string,
): Framework {
  return {
    name,
    head,
    exp: (x) => `${path}.exp(${x})`,
    log: (x) => `${path}.log(${x})`,
    square: (x) => `${path}.${names.square ?? 'square'}(${x})`,
    sum: (x) => `${path}.${names.sum ?? 'sum'}(${x}, ${axis})`,
    mean: (x) => `${path}.${names.mean ?? 'mean'}(${x})`,
  };
}

const tfNames = { sum: 'reduce_sum', mean: 'reduce_mean' };
const frameworks: readonly Framework[] = [
  inModule('torch', 'import torch', 'torch', {}, 'dim=1'),
  inModule('tf 1', 'import tensorflow as tf', 'tf', tfNames, 'reduction_indices=1'),
  inModule('tf 2', 'import tensorflow as tf', 'tf.math', tfNames, 'axis=-1'),
  inModule('Keras backend', 'from keras import backend as K', 'K', {}, 'axis=-1'),
  inModule('Keras 3', 'from keras import ops', 'ops', {}, 'axis=1'),
  inModule('JAX', 'import jax.numpy as jnp', 'jnp', {}, 'axis=-1'),
  inModule('NumPy', 'import numpy as np', 'np', {}, '1'),
  inModule('Chainer', 'import chainer.functions as F', 'F', {}, 'axis=1'),
  inModule('MLX', 'import mlx.core as mx', 'mx', {}, 'axis=1'),
  {
    name: 'torch methods',
    head: 'import torch',
    exp: (x) => `(${x}).exp()`,
    log: (x) => `(${x}).log()`,
    square: (x) => `${x}.pow(2)`,
    sum: (x) => `(${x}).sum(-1)`,
    mean: (x) => `(${x}).mean()`,
  },
  {
    name: 'operators',
    head: 'from jax import numpy as np',
    exp: (x) => `np.exp(${x})`,
    log: (x) => `np.log(${x})`,
    square: (x) => `(${x}) ** 2`,
    sum: (x) => `(${x}).sum(-1)`,
    mean: (x) => `(${x}).mean()`,
  },
];

type Form = readonly [parameter: string, build: (f: Framework) => string];

const forms: readonly Form[] = [
  ['logvar', (f) => f.mean(`-0.5 * ${f.sum(`1 + s - ${f.square('m')} - ${f.exp('s')}`)}`)],
  ['logvar', (f) => f.mean(`0.5 * ${f.sum(`${f.exp('s')} + ${f.square('m')} - 1. - s`)}`)],
  ['logvar', (f) => f.mean(`${f.sum(`${f.square('m')} + ${f.exp('s')} - s - 1`)} / 2`)],
  ['logvar', (f) => f.mean(`-${f.sum(`0.5 * (1 + s - ${f.square('m')} - ${f.exp('s')})`)}`)],
  [
    'log_sigma',
    (f) => f.mean(`-0.5 * ${f.sum(`1 + 2 * s - ${f.square('m')} - ${f.exp('2 * s')}`)}`),
  ],
  [
    'log_sigma',
    (f) => f.mean(f.sum(`0.5 * (${f.square('m')} + ${f.square(f.exp('s'))}) - s - 0.5`)),
  ],
  [
    'sigma',
    (f) =>
      f.mean(`0.5 * ${f.sum(`${f.square('m')} + ${f.square('s')} - ${f.log(f.square('s'))} - 1`)}`),
  ],
  [
    'sigma',
    (f) => f.mean(`0.5 * ${f.sum(`${f.square('m')} + ${f.square('s')} - 2 * ${f.log('s')} - 1`)}`),
  ],
  [
    'sigma',
    (f) => f.mean(f.sum(`-${f.log('s')} + 0.5 * (${f.square('s')} + ${f.square('m')} - 1)`)),
  ],
  [
    'sigma',
    (f) =>
      f.mean(
        `0.5 * ${f.sum(`${f.square('m')} + ${f.square('s')} - ${f.log(`1e-8 + ${f.square('s')}`)} - 1`)}`,
      ),
  ],
  ['var', (f) => f.mean(`0.5 * ${f.sum(`${f.square('m')} + s - ${f.log('s')} - 1`)}`)],
];

describe('Spellings of the KL to a standard normal', () => {
  for (const framework of frameworks) {
    it(`${framework.name}: parameter, reduction, scale and sign`, () => {
      for (const [parameter, build] of forms) {
        const text = `${framework.head}\ndef kl_term(m, s):\n    return ${build(framework)}\n`;
        const found = analyze(text, 'python').terms.filter(({ kind }) => kind === 'kl');
        const said = found.map((term) => [
          term.family,
          term.parameter,
          term.reduction,
          term.scale,
          term.sign,
        ]);
        assert.deepEqual(
          said,
          [['diag_gaussian_vs_standard', parameter, { batch: 'mean', features: 'sum' }, 1, '+']],
          text,
        );
      }
    });
  }

  it('three sums and a size make one KL', () => {
    const text = `import torch
def kl(mu, logvar):
    return 0.5 * (torch.sum(mu ** 2) + torch.sum(logvar.exp()) - torch.sum(logvar) - mu.numel())
`;
    const [term, ...others] = analyze(text, 'python').terms;
    assert.equal(others.length, 0);
    assert.deepEqual([term?.kind, term?.parameter], ['kl', 'logvar']);
  });
});
