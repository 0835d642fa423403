// What an encoder reads of a datum, which is part of q(z|x) and changes no likelihood.

import { log1p, symbol } from '../expr/build.ts';
import type { Expr } from '../expr/expr.ts';
import type { Family } from './family.ts';

const x = symbol('x', ['batch', 'data']);

/** Counts span orders of magnitude: as they are, the first steps of an encoder overflow. They enter as log(1 + x). */
export const encoderInput = ({ support }: Pick<Family, 'support'>): Expr =>
  support === 'naturalNumber' ? log1p(x) : x;
