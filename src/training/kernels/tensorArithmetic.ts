// The reading of 32-bit algorithms as tfjs ops, for engines that have no kernel of ours.

import {
  abs,
  add,
  div,
  exp,
  floor,
  less,
  log,
  mul,
  scalar,
  sqrt,
  sub,
  where,
  type Tensor,
} from '@tensorflow/tfjs-core';
import type { Arithmetic } from './arithmetic.ts';

export const tensorArithmetic: Arithmetic<Tensor> = {
  constant: (value) => scalar(value),
  add,
  subtract: sub,
  multiply: mul,
  divide: div,
  exp,
  log,
  sqrt,
  abs,
  floor,
  whereLess: (x, y, yes, no) => where(less(x, y), yes, no),
  repeat: (count, state, body) => {
    let current = state;
    for (let round = 1; round <= count; round++) current = body(scalar(round), current);
    return current;
  },
};
