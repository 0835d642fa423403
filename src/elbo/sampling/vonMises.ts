// Draws from the von Mises distribution of angles.

import type { Random } from '../random.ts';

/**
 * One angle within pi of 0, for concentration >= 0 around 0: rejection from a wrapped Cauchy distribution.
 * D. J. Best, N. I. Fisher, 1979, doi:10.2307/2346732.
 */
export function drawVonMises(concentration: number, random: Random): number {
  const tau = 1 + Math.sqrt(1 + 4 * concentration * concentration);
  const rho = (tau - Math.sqrt(2 * tau)) / (2 * concentration);
  const r = (1 + rho * rho) / (2 * rho);
  // Too flat or too narrow for these formulas in floating point: uniform, and normal.
  if (concentration < 1e-5) return Math.PI * (2 * random.uniform() - 1);
  if (concentration > 1e6) return random.normal() / Math.sqrt(concentration);
  for (;;) {
    const z = Math.cos(Math.PI * random.uniform());
    const f = (1 + r * z) / (r + z);
    const c = concentration * (r - f);
    const u = 1 - random.uniform();
    if (c * (2 - c) > u || Math.log(c / u) + 1 >= c) {
      return (random.uniform() < 0.5 ? -1 : 1) * Math.acos(Math.min(1, Math.max(-1, f)));
    }
  }
}
