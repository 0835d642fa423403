// Sine and cosine to the last digits of a float32 for |x| up to about 10 000. GPUs promise an absolute error of 2^-11
// only, which a density of angles shows.

import { plus, scale, square, type Arithmetic } from '../arithmetic.ts';
import { chebyshev, followed } from '../chebyshev.ts';
import type { Primitive } from '../primitive.ts';

/** Both in r^2, for |r| <= pi/2. */
const [sinSeries, cosSeries] = [
  chebyshev((t) => Math.sin(Math.sqrt(t)) / Math.sqrt(t), 0, 2.5, 7),
  chebyshev((t) => Math.cos(Math.sqrt(t)), 0, 2.5, 7),
];

/** pi in two parts: the first has few enough bits that small multiples of it are exact. */
const piHead = 3.140625;
const piTail = Math.PI - piHead;

/** x = n pi + r with |r| <= pi/2, and (-1)^n. */
function reduced<T>(on: Arithmetic<T>, x: T): { readonly r: T; readonly sign: T } {
  const n = on.floor(plus(on, scale(on, 1 / Math.PI, x), 0.5));
  const r = on.subtract(on.subtract(x, scale(on, piHead, n)), scale(on, piTail, n));
  const isOdd = on.subtract(n, scale(on, 2, on.floor(scale(on, 0.5, n))));
  return { r, sign: plus(on, scale(on, -2, isOdd), 1) };
}

export const sin: Primitive = {
  name: 'sin',
  arity: 1,
  compute: Math.sin,
  steps: (on, x) => {
    const { r, sign } = reduced(on, x);
    return on.multiply(sign, on.multiply(r, followed(on, sinSeries, square(on, r))));
  },
};

export const cos: Primitive = {
  name: 'cos',
  arity: 1,
  compute: Math.cos,
  steps: (on, x) => {
    const { r, sign } = reduced(on, x);
    return on.multiply(sign, followed(on, cosSeries, square(on, r)));
  },
};
