// The examples of every rule by its id, for pages, `elbo-lens explain` and tests.

import type { Examples } from '../rule.ts';
import * as unusedIgnore from './comments/unusedIgnore.ts';
import * as mseMissingHalf from './likelihood/mseMissingHalf.ts';
import * as klSignFlipped from './divergence/klSignFlipped.ts';
import * as reconMeanKlSum from './scale/reconMeanKlSum.ts';

const entries = [unusedIgnore, mseMissingHalf, klSignFlipped, reconMeanKlSum];

export const examples: ReadonlyMap<string, Examples> = new Map(
  entries.map((entry) => [entry.rule.id, entry.examples]),
);
