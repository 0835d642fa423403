// Parts of a formula that programs give a name to, because they occur more than once.

import type { Expr } from '../expr/expr.ts';
import { fold } from '../expr/walk.ts';
import { factorsOf, keyOf, logSoftmaxOf } from './structure.ts';

export interface Shorthand {
  readonly name: string;
  readonly key: string;
  readonly expr: Expr;
}

const quantities: Readonly<Partial<Record<string, string>>> = {
  logvar: 'variance',
  logscale: 'scale',
  logdf: 'df',
  lograte: 'rate',
  logmean: 'mean',
  logdispersion: 'dispersion',
  logconcentration: 'concentration',
};

const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** What to call a comparison with x, the only ones there are. */
function maskName(fn: 'greater' | 'equal', right: Expr | undefined): string {
  if (fn === 'equal') return 'isEqual';
  if (right?.kind === 'number' && right.value === 0) return 'isPositive';
  return right?.kind === 'symbol' ? 'isBelow' : 'isAbove';
}

/** What to call a part: e^(log u) is u and e^(-log u) its inverse; comparisons; log softmax of parameters. */
function nameOf(node: Expr): string | undefined {
  const softmax = logSoftmaxOf(node);
  if (softmax?.logits.kind === 'symbol')
    return softmax.logits.name.replace(/(l|L)ogits$/u, '$1ogProbs');
  if (node.kind !== 'apply') return undefined;
  const [left, right] = node.args;
  if (node.fn === 'greater' || node.fn === 'equal') return maskName(node.fn, right);
  if (node.fn !== 'exp' || left === undefined) return undefined;
  const { isNegative, factors } = factorsOf(left);
  const [logarithm] = factors;
  const quantity =
    factors.length === 1 && logarithm?.kind === 'symbol' ? quantities[logarithm.name] : undefined;
  return quantity !== undefined && isNegative ? `inverse${capitalised(quantity)}` : quantity;
}

/** Parts with a name that occur more than once, in the order they occur. */
export function shorthandsOf(expr: Expr): readonly Shorthand[] {
  const named = fold<readonly Expr[]>(expr, (node, parts) =>
    nameOf(node) === undefined ? parts.flat() : [...parts.flat(), node],
  );
  const keys = named.map(keyOf);
  const repeated = named.filter((_, index) => {
    const key = keys[index] ?? '';
    return keys.indexOf(key) === index && keys.lastIndexOf(key) > index;
  });
  return repeated.map((part, index) => {
    const name = nameOf(part) ?? 'part';
    const before = repeated.slice(0, index).filter((other) => nameOf(other) === name).length;
    return { key: keyOf(part), name: before === 0 ? name : `${name}${before + 1}`, expr: part };
  });
}
