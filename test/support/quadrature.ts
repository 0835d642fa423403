// Integrals, for checking that densities are normalised. Double exponential rules (Takahasi and Mori 1974,
// doi:10.2977/prims/1195192451): error near 1e-14 for smooth f that falls off within a few widths of the centre.

const step = 1 / 64;
const halfSteps = 256;

/** The integral from `from` to the infinity that `width` points to, by x = from + width exp(pi/2 sinh t). */
function integrateSide(f: (x: number) => number, from: number, width: number): number {
  let sum = 0;
  for (let index = -halfSteps; index <= halfSteps; index++) {
    const t = index * step;
    const distance = Math.exp((Math.PI / 2) * Math.sinh(t));
    const value = f(from + width * distance);
    if (value !== 0) sum += value * distance * Math.cosh(t);
  }
  return (sum * step * Math.abs(width) * Math.PI) / 2;
}

/** The integral over the real line, in two halves: f may have a kink at the centre. */
export const integrate = (f: (x: number) => number, centre: number, width: number): number =>
  integrateSide(f, centre, width) + integrateSide(f, centre, -width);

/** The integral over (0, 1), by x = 1 / (1 + exp(-pi sinh t)): f may be infinite at both ends. */
export function integrateUnit(f: (x: number) => number): number {
  let sum = 0;
  for (let index = -halfSteps; index <= halfSteps; index++) {
    const t = index * step;
    const tail = Math.exp(-Math.PI * Math.abs(Math.sinh(t)));
    const x = t < 0 ? tail / (1 + tail) : 1 / (1 + tail);
    if (x <= 0 || x >= 1) continue;
    sum += (f(x) * Math.cosh(t) * tail) / (1 + tail) ** 2;
  }
  return sum * step * Math.PI;
}

/** The integral over one turn around `centre`, by equal steps: exact to rounding for smooth periodic f. */
export function integrateTurn(f: (x: number) => number, centre: number): number {
  const count = 4096;
  const width = (2 * Math.PI) / count;
  let sum = 0;
  for (let index = 0; index < count; index++) sum += f(centre - Math.PI + (index + 0.5) * width);
  return sum * width;
}
