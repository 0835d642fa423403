// Totals to losses: which statement states a loss, which one weighs it, and the losses nobody writes as a sum.

import { type Code, has, holds, some, unnamed } from '../lowering/code.ts';
import type { Fact } from '../lowering/unit.ts';
import type { Knowledge } from './knowledge.ts';
import { ratio } from './effectiveBeta.ts';
import { modelOf } from './lossModel.ts';
import type { Piece } from './piece.ts';
import type { Reading } from './reading.ts';
import { isDivergence, isLikelihood } from './sense.ts';
import type { LossDraft, LossModel, Term } from './term.ts';

/** A later total that contains an earlier one extends it: the first places the loss, the last weighs it. */
export function lossesOf(totals: readonly Reading[], knowledge: Knowledge): readonly LossDraft[] {
  const open: { first: Reading; last: Reading }[] = [];
  const byExecution = new Map<number, { first: Reading; last: Reading }[]>();
  for (const total of totals) {
    const here = byExecution.get(total.fact.execution) ?? [];
    byExecution.set(total.fact.execution, here);
    const inner = here.filter(({ last }) =>
      containsNode(total.fact.value, unnamed(last.fact.value)),
    );
    for (const loss of inner) {
      if (inner.length > 1) continue;
      // Weighing by importance makes another objective of the same terms: it stands where that happens.
      if (isImportanceWeighted(total) && !isImportanceWeighted(loss.last)) loss.first = total;
      loss.last = total;
    }
    if (inner.length > 0) continue;
    const loss = { first: total, last: total };
    here.push(loss);
    open.push(loss);
  }
  return open.map(({ first, last }) => modelOf(first.fact, last.pieces, knowledge));
}

/** `return rec, kl`: whoever calls it adds them. Only where the function makes no total itself. */
export function pairsReturned(
  readings: readonly Reading[],
  totals: readonly Reading[],
  knowledge: Knowledge,
): readonly LossDraft[] {
  const done = new Set(totals.map(({ fact }) => fact.execution));
  const groups = new Map<string, Reading[]>();
  for (const reading of readings) {
    const { fact } = reading;
    if (fact.kind !== 'return' || done.has(fact.execution)) continue;
    const key = `${fact.execution} ${fact.span.from}`;
    groups.set(key, [...(groups.get(key) ?? []), reading]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const isPair =
      group.some(({ pieces }) => pieces.some(({ sense }) => isLikelihood(sense))) &&
      group.some(({ pieces }) => pieces.some(({ sense }) => isDivergence(sense)));
    const pieces = group.flatMap((reading) => reading.pieces);
    return first && isPair && group.length > 1 ? [modelOf(first.fact, pieces, knowledge)] : [];
  });
}

/** What a library's ELBO object computes: the terms of the program it is given, each once. */
export function libraryLoss(total: Term, terms: readonly Term[]): LossModel {
  const parts = terms.filter(({ kind }) => kind === 'reconstruction' || kind === 'kl').slice(0, 4);
  const pieceOf = (wanted: Term['kind']) => parts.find(({ kind }) => kind === wanted)?.piece;
  const [likelihood, divergence] = [pieceOf('reconstruction'), pieceOf('kl')];
  // A program states log p, and may scale the log densities of some of its statements.
  const beta =
    likelihood && divergence
      ? ratio(divergence, { ...likelihood, coefficient: -likelihood.coefficient }, [])
      : null;
  return {
    symbol: total.symbol,
    span: total.span,
    effectiveBeta: beta ?? { formula: '1', value: 1, factor: 1, powers: new Map() },
    factor: null,
    impliedScale: null,
    betaKind: 'const',
    objective: 'elbo',
    further: [],
    sign: '+',
    sumOverBatch: true,
    sizes: [],
    terms: parts,
    parts: [],
    when: [],
    alternatives: [],
  };
}

function isImportanceWeighted({ pieces }: Reading): boolean {
  return pieces.some(
    (piece) =>
      piece.flags.has('importance') || piece.weights.some((weight) => has(weight, holds.softmax)),
  );
}

function containsNode(whole: Code, part: Code): boolean {
  return some(whole, (node) => node === part);
}

/** The ELBO object of a library. */
export function libraryTotal(fact: Fact, pieces: readonly Piece[]): readonly Term[] {
  const [only] = pieces;
  if (
    pieces.length !== 1 ||
    only?.kernel.kind !== 'library' ||
    only.kernel.term !== 'elbo' ||
    fact.kind !== 'loss'
  )
    return [];
  const { symbol, functionSpan, span } = fact;
  return [
    {
      ...plainFields,
      kind: 'elbo_total',
      family: 'library',
      symbol,
      functionSpan,
      span,
      summary: 'the ELBO a library computes',
    },
  ];
}

function familyOfTotal({ objective, betaKind, effectiveBeta }: LossDraft): string {
  if (objective === 'importance' || objective === 'weighted') return 'iwae';
  if (objective === 'capacity') return 'capacity';
  return betaKind === 'const' && effectiveBeta?.formula === '1' ? 'sum' : 'weighted_sum';
}

export function totalTerm(loss: LossDraft): Term {
  return {
    kind: 'elbo_total',
    family: familyOfTotal(loss),
    parameter: null,
    symbol: loss.symbol,
    functionSpan: loss.span,
    span: loss.span,
    reduction: { batch: 'na', features: 'na' },
    weight: 'none',
    sign: loss.sign,
    scale: null,
    droppedConstant: null,
    certainty: 'exact',
    summary: 'negative ELBO',
    match: null,
    piece: null,
  };
}

export const plainFields = {
  parameter: null,
  reduction: { batch: 'na', features: 'na' },
  weight: 'none',
  sign: '+',
  scale: null,
  droppedConstant: null,
  certainty: 'likely',
  match: null,
  piece: null,
} as const;
