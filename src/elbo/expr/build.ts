// Readable constructors for `Expr`: formulas in the source look like the formulas of a paper.
// Plain numbers are accepted wherever an expression is.

import type { Axis } from '../axes.ts';
import type { Expr, FunctionName, Reduction } from './expr.ts';

type Term = Expr | number;

const lift = (term: Term): Expr => (typeof term === 'number' ? num(term) : term);

export const num = (value: number): Expr => ({ kind: 'number', value });
export const pi: Expr = { kind: 'constant', name: 'pi' };
export const half: Expr = num(0.5);

export const symbol = (name: string, axes: readonly Axis[] = []): Expr => ({
  kind: 'symbol',
  name,
  axes,
});

export const plus = (...terms: readonly Term[]): Expr => ({ kind: 'add', terms: terms.map(lift) });

export const times = (...factors: readonly Term[]): Expr => ({
  kind: 'multiply',
  factors: factors.map(lift),
});

export const negative = (term: Term): Expr =>
  typeof term === 'number' ? num(-term) : times(-1, term);
export const minus = (left: Term, right: Term): Expr => plus(left, negative(right));

export const over = (numerator: Term, denominator: Term): Expr => ({
  kind: 'divide',
  numerator: lift(numerator),
  denominator: lift(denominator),
});

export const power = (base: Term, exponent: Term): Expr => ({
  kind: 'power',
  base: lift(base),
  exponent: lift(exponent),
});

export const squared = (base: Term): Expr => power(base, 2);

export const apply = (fn: FunctionName, ...args: readonly Term[]): Expr => ({
  kind: 'apply',
  fn,
  args: args.map(lift),
});

export const exp = (x: Term): Expr => apply('exp', x);
export const log = (x: Term): Expr => apply('log', x);
export const log1p = (x: Term): Expr => apply('log1p', x);
export const sqrt = (x: Term): Expr => apply('sqrt', x);
export const abs = (x: Term): Expr => apply('abs', x);
export const sin = (x: Term): Expr => apply('sin', x);
export const cos = (x: Term): Expr => apply('cos', x);
export const tanh = (x: Term): Expr => apply('tanh', x);
export const sigmoid = (x: Term): Expr => apply('sigmoid', x);
/** log(1 + e^x) */
export const softplus = (x: Term): Expr => apply('softplus', x);
/** e^x - 1 - x */
export const expm1MinusX = (x: Term): Expr => apply('expm1MinusX', x);
/** log(1 - e^-x) */
export const log1mExp = (x: Term): Expr => apply('log1mExp', x);
/** x log y, 0 log 0 = 0 */
export const xLogY = (x: Term, y: Term): Expr => apply('xLogY', x, y);
/** x log(1 - y), 0 log 0 = 0 */
export const xLog1pMinusY = (x: Term, y: Term): Expr => apply('xLog1pMinusY', x, y);
/** x log(x/y) - x + y */
export const klDiv = (x: Term, y: Term): Expr => apply('klDiv', x, y);
/** klDiv(y + d, y) */
export const devianceOfShift = (d: Term, y: Term): Expr => apply('devianceOfShift', d, y);
export const logGamma = (x: Term): Expr => apply('logGamma', x);
export const digamma = (x: Term): Expr => apply('digamma', x);
/** log x! - x log x + x */
export const logFactorialRemainder = (x: Term): Expr => apply('logFactorialRemainder', x);
/** log I_0(x) */
export const logBesselI0 = (x: Term): Expr => apply('logBesselI0', x);
/** log I_0(x) - x */
export const logBesselI0e = (x: Term): Expr => apply('logBesselI0e', x);
/** I_1(x) / I_0(x) */
export const besselRatio = (x: Term): Expr => apply('besselRatio', x);
/** x coth x */
export const xCothX = (x: Term): Expr => apply('xCothX', x);
/** coth x - 1/x */
export const langevin = (x: Term): Expr => apply('langevin', x);
export const max = (x: Term, y: Term): Expr => apply('max', x, y);
/** 1 where x > y, else 0 */
export const greater = (x: Term, y: Term): Expr => apply('greater', x, y);
/** 1 where x = y, else 0 */
export const equal = (x: Term, y: Term): Expr => apply('equal', x, y);

const reduce =
  (reduction: Reduction) =>
  (axis: Axis, body: Term): Expr => ({ kind: 'reduce', reduction, axis, body: lift(body) });

export const sumOver = reduce('sum');
export const meanOver = reduce('mean');
export const logSumExpOver = reduce('logSumExp');
