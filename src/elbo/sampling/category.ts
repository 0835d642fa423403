// Draws of one out of several categories.

import type { Random } from '../random.ts';

/** An index, each with its probability; the probabilities sum to 1. */
export function drawCategory(probs: readonly number[], random: Random): number {
  let left = random.uniform();
  for (const [index, probability] of probs.entries()) {
    left -= probability;
    if (left < 0) return index;
  }
  // Rounding may leave a last crumb: it belongs to the last category that can occur.
  return probs.findLastIndex((probability) => probability > 0);
}
