// Which data train and which validate: every datum is in exactly one of the two.

import type { Random } from '../elbo/random.ts';
import { counted, dataProblem, grouped, type Note, type Outcome } from './outcome.ts';
import type { SplitMode } from './parameters.ts';

export interface SplitPositions {
  /** Positions in file order, ascending. */
  readonly train: Uint32Array;
  readonly validation: Uint32Array;
}

const consecutive = (first: number, count: number): Uint32Array =>
  Uint32Array.from({ length: count }, (_, i) => first + i);

function ascending(positions: Uint32Array): Uint32Array {
  positions.sort();
  return positions;
}

/** `tail`: the last `validation` data. `random`: a uniformly random choice of as many. */
export function split(
  count: number,
  validation: number,
  mode: SplitMode,
  random: Random,
): Outcome<SplitPositions> {
  if (validation >= count) {
    return dataProblem(
      `${counted(validation, 'datum').replace('datums', 'data')} for validation, of ${grouped(count)} in all.`,
      'Nothing would be left to train on.',
      `Set \`validation\` to at most ${grouped(count - 1)}, or use more data.`,
      'data.validation',
    );
  }
  const kept = count - validation;
  if (mode === 'tail') {
    return { value: { train: consecutive(0, kept), validation: consecutive(kept, validation) } };
  }
  const order = random.permutation(count);
  return {
    value: {
      train: ascending(order.slice(0, kept)),
      validation: ascending(order.slice(kept)),
    },
  };
}

/** Said where validation data are of a class that no training datum has: files are often ordered by class. */
export function unseenClassNote(
  labels: Uint8Array | null,
  { train, validation }: SplitPositions,
): readonly Note[] {
  if (labels === null) return [];
  const seen = new Set(Array.from(train, (position) => labels[position]));
  const unseen = validation.filter((position) => !seen.has(labels[position])).length;
  if (unseen === 0) return [];
  return [
    {
      what: `${grouped(unseen)} of ${counted(validation.length, 'datum').replace('datums', 'data')} for validation are of classes that no training datum has.`,
      why: 'The data seem to be ordered by class, so the last ones are unlike the others. `split: random` mixes them.',
    },
  ];
}
