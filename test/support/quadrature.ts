// Integrals over the real line, for checking that densities are normalised.

/**
 * The integral of f by the double exponential rule x = centre + width sinh(pi/2 sinh t) (Takahasi and Mori 1974,
 * doi:10.2977/prims/1195192451). Error near 1e-14 for smooth f that falls off within a few widths of the centre.
 */
export function integrate(f: (x: number) => number, centre: number, width: number): number {
  const step = 1 / 64;
  let sum = 0;
  for (let index = -256; index <= 256; index++) {
    const t = index * step;
    const inner = (Math.PI / 2) * Math.sinh(t);
    const value = f(centre + width * Math.sinh(inner));
    if (value !== 0) sum += value * Math.cosh(inner) * Math.cosh(t);
  }
  return (sum * step * width * Math.PI) / 2;
}
