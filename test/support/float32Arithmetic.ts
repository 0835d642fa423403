// The reading of 32-bit algorithms as numbers, each operation rounded as a GPU with exact operations would.

import type { Arithmetic } from '../../src/training/kernels/arithmetic.ts';

const round = Math.fround;

export const float32Arithmetic: Arithmetic<number> = {
  constant: round,
  add: (left, right) => round(left + right),
  subtract: (left, right) => round(left - right),
  multiply: (left, right) => round(left * right),
  divide: (numerator, denominator) => round(numerator / denominator),
  exp: (x) => round(Math.exp(x)),
  log: (x) => round(Math.log(x)),
  sqrt: (x) => round(Math.sqrt(x)),
  abs: Math.abs,
  floor: Math.floor,
  whereLess: (x, y, yes, no) => (x < y ? yes : no),
  repeat: (count, state, body) => {
    let current = state;
    for (let turn = 1; turn <= count; turn++) current = body(turn, current);
    return current;
  },
};
