// Float64 readings of the functions code can call, for identification by evaluation.

import { logSumExp } from '../../elbo/special/logSumExp.ts';
import { sigmoid } from '../../elbo/special/sigmoid.ts';
import { softplus } from '../../elbo/special/softplus.ts';
import type { CodeFunction } from './code.ts';

const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
  -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
  1.5056327351493116e-7,
];

/** log Gamma(x) by Lanczos' approximation (g = 7, n = 9), relative error about 1e-15; reflection below 1/2. */
function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - logGamma(1 - x);
  const shifted = x - 1;
  const base = shifted + 7.5;
  const series = lanczos.reduce(
    (sum, coefficient, index) =>
      index === 0 ? coefficient : sum + coefficient / (shifted + index),
    0,
  );
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(base) - base + Math.log(series);
}

/** Digamma by upward recurrence to x >= 10 and the asymptotic series. */
function digamma(x: number): number {
  let shift = 0;
  let y = x;
  while (y < 10) {
    shift -= 1 / y;
    y += 1;
  }
  const inverse = 1 / (y * y);
  return (
    shift +
    Math.log(y) -
    0.5 / y -
    inverse *
      (1 / 12 - inverse * (1 / 120 - inverse * (1 / 252 - inverse * (1 / 240 - inverse / 132))))
  );
}

/** Modified Bessel function of the first kind, order 0, by its power series: fine for |x| < 30. */
function besselI0(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; k < 200 && term > sum * 1e-17; k += 1) {
    term *= (x * x) / (4 * k * k);
    sum += term;
  }
  return sum;
}

/** Clamps are neutral in identification: they are kept as modifiers of the term, not as mathematics. */
export const functionValues: Record<CodeFunction, (x: number, y: number) => number> = {
  exp: Math.exp,
  log: Math.log,
  log1p: Math.log1p,
  expm1: Math.expm1,
  abs: Math.abs,
  tanh: Math.tanh,
  sigmoid,
  softplus,
  logSigmoid: (x) => -softplus(-x),
  relu: (x) => Math.max(x, 0),
  logGamma,
  digamma,
  cosh: Math.cosh,
  sin: Math.sin,
  cos: Math.cos,
  sign: Math.sign,
  floor: Math.floor,
  clip: (x) => x,
  maximum: Math.max,
  minimum: Math.min,
  logAddExp: (x, y) => logSumExp([x, y]),
  besselI0,
  logBesselI0: (x) => Math.log(besselI0(x)),
};
