// Reading an expression as a float64 number.

import { functions } from './functions.ts';
import type { Ops } from './ops.ts';

/** A number has no axes, so it cannot be reduced over one: `arrayOps` can. */
export const numberOps: Ops<number> = {
  number: (value) => value,
  add: (left, right) => left + right,
  multiply: (left, right) => left * right,
  divide: (numerator, denominator) => numerator / denominator,
  power: (base, exponent) => base ** exponent,
  apply: (fn, args) => functions[fn].number(...args),
  reduce: (reduction, axis) => {
    throw new Error(`a number has no ${axis} axis to take the ${reduction} over`);
  },
};
