// How far each side of a loss is reduced before the two are added: what is reduced around both says nothing of the shapes that
// meet.

import type { ReduceNode } from '../analysis/recognition/piece.ts';
import type { LossView, Side } from './lossView.ts';

export interface OwnReductions {
  readonly likelihood: readonly ReduceNode[];
  readonly divergence: readonly ReduceNode[];
  /** Around both, outermost first. */
  readonly shared: readonly ReduceNode[];
}

export function ownReductions({ likelihood, divergence }: LossView): OwnReductions | null {
  if (!likelihood || !divergence) return null;
  const [a, b] = [reductionsOf(likelihood), reductionsOf(divergence)];
  let count = 0;
  while (count < a.length && a[count] === b[count]) count += 1;
  return { likelihood: a.slice(count), divergence: b.slice(count), shared: a.slice(0, count) };
}

const reductionsOf = ({ piece }: Side): readonly ReduceNode[] => piece.reductions;

/** Whatever axes there were, one number is left. */
export const isScalar = (own: readonly ReduceNode[]): boolean =>
  own.some(({ axes }) => axes === 'all');

/** Each datum keeps a value of its own. */
export const isPerDatum = (own: readonly ReduceNode[]): boolean =>
  own.length > 0 &&
  own.every(
    ({ axes }) =>
      axes === 'event' || (typeof axes !== 'string' && axes.length > 0 && !axes.includes(0)),
  );
