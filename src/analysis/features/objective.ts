// Objectives of the same terms as an ELBO that are none: how they are told apart in words.

import { type Code, unnamed } from '../lowering/code.ts';
import type { LossModel } from '../recognition/term.ts';
import { isOne } from './wordsOfNumbers.ts';

/** What several draws of z for a datum are put to; null where there is one, or their average. */
export function wordsOfDraws({ objective }: LossModel): string | null {
  switch (objective) {
    case 'importance':
      return 'K draws under one logarithm';
    case 'weighted':
      return 'terms weighed by importance';
    case 'freeBits':
    case 'capacity':
    case 'elbo':
      return null;
  }
}

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

/** What a threshold that the KL passes is called; null where there is none. */
export function wordsOfThreshold({ objective }: LossModel): string | null {
  switch (objective) {
    case 'freeBits':
      return 'free bits';
    case 'capacity':
      return 'capacity';
    case 'importance':
    case 'weighted':
    case 'elbo':
      return null;
  }
}
