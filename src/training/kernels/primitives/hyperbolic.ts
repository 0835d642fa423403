// Hyperbolic functions that are quotients of two zeros at 0.

import {
  langevin as langevinOf,
  langevinSlope as langevinSlopeOf,
  xCothX as xCothXOf,
  xCothXSlope as xCothXSlopeOf,
} from '../../../elbo/special/hyperbolic.ts';
import { plus, scale, square, type Arithmetic } from '../arithmetic.ts';
import { chebyshev, followed } from '../chebyshev.ts';
import type { Primitive } from '../primitive.ts';
import { expm1Steps } from './exponentials.ts';

/** Below this size each follows a polynomial in x^2. */
const seriesBelow = 1;

const inSquare = (f: (x: number) => number) =>
  chebyshev((t) => f(Math.sqrt(t)), 0, seriesBelow ** 2, 7);

const near = {
  xCothX: inSquare(xCothXOf),
  xCothXSlope: inSquare((x) => xCothXSlopeOf(x) / x),
  langevin: inSquare((x) => langevinOf(x) / x),
  langevinSlope: inSquare(langevinSlopeOf),
};

/** coth |x| = -(2 + e) / e and 1 / sinh^2 x = 4 exp(-2|x|) / e^2, with e = exp(-2|x|) - 1. */
function farOut<T>(on: Arithmetic<T>, x: T): { readonly coth: T; readonly csch2: T } {
  const exponent = scale(on, -2, on.abs(x));
  const e = expm1Steps(on, exponent);
  return {
    coth: scale(on, -1, on.divide(plus(on, e, 2), e)),
    csch2: scale(on, 4, on.divide(on.exp(exponent), square(on, e))),
  };
}

function choose<T>(on: Arithmetic<T>, x: T, small: T, large: T): T {
  return on.whereLess(on.abs(x), on.constant(seriesBelow), small, large);
}

/** -y for negative x: odd functions are computed at |x|. */
const withSignOf = <T>(on: Arithmetic<T>, x: T, y: T): T =>
  on.whereLess(x, on.constant(0), scale(on, -1, y), y);

export const xCothX: Primitive = {
  name: 'xCothX',
  arity: 1,
  compute: xCothXOf,
  steps: <T>(on: Arithmetic<T>, x: T) =>
    choose(
      on,
      x,
      followed(on, near.xCothX, square(on, x)),
      on.multiply(on.abs(x), farOut(on, x).coth),
    ),
};

export const xCothXSlope: Primitive = {
  name: 'xCothXSlope',
  arity: 1,
  compute: xCothXSlopeOf,
  steps: <T>(on: Arithmetic<T>, x: T) => {
    const { coth, csch2 } = farOut(on, x);
    const far = on.subtract(coth, on.multiply(on.abs(x), csch2));
    const small = on.multiply(x, followed(on, near.xCothXSlope, square(on, x)));
    return choose(on, x, small, withSignOf(on, x, far));
  },
};

export const langevin: Primitive = {
  name: 'langevin',
  arity: 1,
  compute: langevinOf,
  steps: <T>(on: Arithmetic<T>, x: T) => {
    const far = on.subtract(farOut(on, x).coth, on.divide(on.constant(1), on.abs(x)));
    const small = on.multiply(x, followed(on, near.langevin, square(on, x)));
    return choose(on, x, small, withSignOf(on, x, far));
  },
};

export const langevinSlope: Primitive = {
  name: 'langevinSlope',
  arity: 1,
  compute: langevinSlopeOf,
  steps: <T>(on: Arithmetic<T>, x: T) => {
    const far = on.subtract(on.divide(on.constant(1), square(on, x)), farOut(on, x).csch2);
    return choose(on, x, followed(on, near.langevinSlope, square(on, x)), far);
  },
};
