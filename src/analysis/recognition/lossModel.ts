// A total as a model: its terms, the weight of the KL once the likelihood has scale 1, the scale that weight implies,
// and the sizes both rest on.

import type { Code } from '../lowering/code.ts';
import type { Fact, Machine } from '../lowering/machine.ts';
import { ratio } from './effectiveBeta.ts';
import { isOpaque, type NamedSense, namedSense } from './names.ts';
import { reductionOf } from './reductions.ts';
import { senseOf } from './sense.ts';
import { type Size, sizeOf, type Stated } from './sizes.ts';
import type { Piece } from './split.ts';
import type { LossModel, Quantity, Term } from './term.ts';
import { weightKind } from './weights.ts';

/** Terms by the kernel of the piece they were found in. */
export type TermsByKernel = ReadonlyMap<Code, readonly Term[]>;

export function byKernel(terms: readonly Term[]): TermsByKernel {
  const found = new Map<Code, Term[]>();
  for (const term of terms) {
    const kernel = term.piece?.kernel;
    if (kernel) found.set(kernel, [...(found.get(kernel) ?? []), term]);
  }
  return found;
}

export function modelOf(
  fact: Fact,
  pieces: readonly Piece[],
  terms: TermsByKernel,
  machine: Machine,
  stated: readonly Stated[],
): LossModel {
  const likelihood =
    pieces.find((piece) => senseOf(piece)?.kind === 'reconstruction') ??
    pieces.find((piece) => isNamed(piece, ['likelihood']));
  const divergence =
    pieces.find((piece) => ['kl', 'discrete_kl'].includes(senseOf(piece)?.kind ?? '')) ??
    pieces.find((piece) => isNamed(piece, ['divergence', 'logPosterior']));
  const { functionSpan } = fact;
  const isInside = ({ span }: Stated) =>
    span.from >= functionSpan.from && span.to <= functionSpan.to;
  const said = [...stated.filter(isInside), ...stated.filter((one) => !isInside(one))];
  const sizes = [
    sizeOf('D', likelihood, machine, said),
    sizeOf('d', divergence, machine, said),
    ...said
      .filter(({ name }) => name !== 'D' && name !== 'd')
      .map(({ name, value, span }) => ({ symbol: name, value, span })),
  ].filter((size): size is Size => size !== null);
  const beta = likelihood && divergence ? ratio(divergence, likelihood, sizes) : null;
  const family = likelihood ? senseOf(likelihood)?.family : undefined;
  const kernels = new Set(pieces.map((piece) => piece.kernel));
  const kind = divergence
    ? weightKind(divergence, divergence.coefficient * (divergence.match?.scale ?? 1))
    : 'none';
  return {
    symbol: fact.symbol,
    span: fact.span,
    effectiveBeta: beta,
    impliedScale: beta && family ? impliedScale(beta, family) : null,
    betaKind: kind === 'anneal' ? 'schedule' : kind === 'free-bits' ? 'threshold' : 'const',
    sign: signOf(likelihood ?? divergence),
    sumOverBatch: likelihood ? reductionOf(likelihood).batch === 'sum' : false,
    sizes,
    terms: [...kernels].flatMap((kernel) => terms.get(kernel) ?? []),
  };
}

/** Opaque, and one of these by its name. */
function isNamed(piece: Piece, kinds: readonly NamedSense[]): boolean {
  return isOpaque(piece.kernel) && kinds.includes(namedSense(piece, true));
}

function signOf(piece: Piece | undefined): '+' | '-' {
  return piece && piece.coefficient * (piece.match?.scale ?? 1) < 0 ? '-' : '+';
}

function impliedScale(beta: Quantity, family: string): LossModel['impliedScale'] {
  if (family === 'gaussian_fixed') {
    return {
      parameter: 'sigma',
      formula: `sqrt(${beta.formula})`,
      value: beta.value === null ? null : Math.sqrt(beta.value),
    };
  }
  return family === 'laplace' ? { parameter: 'b', ...beta } : null;
}
