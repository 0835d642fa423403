// The few operations that 32-bit algorithms are written in. An algorithm is a function of an arithmetic and its
// arguments, and is read as GLSL (WebGL), as tfjs ops (WebGPU) and as numbers (tests).

export interface Arithmetic<T> {
  constant(value: number): T;
  add(left: T, right: T): T;
  subtract(left: T, right: T): T;
  multiply(left: T, right: T): T;
  divide(numerator: T, denominator: T): T;
  exp(x: T): T;
  log(x: T): T;
  sqrt(x: T): T;
  abs(x: T): T;
  floor(x: T): T;
  /** `yes` where x < y, else `no`. Both are computed, so either may be NaN where it is not chosen. */
  whereLess(x: T, y: T, yes: T, no: T): T;
  /** Runs `body` `count` times; it gets the round, counted from 1, and gives the next state. */
  repeat(
    count: number,
    state: readonly T[],
    body: (round: T, state: readonly T[]) => readonly T[],
  ): readonly T[];
}

export const scale = <T>(on: Arithmetic<T>, factor: number, x: T): T =>
  on.multiply(on.constant(factor), x);

export const plus = <T>(on: Arithmetic<T>, x: T, shift: number): T => on.add(x, on.constant(shift));

export const square = <T>(on: Arithmetic<T>, x: T): T => on.multiply(x, x);

export const maximum = <T>(on: Arithmetic<T>, x: T, y: T): T => on.whereLess(x, y, y, x);

/** c_0 + c_1 x + c_2 x^2 + ... by Horner's rule. */
export function polynomial<T>(on: Arithmetic<T>, coefficients: readonly number[], x: T): T {
  const [highest = 0, ...others] = coefficients.toReversed();
  return others.reduce(
    (sum, coefficient) => plus(on, on.multiply(x, sum), coefficient),
    on.constant(highest),
  );
}
