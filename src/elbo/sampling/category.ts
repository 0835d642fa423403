// Draws of one out of several categories.

import type { Random } from '../random.ts';
import { logSumExp } from '../special/logSumExp.ts';

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

/** A 1 among zeros, at an index drawn by the softmax of the logits. */
export function drawOneHot(logits: readonly number[], random: Random): readonly number[] {
  const total = logSumExp(logits);
  const drawn = drawCategory(
    logits.map((logit) => Math.exp(logit - total)),
    random,
  );
  return logits.map((_, index) => (index === drawn ? 1 : 0));
}
