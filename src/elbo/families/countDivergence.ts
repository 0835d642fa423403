// The deviance of a count from its expectation, where the expectation may be too small for a 32-bit float.

import { exp, klDiv, max, minus, plus, times } from '../expr/build.ts';
import type { Expr } from '../expr/expr.ts';

/** e^-80 is a 32-bit float, e^-88 is 0 on a GPU: expectations are taken at least as large as this. */
export const lowestLog = -80;

/** x times what the floor has added to the logarithm of the expectation: 0 above it. */
export const belowFloor = (x: Expr, logExpected: Expr): Expr =>
  times(x, max(minus(lowestLog, logExpected), 0));

/**
 * x log(x/y) - x + y at y = e^l: finite for any l. Below the floor y itself is left out, which is less than 10^-34, and
 * the gradient by l is still -x.
 */
export const countDivergence = (x: Expr, logExpected: Expr): Expr =>
  plus(klDiv(x, exp(max(logExpected, lowestLog))), belowFloor(x, logExpected));
