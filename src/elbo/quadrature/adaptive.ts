// Adaptive Gauss-Kronrod quadrature of several integrands at once: they share their nodes, so what comes out is a rule
// for any further integrand like them.

/** Nodes from 0 up of the 15-point Kronrod rule on [-1, 1], outer to inner, with its weights (QUADPACK, routine qk15). */
const kronrod: readonly (readonly [node: number, weight: number])[] = [
  [0.9914553711208126, 0.022935322010529224],
  [0.9491079123427585, 0.06309209262997854],
  [0.8648644233597691, 0.10479001032225017],
  [0.7415311855993945, 0.14065325971552592],
  [0.5860872354676911, 0.1690047266392679],
  [0.4058451513773972, 0.19035057806478542],
  [0.20778495500789848, 0.20443294007529889],
  [0, 0.20948214108472782],
];

/** Weights of the 7-point Gauss rule, whose nodes are every second of those. */
const gauss: readonly number[] = [
  0.1294849661688697, 0.27970539148927664, 0.3818300505051189, 0.4179591836734694,
];

interface RulePoint {
  readonly node: number;
  readonly fine: number;
  readonly coarse: number;
}

const points: readonly RulePoint[] = kronrod
  .flatMap(([node, fine], at) => {
    const coarse = at % 2 === 1 ? (gauss[(at - 1) / 2] ?? 0) : 0;
    const sides = node === 0 ? [0] : [-node, node];
    return sides.map((side) => ({ node: side, fine, coarse }));
  })
  .toSorted((a, b) => a.node - b.node);

export interface FittedRule {
  /** In ascending order. */
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
  /** Estimated error of the integrals, relative to those of their absolute values; the largest. Cautious. */
  readonly error: number;
}

/** Integrands at some nodes: one array each. */
export type Integrands = (nodes: Float64Array) => readonly Float64Array[];

export interface AdaptiveOptions {
  readonly tolerance?: number;
  /** Panels to begin with. */
  readonly panels?: number;
  readonly mostPanels?: number;
}

interface Panel {
  readonly from: number;
  readonly to: number;
}

/** A panel and, for each integrand, its two sums and the sum of absolute values. */
interface Summed extends Panel {
  readonly differences: readonly number[];
  readonly sizes: readonly number[];
}

/**
 * A rule for integrals over [from, to]: panels are halved until the 7- and 15-point sums of every integrand agree. A
 * kink or a jump costs panels, no accuracy, as long as `mostPanels` are enough; `error` says if they were not.
 */
export function adaptiveRule(
  integrands: Integrands,
  from: number,
  to: number,
  { tolerance = 1e-12, panels = 8, mostPanels = 400 }: AdaptiveOptions = {},
): FittedRule {
  const width = (to - from) / panels;
  let fresh = summed(
    integrands,
    Array.from({ length: panels }, (_, at) => ({
      from: from + at * width,
      to: from + (at + 1) * width,
    })),
  );
  const done: Summed[] = [];
  let error = 0;
  while (fresh.length > 0) {
    const sizes = totals([...done, ...fresh]);
    const isFull = done.length + 2 * fresh.length > mostPanels;
    const halves: Panel[] = [];
    for (const one of fresh) {
      const own = errorOf(one, sizes);
      const share = (one.to - one.from) / (to - from);
      if (isFull || !(own > tolerance * Math.max(share, 1e-3))) {
        done.push(one);
        error += own;
      } else {
        const middle = (one.from + one.to) / 2;
        halves.push({ from: one.from, to: middle }, { from: middle, to: one.to });
      }
    }
    fresh = halves.length > 0 ? summed(integrands, halves) : [];
  }
  done.sort((a, b) => a.from - b.from);
  const weights = new Float64Array(points.length * done.length);
  for (const [which, one] of done.entries()) {
    for (const [at, { fine }] of points.entries())
      weights[which * points.length + at] = (fine * (one.to - one.from)) / 2;
  }
  return { nodes: nodesOf(done), weights, error };
}

function nodesOf(panels: readonly Panel[]): Float64Array {
  const nodes = new Float64Array(points.length * panels.length);
  for (const [which, { from, to }] of panels.entries()) {
    const [middle, half] = [(from + to) / 2, (to - from) / 2];
    for (const [at, { node }] of points.entries())
      nodes[which * points.length + at] = middle + half * node;
  }
  return nodes;
}

/** All panels in one computation: integrands are arrays, and many short ones cost more than a long one. */
function summed(integrands: Integrands, panels: readonly Panel[]): readonly Summed[] {
  const columns = integrands(nodesOf(panels));
  return panels.map((panel, which) => {
    const half = (panel.to - panel.from) / 2;
    const start = which * points.length;
    const differences: number[] = [];
    const sizes: number[] = [];
    for (const values of columns) {
      let [difference, size] = [0, 0];
      for (const [at, { fine, coarse }] of points.entries()) {
        const value = values[start + at] ?? 0;
        difference += (fine - coarse) * value;
        size += fine * Math.abs(value);
      }
      differences.push(half * Math.abs(difference));
      sizes.push(half * size);
    }
    return { ...panel, differences, sizes };
  });
}

/** The integral of the absolute value of each integrand. */
function totals(panels: readonly Summed[]): readonly number[] {
  const all: number[] = [];
  for (const { sizes } of panels)
    for (const [which, size] of sizes.entries()) all[which] = (all[which] ?? 0) + size;
  return all;
}

/** By how much the two sums of a panel differ, relative to the whole integral; the largest of all integrands. */
function errorOf({ differences }: Summed, sizes: readonly number[]): number {
  let largest = 0;
  for (const [which, difference] of differences.entries()) {
    const size = sizes[which] ?? 0;
    if (size > 0) largest = Math.max(largest, difference / size);
  }
  return largest;
}
