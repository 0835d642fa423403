// Formulas in TensorFlow.

import { call, infix, type Code } from './code.ts';
import { comparison, composed } from './composed.ts';
import type { Framework } from './framework.ts';
import { along, indexed, pythonNumbers, mathImport, named, xCothX } from './python.ts';

const reductions = {
  sum: 'tf.reduce_sum',
  mean: 'tf.reduce_mean',
  logSumExp: 'tf.reduce_logsumexp',
} as const;

/** A comparison as ones and zeros. */
const asNumbers = (condition: Code): Code => call('tf.cast', condition.doc, 'x.dtype');

export const tensorflow: Framework = {
  id: 'tensorflow',
  name: 'TensorFlow',
  language: 'python',
  imports: [mathImport, { word: 'tf.', line: 'import tensorflow as tf' }],
  helpers: [xCothX('tf')],
  operators: infix,
  functions: {
    exp: named('tf.exp'),
    log: named('tf.math.log'),
    log1p: named('tf.math.log1p'),
    sqrt: named('tf.sqrt'),
    abs: named('tf.abs'),
    sin: named('tf.sin'),
    cos: named('tf.cos'),
    tanh: named('tf.tanh'),
    sigmoid: named('tf.sigmoid'),
    softplus: named('tf.nn.softplus'),
    xLogY: named('tf.math.xlogy'),
    logGamma: named('tf.math.lgamma'),
    digamma: named('tf.math.digamma'),
    xCothX: named('x_coth_x'),
    max: named('tf.maximum'),
    greater: (left, right) => asNumbers(comparison(left, '>', right)),
    equal: (left, right) => asNumbers(comparison(left, '==', right)),
    ...composed(infix, {
      log: named('tf.math.log'),
      expm1: named('tf.math.expm1'),
      xlog1py: named('tf.math.xlog1py'),
      i0e: named('tf.math.bessel_i0e'),
      i1e: named('tf.math.bessel_i1e'),
    }),
  },
  numbers: pythonNumbers,
  reduce: (reduction, body, fromEnd) => along(reductions[reduction], 'axis', body, fromEnd),
  logSoftmax: (body, fromEnd) => along('tf.nn.log_softmax', 'axis', body, fromEnd),
  statements: {
    flatten: (name) => `tf.reshape(${name}, [tf.shape(${name})[0], -1])`,
    scalar: (value) => `tf.constant(${value})`,
    batchSize: (name) => `tf.cast(tf.shape(${name})[0], ${name}.dtype)`,
  },
  insertAxes: indexed,
};
