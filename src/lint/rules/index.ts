// Every rule, in the order of its number, and its examples apart: what runs in an editor need not carry them.

import type { Rule } from '../rule.ts';
import * as unusedIgnore from './comments/unusedIgnore.ts';
import * as mseMissingHalf from './likelihood/mseMissingHalf.ts';
import * as klSignFlipped from './divergence/klSignFlipped.ts';
import * as reconMeanKlSum from './scale/reconMeanKlSum.ts';

export const rules: readonly Rule[] = [
  unusedIgnore.rule,
  mseMissingHalf.rule,
  klSignFlipped.rule,
  reconMeanKlSum.rule,
];
