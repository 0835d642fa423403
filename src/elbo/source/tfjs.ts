// Formulas in TensorFlow.js, which has neither operators nor the special functions: calls, and helpers that are exact
// to 32 bits.

import { atom, call, infix, type Code, type Operators, type Signed } from './code.ts';
import { composed } from './composed.ts';
import type { Framework, Helper } from './framework.ts';
import { named } from './python.ts';

const reductions = { sum: 'tf.sum', mean: 'tf.mean', logSumExp: 'tf.logSumExp' } as const;

const calls = (name: string, ...args: readonly Code[]): Code => named(name)(...args);

/** Starts with an addend that is not negative, if there is one. */
function sum(terms: readonly Signed[]): Code {
  const start = Math.max(
    0,
    terms.findIndex(({ isNegative }) => !isNegative),
  );
  const first = terms[start];
  if (first === undefined) return atom('0');
  const others = terms.filter((_, index) => index !== start);
  return others.reduce(
    (left, { isNegative, code }) => calls(isNegative ? 'tf.sub' : 'tf.add', left, code),
    first.isNegative ? calls('tf.neg', first.code) : first.code,
  );
}

const operators: Operators = {
  sum,
  product: (factors) => factors.reduce((left, right) => calls('tf.mul', left, right)),
  quotient: (numerator, denominator) => calls('tf.div', numerator, denominator),
  power: (base, exponent) =>
    exponent.doc === '2' ? calls('tf.square', base) : calls('tf.pow', base, exponent),
};

/** JavaScript refuses -a ** b. */
const numbers: Framework['numbers'] = {
  pi: 'Math.PI',
  operators: { ...infix, power: (base, exponent) => calls('Math.pow', base, exponent) },
  functions: {
    exp: named('Math.exp'),
    log: named('Math.log'),
    log1p: named('Math.log1p'),
    sqrt: named('Math.sqrt'),
  },
};

/** A comparison as ones and zeros. */
const asNumbers = (condition: Code): Code => call('tf.cast', condition.doc, "'float32'");

