// What a reading of `Expr` must provide: one method per node kind that computes.
// `numberOps` reads numbers, `arrayOps` float64 arrays, `training/tensorOps` tensors with gradients.

import type { Axis } from '../axes.ts';
import type { FunctionName, Reduction } from './expr.ts';

export interface Ops<T> {
  number(value: number): T;
  add(left: T, right: T): T;
  multiply(left: T, right: T): T;
  divide(numerator: T, denominator: T): T;
  power(base: T, exponent: T): T;
  apply(fn: FunctionName, args: readonly T[]): T;
  reduce(reduction: Reduction, axis: Axis, body: T): T;
}
