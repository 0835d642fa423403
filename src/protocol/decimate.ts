// Many steps, few pixels: a series cut into equal bins with mean, smallest and largest value of each.
// The mean draws the curve, the extremes draw what the mean would hide.

export interface Bin {
  /** Middle of the bin, in steps (index i of a column is step i + 1). */
  readonly step: number;
  readonly mean: number;
  readonly minimum: number;
  readonly maximum: number;
}

/**
 * At most `bins` bins over `series[from..to)`, in order; fewer entries than bins give one bin each. Values that
 * are not finite are left out, and a bin without any finite value has NaN for all three.
 */
export function decimate(
  series: ArrayLike<number>,
  bins: number,
  from = 0,
  to: number = series.length,
): readonly Bin[] {
  const length = Math.max(0, to - from);
  const count = Math.min(Math.max(1, Math.floor(bins)), length);
  return Array.from({ length: count }, (_, bin) => {
    const start = from + Math.floor((bin * length) / count);
    const end = from + Math.floor(((bin + 1) * length) / count);
    return summary(series, start, end);
  });
}

function summary(series: ArrayLike<number>, start: number, end: number): Bin {
  let sum = 0;
  let finite = 0;
  let minimum = Infinity;
  let maximum = -Infinity;
  for (let i = start; i < end; i++) {
    const value = series[i] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    sum += value;
    finite += 1;
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
  }
  const step = (start + end + 1) / 2;
  return finite === 0
    ? { step, mean: Number.NaN, minimum: Number.NaN, maximum: Number.NaN }
    : { step, mean: sum / finite, minimum, maximum };
}