/** Choices are made by greaterEqual: it has a gradient, of 0, where less has none and training would stop. */
const helpers: readonly Helper[] = [
  {
    name: 'polynomial',
    text: `/** Coefficients from the constant up. */
function polynomial(x, coefficients) {
  return coefficients.reduceRight((sum, c) => tf.add(tf.mul(sum, x), c), 0);
}`,
  },
  {
    name: 'xlogy',
    text: `/** x log y, and 0 where x is 0. */
function xlogy(x, y) {
  return tf.mul(x, tf.log(tf.where(tf.equal(x, 0), tf.onesLike(y), y)));
}`,
  },
  {
    name: 'xlog1py',
    text: `/** x log(1 + y), and 0 where x is 0. */
function xlog1py(x, y) {
  return tf.mul(x, tf.log1p(tf.where(tf.equal(x, 0), tf.zerosLike(y), y)));
}`,
  },
  {
    name: 'xCothX',
    text: `/** x coth x; by its series near 0, where the quotient is 0/0. */
function xCothX(x) {
  const isLarge = tf.greaterEqual(tf.abs(x), 0.03);
  const safe = tf.where(isLarge, x, tf.onesLike(x));
  const series = polynomial(tf.square(x), [1, 1 / 3, -1 / 45]);
  return tf.where(isLarge, tf.div(safe, tf.tanh(safe)), series);
}`,
  },
  {
    name: 'lgamma',
    text: `/** log Gamma(x) for x > 0, by Stirling's series at x + 3. */
function lgamma(x) {
  const y = tf.add(x, 3);
  const product = tf.mul(tf.mul(x, tf.add(x, 1)), tf.add(x, 2));
  const inverse = tf.div(1, y);
  const series = polynomial(tf.square(inverse), [1 / 12, -1 / 360, 1 / 1260]);
  const leading = tf.sub(tf.mul(tf.sub(y, 0.5), tf.log(y)), y);
  const rest = tf.add(tf.mul(inverse, series), 0.5 * Math.log(2 * Math.PI));
  return tf.sub(tf.add(leading, rest), tf.log(product));
}`,
  },
  {
    name: 'digamma',
    text: `/** The derivative of log Gamma for x > 0, by its series at x + 3. */
function digamma(x) {
  const y = tf.add(x, 3);
  const inverse = tf.div(1, y);
  const coefficients = [0, 1 / 12, -1 / 120, 1 / 252, -1 / 240];
  const series = polynomial(tf.square(inverse), coefficients);
  const steps = tf.addN([0, 1, 2].map((step) => tf.div(1, tf.add(x, step))));
  return tf.sub(tf.sub(tf.log(y), tf.add(tf.div(inverse, 2), series)), steps);
}`,
  },
  {
    name: 'i0e',
    text: `/** e^-x I0(x) for x >= 0; Abramowitz and Stegun, 9.8.1 and 9.8.2. */
function i0e(x) {
  const small = tf.minimum(x, 3.75);
  const large = tf.maximum(x, 3.75);
  const near = polynomial(
    tf.square(tf.div(small, 3.75)),
    [1, 3.5156229, 3.0899424, 1.2067492, 0.2659732, 0.0360768, 0.0045813],
  );
  const far = polynomial(tf.div(3.75, large), [
    0.39894228, 0.01328592, 0.00225319, -0.00157565, 0.00916281, -0.02057706,
    0.02635537, -0.01647633, 0.00392377,
  ]);
  return tf.where(
    tf.greaterEqual(x, 3.75),
    tf.div(far, tf.sqrt(large)),
    tf.mul(tf.exp(tf.neg(small)), near),
  );
}`,
  },
  {
    name: 'i1e',
    text: `/** e^-x I1(x) for x >= 0; Abramowitz and Stegun, 9.8.3 and 9.8.4. */
function i1e(x) {
  const small = tf.minimum(x, 3.75);
  const large = tf.maximum(x, 3.75);
  const near = polynomial(
    tf.square(tf.div(small, 3.75)),
    [0.5, 0.87890594, 0.51498869, 0.15084934, 0.02658733, 0.00301532, 0.00032411],
  );
  const far = polynomial(tf.div(3.75, large), [
    0.39894228, -0.03988024, -0.00362018, 0.00163801, -0.01031555, 0.02282967,
    -0.02895312, 0.01787654, -0.00420059,
  ]);
  return tf.where(
    tf.greaterEqual(x, 3.75),
    tf.div(far, tf.sqrt(large)),
    tf.mul(tf.mul(small, tf.exp(tf.neg(small))), near),
  );
}`,
  },
];

export const tfjs: Framework = {
  id: 'tfjs',
  name: 'TensorFlow.js',
  language: 'javascript',
  imports: [{ word: 'tf.', line: "import * as tf from '@tensorflow/tfjs';" }],
  helpers,
  operators,
  functions: {
    exp: named('tf.exp'),
    log: named('tf.log'),
    log1p: named('tf.log1p'),
    sqrt: named('tf.sqrt'),
    abs: named('tf.abs'),
    sin: named('tf.sin'),
    cos: named('tf.cos'),
    tanh: named('tf.tanh'),
    sigmoid: named('tf.sigmoid'),
    softplus: named('tf.softplus'),
    xLogY: named('xlogy'),
    logGamma: named('lgamma'),
    digamma: named('digamma'),
    xCothX: named('xCothX'),
    max: named('tf.maximum'),
    greater: (left, right) => asNumbers(calls('tf.greater', left, right)),
    equal: (left, right) => asNumbers(calls('tf.equal', left, right)),
    ...composed(operators, {
      log: named('tf.log'),
      expm1: named('tf.expm1'),
      xlog1py: named('xlog1py'),
      i0e: named('i0e'),
      i1e: named('i1e'),
    }),
  },
  numbers,
  reduce: (reduction, body, fromEnd) =>
    fromEnd === 'all'
      ? call(reductions[reduction], body.doc)
      : call(reductions[reduction], body.doc, `-${fromEnd}`),
  logSoftmax: (body, fromEnd) => call('tf.logSoftmax', body.doc, `-${fromEnd}`),
  statements: {
    flatten: (name) => `${name}.reshape([${name}.shape[0], -1])`,
    scalar: (value) => `tf.scalar(${value})`,
    batchSize: (name) => `${name}.shape[0]`,
  },
  insertAxes: (body, fromEnd) =>
    fromEnd.reduce((inner, place) => call('tf.expandDims', inner.doc, `-${place}`), body),
};
