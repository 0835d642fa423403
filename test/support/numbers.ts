// Assertions about numbers, shared by all tests: how far apart two values may be, said once.

import assert from 'node:assert/strict';

/** |actual - expected| <= absolute + relative |expected|. */
export interface Tolerance {
  readonly absolute?: number;
  readonly relative?: number;
}

/** True within tolerance; equal infinities and two NaNs also count as close. */
export function isClose(actual: number, expected: number, tolerance: Tolerance): boolean {
  if (Object.is(actual, expected) || actual === expected) return true;
  const { absolute = 0, relative = 0 } = tolerance;
  return Math.abs(actual - expected) <= absolute + relative * Math.abs(expected);
}

/** Fails with both numbers and their distance unless `actual` is within tolerance of `expected`. */
export function assertClose(
  actual: number,
  expected: number,
  tolerance: Tolerance,
  what = 'value',
): void {
  if (isClose(actual, expected, tolerance)) return;
  const difference = Math.abs(actual - expected);
  assert.fail(
    `${what}: got ${actual}, expected ${expected}; ` +
      `absolute difference ${difference.toExponential(3)}, ` +
      `relative ${(difference / Math.abs(expected)).toExponential(3)}`,
  );
}

/** Elementwise `assertClose` of two sequences of equal length. */
export function assertAllClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: Tolerance,
  what = 'values',
): void {
  assert.equal(actual.length, expected.length, `${what}: lengths differ`);
  for (let index = 0; index < expected.length; index++) {
    assertClose(
      actual[index] ?? Number.NaN,
      expected[index] ?? Number.NaN,
      tolerance,
      `${what}[${index}]`,
    );
  }
}

/** Mean and variance (n - 1) of a sample, for tests that compare moments within standard errors. */
export function moments(values: readonly number[]): {
  readonly mean: number;
  readonly variance: number;
  readonly standardError: number;
} {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  return { mean, variance, standardError: Math.sqrt(variance / count) };
}

/** Fails unless a sample's mean lies within `k` standard errors of `expected` (default 4.5: 7 in a million). */
export function assertMeanWithin(
  values: readonly number[],
  expected: number,
  what: string,
  k = 4.5,
): void {
  const { mean, standardError } = moments(values);
  assert.ok(
    Math.abs(mean - expected) <= k * standardError,
    `${what}: mean ${mean} is ${Math.abs(mean - expected) / standardError} standard errors from ${expected}`,
  );
}
