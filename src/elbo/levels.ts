// Equally spaced values that data can take: the grey levels of a picture, the classes of an answer.

export interface Levels {
  readonly minimum: number;
  readonly maximum: number;
  readonly count: number;
}

/** The whole numbers of a range; null where it has no end. */
export const wholeLevels = (range: Omit<Levels, 'count'>): Levels | null =>
  range.maximum === Infinity ? null : { ...range, count: range.maximum - range.minimum + 1 };

/** The distance between neighbouring levels, which is also the width of the bin around each. */
export const binWidth = ({ minimum, maximum, count }: Levels): number =>
  (maximum - minimum) / (count - 1);

/** The levels in float32, the very numbers that data are written as, so that a datum equals one of them. */
export function levelValues({ minimum, maximum, count }: Levels): Float32Array {
  return Float32Array.from(
    { length: count },
    (_, level) => minimum + ((maximum - minimum) * level) / (count - 1),
  );
}
