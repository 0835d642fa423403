// Objectives of the same terms as an ELBO that are none: how they are told apart in words.

import type { LossModel } from '../recognition/term.ts';

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
