// The gamma function's logarithm and its derivatives, for x > 0.

import {
  digamma as digammaOf,
  digammaRemainder as digammaRemainderOf,
  trigamma as trigammaOf,
} from '../../../elbo/special/digamma.ts';
import {
  logFactorialRemainder as logFactorialRemainderOf,
  logGamma as logGammaOf,
} from '../../../elbo/special/logGamma.ts';
import { maximum, plus, polynomial, scale, square, type Arithmetic } from '../arithmetic.ts';
import { chebyshev, followed } from '../chebyshev.ts';
import type { Primitive } from '../primitive.ts';

const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI);

/** From here Stirling's series has all digits of a float32 in four terms. */
const stirlingFrom = 8;

/** log Gamma(2 + t) / t on [-1/2, 1/2]. */
const aroundTwo = chebyshev((t) => logGammaOf(2 + t) / t, -0.5, 0.5, 10);

/** The part of Stirling's formula that vanishes for large x. */
function stirlingTail<T>(on: Arithmetic<T>, x: T): T {
  const series = polynomial(
    on,
    [1 / 12, -1 / 360, 1 / 1260],
    on.divide(on.constant(1), square(on, x)),
  );
  return on.divide(series, x);
}

/** log Gamma(x) for x < 8: down or up to [1.5, 2.5] by Gamma(x + 1) = x Gamma(x). */
function reduced<T>(on: Arithmetic<T>, x: T): T {
  let [y, above, below] = [x, on.constant(1), on.constant(1)];
  for (let step = 0; step < 6; step++) {
    const lower = plus(on, y, -1);
    const isHigh = on.constant(2.5);
    above = on.whereLess(isHigh, y, on.multiply(above, lower), above);
    y = on.whereLess(isHigh, y, lower, y);
  }
  for (let step = 0; step < 2; step++) {
    const isLow = on.constant(1.5);
    below = on.whereLess(y, isLow, on.multiply(below, y), below);
    y = on.whereLess(y, isLow, plus(on, y, 1), y);
  }
  const t = plus(on, y, -2);
  const series = on.multiply(t, followed(on, aroundTwo, t));
  return on.add(series, on.subtract(on.log(above), on.log(below)));
}

function logGammaSteps<T>(on: Arithmetic<T>, x: T): T {
  const logarithm = on.log(x);
  const leading = on.subtract(on.multiply(plus(on, x, -0.5), logarithm), x);
  const stirling = plus(on, on.add(leading, stirlingTail(on, x)), halfLogTwoPi);
  return on.whereLess(x, on.constant(stirlingFrom), reduced(on, x), stirling);
}

export const logGamma: Primitive = {
  name: 'logGamma',
  arity: 1,
  compute: logGammaOf,
  steps: logGammaSteps,
};

/** log x! - x log x + x for x >= 0. */
export function logFactorialRemainderSteps<T>(on: Arithmetic<T>, x: T): T {
  const positive = maximum(on, x, on.constant(1e-30));
  const logarithm = on.log(positive);
  const far = plus(on, on.add(scale(on, 0.5, logarithm), stirlingTail(on, positive)), halfLogTwoPi);
  const near = on.add(reduced(on, plus(on, x, 1)), on.subtract(x, on.multiply(x, logarithm)));
  return on.whereLess(x, on.constant(stirlingFrom - 1), near, far);
}

export const logFactorialRemainder: Primitive = {
  name: 'logFactorialRemainder',
  arity: 1,
  compute: logFactorialRemainderOf,
  steps: logFactorialRemainderSteps,
};

/** log x - digamma(x) for x >= 6. */
function belowLogarithm<T>(on: Arithmetic<T>, x: T): T {
  const inverse = on.divide(on.constant(1), x);
  const t = square(on, inverse);
  const series = polynomial(on, [1 / 12, -1 / 120, 1 / 252, -1 / 240], t);
  return on.add(scale(on, 0.5, inverse), on.multiply(t, series));
}

/** The sum of 1/(x + i)^power for i = 0 .. 5. */
function sixInverses<T>(on: Arithmetic<T>, x: T, power: 1 | 2): T {
  const parts = [5, 4, 3, 2, 1, 0].map((shift) => {
    const y = plus(on, x, shift);
    return on.divide(on.constant(1), power === 1 ? y : square(on, y));
  });
  return parts.slice(1).reduce((sum, part) => on.add(sum, part), parts[0] as T);
}

export function digammaSteps<T>(on: Arithmetic<T>, x: T): T {
  const isSmall = on.constant(6);
  const y = on.whereLess(x, isSmall, plus(on, x, 6), x);
  const shift = on.whereLess(x, isSmall, sixInverses(on, x, 1), on.constant(0));
  return on.subtract(on.subtract(on.log(y), belowLogarithm(on, y)), shift);
}

export const digamma: Primitive = {
  name: 'digamma',
  arity: 1,
  compute: digammaOf,
  steps: digammaSteps,
};

export const trigamma: Primitive = {
  name: 'trigamma',
  arity: 1,
  compute: trigammaOf,
  steps: <T>(on: Arithmetic<T>, x: T) => {
    const isSmall = on.constant(6);
    const y = on.whereLess(x, isSmall, plus(on, x, 6), x);
    const shift = on.whereLess(x, isSmall, sixInverses(on, x, 2), on.constant(0));
    const inverse = on.divide(on.constant(1), y);
    const t = square(on, inverse);
    const series = polynomial(on, [1 / 6, -1 / 30, 1 / 42, -1 / 30], t);
    const tail = on.add(
      inverse,
      on.add(scale(on, 0.5, t), on.multiply(on.multiply(t, inverse), series)),
    );
    return on.add(shift, tail);
  },
};

/** digamma(x + 1) - log x. */
export const digammaRemainder: Primitive = {
  name: 'digammaRemainder',
  arity: 1,
  compute: digammaRemainderOf,
  steps: <T>(on: Arithmetic<T>, x: T) => {
    const far = on.subtract(on.divide(on.constant(1), x), belowLogarithm(on, x));
    const near = on.subtract(digammaSteps(on, plus(on, x, 1)), on.log(x));
    return on.whereLess(x, on.constant(6), near, far);
  },
};
