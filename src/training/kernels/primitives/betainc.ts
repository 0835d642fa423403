// The regularised incomplete beta function and its derivatives by a and b, good for a and b up to about a thousand.

import * as beta from '../../../elbo/special/betainc.ts';
import { plus, scale, type Arithmetic } from '../arithmetic.ts';
import type { Primitive } from '../primitive.ts';
import { klDivSteps } from './deviance.ts';
import { log1pSteps } from './exponentials.ts';
import { digammaSteps, logFactorialRemainderSteps } from './gamma.ts';

/** Pairs of terms of the continued fraction: enough where it is used, below the mean of the distribution. */
const rounds = 40;

/** A value with its derivatives by a and by b. */
type Dual<T> = readonly [value: T, byA: T, byB: T];

function product<T>(on: Arithmetic<T>, p: Dual<T>, q: Dual<T>): Dual<T> {
  const by = (k: 1 | 2) => on.add(on.multiply(p[k], q[0]), on.multiply(p[0], q[k]));
  return [on.multiply(p[0], q[0]), by(1), by(2)];
}

function quotient<T>(on: Arithmetic<T>, p: Dual<T>, q: Dual<T>): Dual<T> {
  const value = on.divide(p[0], q[0]);
  const by = (k: 1 | 2) => on.divide(on.subtract(p[k], on.multiply(value, q[k])), q[0]);
  return [value, by(1), by(2)];
}

const onePlus = <T>(on: Arithmetic<T>, p: Dual<T>): Dual<T> => [plus(on, p[0], 1), p[1], p[2]];

/** top / ((a + shift - 1) (a + shift)): the numerators of the fraction. */
function over<T>(on: Arithmetic<T>, top: Dual<T>, a: T, shift: T): Dual<T> {
  const [zero, one] = [on.constant(0), on.constant(1)];
  const upper: Dual<T> = [on.add(a, shift), one, zero];
  const lower: Dual<T> = [plus(on, upper[0], -1), one, zero];
  return quotient(on, quotient(on, top, lower), upper);
}

/** The numerators 2k - 1 and 2k; the first of all is that of k = 1. */
function numerators<T>(on: Arithmetic<T>, k: T, a: T, b: T, x: T): readonly [Dual<T>, Dual<T>] {
  const j = plus(on, k, -1);
  const aj = on.add(a, j);
  const abj = on.add(aj, b);
  const minusX = scale(on, -1, x);
  const odd: Dual<T> = [
    on.multiply(minusX, on.multiply(aj, abj)),
    on.multiply(minusX, on.add(aj, abj)),
    on.multiply(minusX, aj),
  ];
  const kx = on.multiply(k, x);
  const even: Dual<T> = [on.multiply(kx, on.subtract(b, k)), on.constant(0), kx];
  const twice = scale(on, 2, k);
  return [over(on, odd, a, plus(on, twice, -1)), over(on, even, a, twice)];
}

/** 1 / (1 + n_1 / (1 + n_2 / (1 + ...))), from the last term upwards. */
function fraction<T>(on: Arithmetic<T>, a: T, b: T, x: T): Dual<T> {
  const [one, zero] = [on.constant(1), on.constant(0)];
  const from = on.repeat(rounds, [one, zero, zero], (round, [value, byA, byB]) => {
    const inner: Dual<T> = [value as T, byA as T, byB as T];
    const k = plus(on, scale(on, -1, round), rounds + 1);
    const [odd, even] = numerators(on, k, a, b, x);
    const middle = onePlus(on, quotient(on, even, inner));
    return onePlus(on, quotient(on, odd, middle));
  });
  const whole: Dual<T> = [from[0] as T, from[1] as T, from[2] as T];
  return quotient(on, [one, zero, zero], whole);
}

/** x^a (1 - x)^b / (a B(a, b)), in the parts that do not cancel. */
function power<T>(on: Arithmetic<T>, a: T, b: T, x: T): T {
  const n = on.add(a, b);
  const one = on.constant(1);
  const far = on.add(
    klDivSteps(on, a, on.multiply(n, x)),
    klDivSteps(on, b, on.multiply(n, on.subtract(one, x))),
  );
  const remainders = on.subtract(
    on.add(logFactorialRemainderSteps(on, a), logFactorialRemainderSteps(on, b)),
    logFactorialRemainderSteps(on, n),
  );
  return on.multiply(on.divide(b, n), on.exp(scale(on, -1, on.add(far, remainders))));
}

/** I_x(a, b) with its derivatives, for x below (a + 1) / (a + b + 2). */
function lower<T>(on: Arithmetic<T>, a: T, b: T, x: T): Dual<T> {
  const value = power(on, a, b, x);
  const both = digammaSteps(on, on.add(a, b));
  const slope = (logarithm: T, c: T) =>
    on.multiply(value, on.add(on.subtract(logarithm, digammaSteps(on, c)), both));
  const byA = on.subtract(slope(on.log(x), a), on.divide(value, a));
  const byB = slope(log1pSteps(on, scale(on, -1, x)), b);
  return product(on, [value, byA, byB], fraction(on, a, b, x));
}

/** I_x(a, b) by way of 1 - I_(1-x)(b, a) above the mean. */
function dual<T>(on: Arithmetic<T>, a: T, b: T, x: T): Dual<T> {
  const edge = on.divide(plus(on, a, 1), plus(on, on.add(a, b), 2));
  const one = on.constant(1);
  const pick = (yes: T, no: T) => on.whereLess(edge, x, yes, no);
  const found = lower(on, pick(b, a), pick(a, b), pick(on.subtract(one, x), x));
  const minus = (value: T) => scale(on, -1, value);
  return [
    pick(on.subtract(one, found[0]), found[0]),
    pick(minus(found[2]), found[1]),
    pick(minus(found[1]), found[2]),
  ];
}

export const betainc: Primitive = {
  name: 'betainc',
  arity: 3,
  compute: beta.betainc,
  steps: <T>(on: Arithmetic<T>, a: T, b: T, x: T) => dual(on, a, b, x)[0],
};

export const betaincByA: Primitive = {
  name: 'betaincByA',
  arity: 3,
  compute: beta.betaincByA,
  steps: <T>(on: Arithmetic<T>, a: T, b: T, x: T) => dual(on, a, b, x)[1],
};

export const betaincByB: Primitive = {
  name: 'betaincByB',
  arity: 3,
  compute: beta.betaincByB,
  steps: <T>(on: Arithmetic<T>, a: T, b: T, x: T) => dual(on, a, b, x)[2],
};

/** The density of the beta distribution. */
export const betaincByX: Primitive = {
  name: 'betaincByX',
  arity: 3,
  compute: beta.betaincByX,
  steps: <T>(on: Arithmetic<T>, a: T, b: T, x: T) =>
    on.divide(on.multiply(a, power(on, a, b, x)), on.multiply(x, on.subtract(on.constant(1), x))),
};
