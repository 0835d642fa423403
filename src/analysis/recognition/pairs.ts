// Attributes of one object that are functions of one another by name: `other.var` beside `other.logvar`.

import type { Code } from '../lowering/code.ts';
import { labelOf } from '../lowering/machine.ts';

export interface Derived {
  readonly leaf: Code;
  /** Position, among the leaves kept, of what it is a function of. */
  readonly from: number;
  /** Which relation it is, by its place in the list. */
  readonly relation: number;
  readonly at: (u: number) => number;
}

const logVariance = /^(?:log_?var(?:iance)?|ln_?var)$/iu;
const logSigma = /^log_?(?:std|sigma|scale|stddev)$/iu;
const variance = /^var(?:iance)?$/iu;
const sigma = /^(?:std|sigma|scale|stddev)$/iu;

const relations: readonly (readonly [from: RegExp, to: RegExp, at: (u: number) => number])[] = [
  [logVariance, variance, (u) => Math.exp(u)],
  [logVariance, sigma, (u) => Math.exp(u / 2)],
  [logSigma, sigma, (u) => Math.exp(u)],
  [logSigma, variance, (u) => Math.exp(2 * u)],
];

/** Splits leaves into those that vary freely and those another of the same object gives. */
export function derivedLeaves(all: readonly Code[]): {
  readonly leaves: readonly Code[];
  readonly derived: readonly Derived[];
} {
  const isOther = (leaf: Code) => leaf.kind === 'symbol' && leaf.symbol.origin === 'attribute';
  if (all.filter(isOther).length < 2) return { leaves: all, derived: [] };
  const found = all.flatMap((leaf) => {
    if (leaf.kind !== 'symbol' || leaf.symbol.origin !== 'attribute') return [];
    for (const [relation, [from, to, at]] of relations.entries()) {
      if (!to.test(attributeName(leaf))) continue;
      const source = all.find(
        (other) => isOther(other) && from.test(attributeName(other)) && sameObject(leaf, other),
      );
      if (source) return [{ leaf, source, relation, at }];
    }
    return [];
  });
  const leaves = all.filter((leaf) => !found.some((one) => one.leaf === leaf));
  return {
    leaves,
    derived: found.map(({ leaf, source, relation, at }) => ({
      leaf,
      from: leaves.indexOf(source),
      relation,
      at,
    })),
  };
}

function attributeName(leaf: Code): string {
  return labelOf(leaf).split('.').at(-1) ?? '';
}

function sameObject(a: Code, b: Code): boolean {
  const base = (leaf: Code) => labelOf(leaf).split('.').slice(0, -1).join('.');
  return base(a) === base(b) && base(a) !== '';
}
