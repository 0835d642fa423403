// Active units: the latent dimensions whose posterior mean reacts to the data.

/**
 * A latent dimension is active where Var_x(E_q[z_j|x]) exceeds this (Burda, Grosse, Salakhutdinov 2015,
 * arXiv:1509.00519, section 5.2).
 */
export const activeUnitThreshold = 0.01;

export const isActiveUnit = (varianceOfMean: number): boolean =>
  varianceOfMean > activeUnitThreshold;

export function countActiveUnits(varianceOfMean: ArrayLike<number>): number {
  return Array.from(varianceOfMean).filter(isActiveUnit).length;
}

/**
 * Var_x(mu_j(x)) of each latent dimension, from `means` of shape (count, latent), row-major. Divided by count - 1; NaN
 * with fewer than two data. Two passes: one pass by sums of squares cancels where a dimension has collapsed.
 */
export function varianceOfMean(means: ArrayLike<number>, latent: number): Float64Array {
  const count = means.length / latent;
  const average = new Float64Array(latent);
  const spread = new Float64Array(latent);
  eachRow(means, latent, (value, unit) => {
    average[unit] = (average[unit] ?? 0) + value / count;
  });
  eachRow(means, latent, (value, unit) => {
    spread[unit] = (spread[unit] ?? 0) + (value - (average[unit] ?? 0)) ** 2;
  });
  return spread.map((sum) => (count > 1 ? sum / (count - 1) : Number.NaN));
}

function eachRow(
  means: ArrayLike<number>,
  latent: number,
  visit: (value: number, unit: number) => void,
): void {
  for (let index = 0; index < means.length; index++) visit(means[index] ?? 0, index % latent);
}
