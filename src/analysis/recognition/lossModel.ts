// A total as a model: its terms, the weight of the KL once the likelihood has scale 1, the scale that weight implies,
// and the sizes both rest on.

import { has, holds, some, unnamed } from '../lowering/code.ts';
import type { Fact } from '../lowering/unit.ts';
import { type Branch, branchesOf } from './branches.ts';
import { factorOf, ratio } from './effectiveBeta.ts';
import type { Knowledge } from './knowledge.ts';
import { isOpaque, type NamedSense, namedSense } from './names.ts';
import type { Piece } from './piece.ts';
import { reductionOf } from './reductions.ts';
import { type Size, sizeOf, type Stated } from './sizes.ts';
import type { LossDraft, LossModel, ObjectiveKind, Quantity, Ratio } from './term.ts';
import { weightKind } from './weights.ts';

/** The loss of a statement; where branches make it another one, each of them. */
export function modelOf(fact: Fact, pieces: readonly Piece[], knowledge: Knowledge): LossDraft {
  const [first, ...others] = branchesOf(pieces).map((branch) =>
    branchModel(fact, branch, knowledge),
  );
  if (!first) return { ...branchModel(fact, { pieces, when: [] }, knowledge), alternatives: [] };
  const seen = new Set([signatureOf(first)]);
  const different = others.filter((other) => {
    const signature = signatureOf(other);
    return other.effectiveBeta !== null && !seen.has(signature) && seen.add(signature);
  });
  const alternatives = different.map((other) => Object.assign(other, { alternatives: [] }));
  return { ...first, when: different.length > 0 ? first.when : [], alternatives };
}

/** What tells the losses of two branches apart. */
function signatureOf({ effectiveBeta, sign, drafts }: BranchModel): string {
  return [effectiveBeta?.formula, sign, ...[...drafts.keys()].map(({ id }) => id)].join(' ');
}

type BranchModel = Omit<LossDraft, 'alternatives'>;

function branchModel(fact: Fact, { pieces, when }: Branch, knowledge: Knowledge): BranchModel {
  const { likelihood, divergence } = pairOf(pieces);
  const { functionSpan } = fact;
  const isInside = ({ span }: Stated) =>
    span.from >= functionSpan.from && span.to <= functionSpan.to;
  const stated = knowledge.stated();
  const said = [...stated.filter(isInside), ...stated.filter((one) => !isInside(one))];
  const sizes = [
    sizeOf('D', likelihood, knowledge, said),
    sizeOf('d', divergence, knowledge, said),
    ...said
      .filter(({ name }) => name !== 'D' && name !== 'd')
      .map(({ name, value, span }) => ({
        symbol: name,
        value,
        span,
        source: null,
        isGiven: false,
      })),
  ].filter((size): size is Size => size !== null);
  const beta =
    likelihood && divergence
      ? sumOf(sameDivergences(divergence, pieces).map((piece) => ratio(piece, likelihood, sizes)))
      : null;
  const family = likelihood?.sense?.family;
  const kind = divergence
    ? weightKind(divergence, divergence.coefficient * (divergence.match?.scale ?? 1))
    : 'none';
  return {
    symbol: fact.symbol,
    span: fact.span,
    effectiveBeta: beta,
    factor: likelihood && divergence ? factorOf(divergence, likelihood, sizes) : null,
    impliedScale: beta && family ? impliedScale(beta, family) : null,
    objective: objectiveOf(pieces, divergence),
    further: likelihood && divergence ? furtherOf(pieces, [likelihood, divergence]) : [],
    betaKind: kind === 'anneal' ? 'schedule' : kind === 'free-bits' ? 'threshold' : 'const',
    sign: signOf(likelihood ?? divergence),
    sumOverBatch: likelihood ? reductionOf(likelihood).batch === 'sum' : false,
    sizes,
    when,
    drafts: new Map(pieces.map((piece) => [piece.kernel, { piece, fact }])),
  };
}

function objectiveOf(pieces: readonly Piece[], divergence: Piece | undefined): ObjectiveKind {
  if (pieces.some(({ flags }) => flags.has('importance'))) return 'importance';
  if (pieces.some(({ weights }) => weights.some((weight) => has(weight, holds.softmax))))
    return 'weighted';
  const divergences = divergence ? sameDivergences(divergence, pieces) : [];
  if (divergences.some(({ flags }) => flags.has('capacity'))) return 'capacity';
  return divergences.some(({ flags }) => flags.has('freeBits')) ? 'freeBits' : 'elbo';
}

/** What stands beside the pair, constants aside: a KL may be of a further latent, and be written as two log densities. */
function furtherOf(pieces: readonly Piece[], pair: readonly Piece[]): readonly string[] {
  const own = new Set(pair.map(({ kernel }) => unnamed(kernel)));
  const known = new Set(pair.flatMap(({ names }) => names));
  const names = pieces.flatMap((piece) => {
    const kind = piece.sense?.kind;
    if (own.has(unnamed(piece.kernel)) || kind === 'kl' || kind === 'discrete_kl') return [];
    if (isNamed(piece, ['logPrior', 'logPosterior']) || !variesWithData(piece)) return [];
    return [piece.names.findLast((name) => !known.has(name))?.replace(/^@/u, '') ?? ''];
  });
  return [...new Set(names)];
}

const variesWithData = ({ kernel }: Piece): boolean =>
  some(
    kernel,
    (node) => node.kind === 'library' || (node.kind === 'symbol' && node.symbol.origin !== 'size'),
  );

/** The two a loss is weighed by: the first of each kind, by formula or call, else by name. */
export function pairOf(pieces: readonly Piece[]): {
  readonly likelihood: Piece | undefined;
  readonly divergence: Piece | undefined;
} {
  return {
    likelihood:
      pieces.find(({ sense }) => sense?.kind === 'reconstruction') ??
      pieces.find((piece) => isNamed(piece, ['likelihood'])),
    divergence:
      pieces.find(({ sense }) => sense?.kind === 'kl' || sense?.kind === 'discrete_kl') ??
      pieces.find((piece) => isNamed(piece, ['divergence', 'logPosterior'])),
  };
}

/** The divergence wherever it stands: `beta * kl + gamma * abs(kl - C)` weighs it twice. */
function sameDivergences(divergence: Piece, pieces: readonly Piece[]): readonly Piece[] {
  const kernel = unnamed(divergence.kernel);
  const other = pieces.find(
    (piece) =>
      piece !== divergence &&
      unnamed(piece.kernel) === kernel &&
      piece.flags.size !== divergence.flags.size,
  );
  return other
    ? [divergence, other].toSorted((a, b) => pieces.indexOf(a) - pieces.indexOf(b))
    : [divergence];
}

/** What it is made of is that of the first. */
function sumOf(weights: readonly (Ratio | null)[]): Ratio | null {
  const [first] = weights;
  const known = weights.filter((weight) => weight !== null);
  if (!first || known.length < weights.length) return first ?? null;
  const value = known.reduce<number | null>(
    (sum, weight) => (sum === null || weight.value === null ? null : sum + weight.value),
    0,
  );
  return { ...first, formula: known.map(({ formula }) => formula).join('+'), value };
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
  const { formula, value } = beta;
  return family === 'laplace' ? { parameter: 'b', formula, value } : null;
}
