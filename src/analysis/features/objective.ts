// Objectives of the same terms as an ELBO that are none: how they are told apart in words.

import { type Code, unnamed } from '../lowering/code.ts';
import type { LossModel, ObjectiveKind } from '../recognition/term.ts';
import { betaReading, isNegative, isOne, letterOf, quantity } from './wordsOfNumbers.ts';

const draws: Readonly<Partial<Record<ObjectiveKind, string>>> = {
  importance: 'K draws under one logarithm',
  weighted: 'terms weighed by importance',
};

const thresholds: Readonly<Partial<Record<ObjectiveKind, string>>> = {
  freeBits: 'free bits',
  capacity: 'capacity',
};

/** What several draws of z for a datum are put to; null where there is one, or their average. */
export const wordsOfDraws = ({ objective }: LossModel): string | null => draws[objective] ?? null;

/** What a threshold that the KL passes is called; null where there is none. */
export const wordsOfThreshold = ({ objective }: LossModel): string | null =>
  thresholds[objective] ?? null;

/**
 * What the draws of an importance-weighted loss come to. `mean`: the bound; `sum`: log K is left out of it; `weighed`: their weights are
 * not p(x, z)/q(z|x), since the KL counts more or less than once.
 */
export function drawsOf({ effectiveBeta, parts }: LossModel): 'mean' | 'sum' | 'weighed' {
  if (!effectiveBeta || !isOne(effectiveBeta)) return 'weighed';
  const isLog = (factor: Code): boolean => factor.kind === 'apply' && factor.fn === 'log';
  const hasLogCount = parts.some(({ piece: { kernel }, terms }) => {
    const factors = kernel.kind === 'multiply' ? kernel.factors : [kernel];
    return terms.length === 0 && factors.map(unnamed).some(isLog);
  });
  return hasLogCount ? 'mean' : 'sum';
}

/** Which bound that is, in one sentence. */
export const boundOfDraws: Readonly<Record<ReturnType<typeof drawsOf>, string>> = {
  mean: 'Averaged over draws at most −ELBO and at least −log p(x), nearer to it as K grows.',
  sum: 'With log K, which the code leaves out, and averaged over draws at most −ELBO and at least −log p(x).',
  weighed:
    'None that is known: the KL does not count once, so that the draws’ weights are not p(x, z)/q(z|x).',
};

/** What an ELBO has added to it, by its names in the code; null where that is nothing. */
export function wordsOfFurther({ objective, further }: LossModel): string | null {
  if (objective !== 'elbo' || further.length === 0) return null;
  const named = further.filter((name) => name !== '').slice(0, 3);
  if (named.length === 0) return 'a part without a name';
  return named.length === 1
    ? (named[0] ?? '')
    : `${named.slice(0, -1).join(', ')} and ${named.at(-1) ?? ''}`;
}

/** What the weights of a loss amount to where there is little room: the first of two readings. */
export function shortReading(loss: LossModel): string | null {
  const words = wordsOfDraws(loss);
  if (words !== null) return words;
  const threshold = wordsOfThreshold(loss);
  if (threshold !== null) {
    const reading = shortReading({ ...loss, objective: 'elbo', betaKind: 'const' });
    return reading === null ? threshold : `${reading}, ${threshold}`;
  }
  const { effectiveBeta: beta, impliedScale: scale } = loss;
  if (!beta || !scale || isOne(beta) || isNegative(beta)) return betaReading(loss);
  return `β = ${quantity(beta).text} at ${letterOf(scale.parameter)} = 1`;
}
