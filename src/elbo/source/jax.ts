// Formulas in JAX.

import { atom, bound, infix, type Code } from './code.ts';
import { comparison, composed } from './composed.ts';
import type { Framework } from './framework.ts';
import { along, indexed, pythonNumbers, mathImport, named, xCothX } from './python.ts';

const reductions = { sum: 'jnp.sum', mean: 'jnp.mean', logSumExp: 'special.logsumexp' } as const;

/** A comparison as ones and zeros. */
const asNumbers = (condition: Code): Code => atom([bound(condition, 'atom'), '.astype(x.dtype)']);

export const jax: Framework = {
  id: 'jax',
  name: 'JAX',
  language: 'python',
  imports: [
    mathImport,
    { word: 'jnp.', line: 'import jax.numpy as jnp' },
    { word: 'nn.', line: 'from jax import nn' },
    { word: 'special.', line: 'from jax.scipy import special' },
  ],
  helpers: [xCothX('jnp')],
  operators: infix,
  functions: {
    exp: named('jnp.exp'),
    log: named('jnp.log'),
    log1p: named('jnp.log1p'),
    sqrt: named('jnp.sqrt'),
    abs: named('jnp.abs'),
    sin: named('jnp.sin'),
    cos: named('jnp.cos'),
    tanh: named('jnp.tanh'),
    sigmoid: named('nn.sigmoid'),
    softplus: named('nn.softplus'),
    xLogY: named('special.xlogy'),
    logGamma: named('special.gammaln'),
    digamma: named('special.digamma'),
    xCothX: named('x_coth_x'),
    max: named('jnp.maximum'),
    greater: (left, right) => asNumbers(comparison(left, '>', right)),
    equal: (left, right) => asNumbers(comparison(left, '==', right)),
    ...composed(infix, {
      log: named('jnp.log'),
      expm1: named('jnp.expm1'),
      xlog1py: named('special.xlog1py'),
      i0e: named('special.i0e'),
      i1e: named('special.i1e'),
    }),
  },
  numbers: pythonNumbers,
  reduce: (reduction, body, fromEnd) => along(reductions[reduction], 'axis', body, fromEnd),
  logSoftmax: (body, fromEnd) => along('nn.log_softmax', 'axis', body, fromEnd),
  statements: {
    flatten: (name) => `${name}.reshape(${name}.shape[0], -1)`,
    scalar: (value) => `jnp.asarray(${value})`,
    batchSize: (name) => `${name}.shape[0]`,
  },
  insertAxes: indexed,
};
