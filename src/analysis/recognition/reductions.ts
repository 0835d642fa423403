// Over which axes a piece is summed or averaged, from its reductions inside out and its divisions by sizes.

import { type Code, unnamed } from '../lowering/code.ts';
import { labelOf } from '../lowering/machine.ts';
import type { Piece } from './piece.ts';

export type AxisReduction = 'sum' | 'mean' | 'none' | 'na';

export interface ReductionState {
  readonly batch: AxisReduction;
  readonly features: AxisReduction;
}

const batchName = /(?:^|[._])(?:batch_?size|bs|batchsize|n_?batch|num_(?:examples|samples)|B)$/iu;

/** Whether a factor is one over the batch size. */
export function isInverseBatch(factor: Code): boolean {
  return (
    factor.kind === 'power' &&
    factor.exponent.kind === 'number' &&
    factor.exponent.value === -1 &&
    isBatchSize(factor.base)
  );
}

export function isBatchSize(node: Code): boolean {
  const value = unnamed(node);
  if (value.kind === 'symbol' && value.symbol.size === 'B') return true;
  return (
    batchName.test(labelOf(node)) ||
    (node.kind === 'named' && batchName.test(node.name)) ||
    (value.kind === 'symbol' && batchName.test(value.symbol.name))
  );
}

export function reductionOf(piece: Piece): ReductionState {
  let batch: AxisReduction = 'none';
  let features: AxisReduction = 'none';
  for (const { reduction, axes } of piece.reductions.toReversed()) {
    const kind = reduction === 'mean' ? 'mean' : 'sum';
    if (axes === 'list') continue;
    if (axes === 'all') {
      if (features === 'none') features = kind;
      if (batch === 'none') batch = kind;
    } else if (axes === 'last' || axes === 'unknown') {
      if (features === 'none') features = kind;
      else if (batch === 'none') batch = kind;
    } else {
      if (axes.includes(0) && batch === 'none') batch = kind;
      const isCounted = axes.some((axis) => axis > 0);
      if (axes.some((axis) => axis !== 0)) {
        // Axes after the first one are no batch, whatever was reduced before: mean over channels, then a sum.
        if (features === 'none' || (isCounted && kind === 'sum')) features = kind;
        else if (batch === 'none' && !axes.includes(0) && !isCounted) batch = kind;
      }
    }
  }
  if (piece.weights.some(isInverseBatch) && batch !== 'mean') batch = 'mean';
  return { batch, features };
}
