// Modified Bessel functions for x >= 0, scaled so that they never overflow.

import {
  besselRatio as besselRatioOf,
  besselRatioSlope as besselRatioSlopeOf,
  logBesselI0e as logBesselI0eOf,
  oneMinusBesselRatio as oneMinusBesselRatioOf,
} from '../../../elbo/special/bessel.ts';
import { plus, scale, square, type Arithmetic } from '../arithmetic.ts';
import { chebyshev, followed, type Chebyshev } from '../chebyshev.ts';
import type { Primitive } from '../primitive.ts';

/** Up to here functions follow polynomials in x, beyond in 1/x, where what is left of them is smooth. */
const split = 4;

const nearZero = (f: (x: number) => number, count: number) => chebyshev(f, 0, split, count);
const farOut = (f: (x: number) => number, count: number) =>
  chebyshev((w) => f(1 / Math.max(w, 1e-9)), 0, 1 / split, count);

/** (log I_0(x)) / x^2; log I_0(x) - x + log(2 pi x) / 2, times x. */
const logI0Near = nearZero((x) => (logBesselI0eOf(x) + x) / (x * x), 16);
const logI0Far = farOut((x) => (logBesselI0eOf(x) + 0.5 * Math.log(2 * Math.PI * x)) * x, 16);

/** ratio / x; (1 - ratio) x; slope; slope x^2. */
const ratioNear = nearZero((x) => besselRatioOf(x) / x, 16);
const restFar = farOut((x) => oneMinusBesselRatioOf(x) * x, 16);
const slopeNear = nearZero(besselRatioSlopeOf, 18);
const slopeFar = farOut((x) => besselRatioSlopeOf(Math.min(x, 1e4)) * Math.min(x, 1e4) ** 2, 16);

/** `near` of x where x < 4, else `far` of 1/x, each from its polynomial. */
function pieced<T>(
  on: Arithmetic<T>,
  x: T,
  [nearPolynomial, near]: readonly [Chebyshev, (followed: T) => T],
  [farPolynomial, far]: readonly [Chebyshev, (followed: T, inverse: T) => T],
): T {
  const inverse = on.divide(on.constant(1), x);
  return on.whereLess(
    x,
    on.constant(split),
    near(followed(on, nearPolynomial, x)),
    far(followed(on, farPolynomial, inverse), inverse),
  );
}

/** log I_0(x) - x. */
export const logBesselI0e: Primitive = {
  name: 'logBesselI0e',
  arity: 1,
  compute: logBesselI0eOf,
  steps: <T>(on: Arithmetic<T>, x: T) =>
    pieced(
      on,
      x,
      [logI0Near, (value) => on.subtract(on.multiply(square(on, x), value), x)],
      [
        logI0Far,
        (value, inverse) => {
          const leading = scale(on, -0.5, plus(on, on.log(x), Math.log(2 * Math.PI)));
          return on.add(leading, on.multiply(value, inverse));
        },
      ],
    ),
};

/** 1 - I_1(x) / I_0(x). */
export const oneMinusBesselRatio: Primitive = {
  name: 'oneMinusBesselRatio',
  arity: 1,
  compute: oneMinusBesselRatioOf,
  steps: <T>(on: Arithmetic<T>, x: T) =>
    pieced(
      on,
      x,
      [ratioNear, (value) => on.subtract(on.constant(1), on.multiply(x, value))],
      [restFar, (value, inverse) => on.multiply(value, inverse)],
    ),
};

/** I_1(x) / I_0(x). */
export const besselRatio: Primitive = {
  name: 'besselRatio',
  arity: 1,
  compute: besselRatioOf,
  steps: <T>(on: Arithmetic<T>, x: T) =>
    pieced(
      on,
      x,
      [ratioNear, (value) => on.multiply(x, value)],
      [restFar, (value, inverse) => on.subtract(on.constant(1), on.multiply(value, inverse))],
    ),
};

/** The derivative of I_1(x) / I_0(x). */
export const besselRatioSlope: Primitive = {
  name: 'besselRatioSlope',
  arity: 1,
  compute: besselRatioSlopeOf,
  steps: <T>(on: Arithmetic<T>, x: T) =>
    pieced(
      on,
      x,
      [slopeNear, (value) => value],
      [slopeFar, (value, inverse) => on.multiply(value, square(on, inverse))],
    ),
};
