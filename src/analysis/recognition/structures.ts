// Terms that are no elementwise kernel: recognised by how reductions and opaque values are put together.

import { type Code, some, unnamed } from '../lowering/code.ts';
import { type Fact, labelOf } from '../lowering/machine.ts';
import type { Piece } from './split.ts';
import { wordsOf } from './names.ts';
import type { TermKind } from './bases.ts';

export interface Structure {
  readonly kind: TermKind;
  readonly family: string;
}

/** What the pieces of one statement make together; null if nothing known. */
export function structureOf(fact: Fact, pieces: readonly Piece[]): Structure | null {
  return (
    maximumMeanDiscrepancy(pieces) ??
    densityRatio(pieces) ??
    decomposition(pieces) ??
    namedRegulariser(fact, pieces) ??
    gumbelSoftmax(fact)
  );
}

/** Three kernel means with weights w, w, -2w. */
function maximumMeanDiscrepancy(pieces: readonly Piece[]): Structure | null {
  if (pieces.length !== 3 || pieces.some((piece) => piece.match)) return null;
  const [a = 0, b = 0, c = 0] = pieces.map((piece) => piece.coefficient).toSorted((p, q) => p - q);
  const isMmd =
    a < 0 && Math.abs(b - c) < 1e-9 * Math.abs(b) && Math.abs(a + 2 * b) < 1e-9 * Math.abs(a);
  return isMmd ? { kind: 'mmd', family: 'rbf_or_imq' } : null;
}

/** The difference of the two outputs of one network: log D(z) / (1 - D(z)). */
function densityRatio(pieces: readonly Piece[]): Structure | null {
  const [first, second] = pieces.map((piece) => unnamed(piece.kernel));
  if (pieces.length !== 2 || first?.kind !== 'symbol' || second?.kind !== 'symbol') return null;
  const bothParts = first.symbol.origin === 'index' && second.symbol.origin === 'index';
  const sameBase =
    first.symbol.args[0] !== undefined && first.symbol.args[0] === second.symbol.args[0];
  const opposite = (pieces[0]?.coefficient ?? 0) === -(pieces[1]?.coefficient ?? 0);
  const speaks = /disc|logit|^D_|d_z|density|tc/iu.test(labelOf(first.symbol.args[0] ?? first));
  return bothParts && sameBase && opposite && speaks
    ? { kind: 'tc', family: 'density_ratio' }
    : null;
}

const conditional = /log_?q_?(?:z_?(?:given_?)?_?x|zx|z_cond)|logqz_?(?:condx|x)|log_?q_?z_?cond/iu;
const aggregate = /log_?q_?z$|logqz$|log_?q_?z_?(?:marginal|agg)/iu;
const product = /log_?(?:prod_?)?q_?z_?(?:prod|i|prodmarginals)|log_?prod_?q|logqz_?prod/iu;
const prior = /log_?p_?z|logpz/iu;

/** Differences of log q(z|x), log q(z), log prod q(z_j) and log p(z), by their names. */
function decomposition(pieces: readonly Piece[]): Structure | null {
  if (pieces.length !== 2) return null;
  const opposite =
    Math.sign(pieces[0]?.coefficient ?? 0) !== Math.sign(pieces[1]?.coefficient ?? 0);
  if (!opposite) return null;
  const [plus, minus] = pieces
    .toSorted((p, q) => q.coefficient - p.coefficient)
    .map((piece) => kindsOf(piece));
  if (plus === 'conditional' && minus === 'aggregate')
    return { kind: 'tc', family: 'mutual_information' };
  if (plus === 'aggregate' && minus === 'product')
    return { kind: 'tc', family: 'minibatch_stratified' };
  if (plus === 'product' && minus === 'prior') return { kind: 'kl', family: 'dimension_wise_mc' };
  return null;
}

function kindsOf(piece: Piece): 'conditional' | 'aggregate' | 'product' | 'prior' | null {
  for (const word of wordsOf(piece).toReversed()) {
    if (product.test(word)) return 'product';
    if (conditional.test(word)) return 'conditional';
    if (aggregate.test(word)) return 'aggregate';
    if (prior.test(word)) return 'prior';
  }
  return null;
}

/** Disentangled inferred prior and sliced Wasserstein: sums of squares over what no formula of one element holds. */
function namedRegulariser(fact: Fact, pieces: readonly Piece[]): Structure | null {
  const words = `${fact.name} ${fact.symbol}`;
  const squares = some(fact.value, (node) => node.kind === 'power' || node.kind === 'reduce');
  if (!squares || pieces.length === 0 || fact.kind === 'return') return null;
  if (/(?:^|_|\b)dip(?:_|\b)/iu.test(fact.name) && pieces.length >= 2)
    return { kind: 'regulariser', family: 'dip' };
  if (
    /(?:swd|wasserstein|w_?dist)/iu.test(words) &&
    /(?:swd|wasserstein|w_?dist)/iu.test(fact.symbol) &&
    /dist|swd|loss|wass/iu.test(fact.name)
  ) {
    return { kind: 'regulariser', family: 'sliced_wasserstein' };
  }
  return null;
}

/** softmax((logits + g) / tau) with g from uniform noise, or the library's call. */
function gumbelSoftmax(fact: Fact): Structure | null {
  const value = unnamed(fact.value);
  if (value.kind !== 'symbol') return null;
  const { callee, args } = value.symbol;
  const drawn = args.some((arg: Code) => some(arg, (node) => node.kind === 'noise'));
  const isGumbel =
    /gumbel_?softmax/iu.test(callee ?? '') || (/softmax/iu.test(callee ?? '') && drawn);
  return isGumbel ? { kind: 'reparameterize', family: 'gumbel_softmax' } : null;
}
