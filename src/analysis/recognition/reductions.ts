// Over which axes a piece is summed or averaged, from its reductions inside out and its divisions by sizes.

import { type Code, has, holds, unnamed } from '../lowering/code.ts';
import { labelOf } from '../lowering/machine.ts';
import type { BarePiece } from './piece.ts';

/** What of a piece says how it is reduced. */
type Reduced = Pick<BarePiece, 'reductions' | 'weights' | 'flags'>;

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

/** What has become of the axes so far; `others` are those that are neither the batch's nor known to be reduced. */
interface Axes {
  batch: AxisReduction;
  features: AxisReduction;
  others: 'unknown' | 'some' | 'none';
}

export const unreduced: ReductionState = { batch: 'none', features: 'none' };

/** `before`: how far the kernel is reduced as it is. */
export function reductionOf(piece: Reduced, before = unreduced): ReductionState {
  const state: Axes = {
    batch: before.batch,
    features: before.features,
    // Samples weighed by importance have an axis of their own.
    others: isWeighedByImportance(piece) ? 'some' : 'unknown',
  };
  for (let at = piece.reductions.length - 1; at >= 0; at -= 1) {
    const node = piece.reductions[at];
    // What is still reduced over the batch further out has a batch still.
    const isLeft = piece.reductions.slice(0, at).some(({ axes }) => isOverBatch(axes));
    if (node) reduceAxes(state, node.axes, node.reduction === 'mean' ? 'mean' : 'sum', isLeft);
  }
  const { features } = state;
  const isDivided = state.batch !== 'mean' && piece.weights.some(isInverseBatch);
  return { batch: isDivided ? 'mean' : state.batch, features };
}

function isWeighedByImportance({ weights, flags }: Reduced): boolean {
  return flags.has('importance') || weights.some((weight) => has(weight, holds.softmax));
}

type ReducedAxes = Extract<Code, { kind: 'reduce' }>['axes'];

function isOverBatch(axes: ReducedAxes): boolean {
  return axes === 'all' || (typeof axes !== 'string' && axes.includes(0));
}

function reduceAxes(
  state: Axes,
  axes: ReducedAxes,
  kind: 'sum' | 'mean',
  isBatchLeft: boolean,
): void {
  if (axes === 'list' || axes === 'class') return;
  if (axes === 'all' || axes === 'event') {
    if (state.features === 'none') state.features = kind;
    if (axes === 'all' && state.batch === 'none') state.batch = kind;
    state.others = 'none';
    return;
  }
  if (typeof axes === 'string') {
    reduceOne(state, kind, isBatchLeft);
    return;
  }
  let isOfBatch = false;
  let fromEnd = 0;
  let fromStart = 0;
  let hasSecond = false;
  for (const axis of axes) {
    if (axis === 0) isOfBatch = true;
    else if (axis < 0) fromEnd += 1;
    else fromStart += 1;
    if (axis === 1) hasSecond = true;
  }
  // Once the batch is gone, what is first was behind it.
  if (isOfBatch && state.batch === 'none') state.batch = kind;
  if (fromStart === 0) {
    if (fromEnd > 0) reduceOne(state, kind, isOfBatch || isBatchLeft);
    return;
  }
  // Axes after the first one are no batch, whatever was reduced before: mean over channels, then a sum.
  if (state.features === 'none' || kind === 'sum') state.features = kind;
  if (!hasSecond && fromEnd === 0) state.others = 'some';
}

/** The last axis of those there are: of the event, then of samples, then the batch's. */
function reduceOne(state: Axes, kind: 'sum' | 'mean', isBatchElsewhere: boolean): void {
  if (state.features === 'none') state.features = kind;
  else if (state.others === 'some') state.others = 'unknown';
  else if (!isBatchElsewhere && state.batch === 'none') state.batch = kind;
}
