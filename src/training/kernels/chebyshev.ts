// Polynomials that follow a function on an interval, made from its float64 form: what a GPU computes in place of
// series that take too many terms.

import { plus, scale, type Arithmetic } from './arithmetic.ts';

export interface Chebyshev {
  readonly from: number;
  readonly to: number;
  /** Of T_0, T_1, ...; that of T_0 is halved already. */
  readonly coefficients: readonly number[];
}

/**
 * Interpolates f at the `count` Chebyshev nodes of [from, to]: for smooth f as good as the best polynomial of that
 * degree to within a small factor (L. N. Trefethen, 2013, Approximation Theory and Approximation Practice, chapter 16,
 * ISBN 978-1-611972-39-9).
 */
export function chebyshev(
  f: (x: number) => number,
  from: number,
  to: number,
  count: number,
): Chebyshev {
  const angles = Array.from({ length: count }, (_, index) => (Math.PI * (index + 0.5)) / count);
  const values = angles.map((angle) => f(from + ((to - from) * (1 + Math.cos(angle))) / 2));
  const coefficients = angles.map((_, degree) => {
    const sum = values.reduce(
      (total, value, index) => total + value * Math.cos(degree * (angles[index] ?? 0)),
      0,
    );
    return ((degree === 0 ? 1 : 2) * sum) / count;
  });
  return { from, to, coefficients };
}

/** The polynomial's value at x, by Clenshaw's recurrence. */
export function followed<T>(on: Arithmetic<T>, { from, to, coefficients }: Chebyshev, x: T): T {
  const t = plus(on, scale(on, 2 / (to - from), x), -(from + to) / (to - from));
  const twice = scale(on, 2, t);
  let [last, before] = [on.constant(0), on.constant(0)];
  for (const coefficient of coefficients.slice(1).toReversed()) {
    const next = plus(on, on.subtract(on.multiply(twice, last), before), coefficient);
    [last, before] = [next, last];
  }
  return plus(on, on.subtract(on.multiply(t, last), before), coefficients[0] ?? 0);
}
