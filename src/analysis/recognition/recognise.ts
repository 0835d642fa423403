// Facts to terms and losses: a kernel is a term where it is first complete; what multiplies and reduces it is
// read at the total it enters.

import type { Lowered } from '../lowering/lower.ts';
import { type Code, some, unnamed } from '../lowering/code.ts';
import { type Fact, labelOf, type Machine } from '../lowering/machine.ts';
import { admitsReconstruction, type Evidence, gatherEvidence } from './context.ts';
import { modelOf } from './lossModel.ts';
import { matchSampler } from './match.ts';
import { reductionOf } from './reductions.ts';
import { type Stated, statedSizes } from './sizes.ts';
import { type Piece, Splitter } from './split.ts';
import type { LossModel, Term } from './term.ts';
import { weightKind } from './weights.ts';
import { addendsOf, structureOf } from './structures.ts';
import { kindOfWord, type NamedSense, namedSense } from './names.ts';
import { type Sense, senseOf } from './sense.ts';

export interface Recognition {
  readonly terms: readonly Term[];
  readonly losses: readonly LossModel[];
}

interface Reading {
  readonly fact: Fact;
  readonly pieces: readonly Piece[];
}

export function recognise({ machine, facts, comments }: Lowered): Recognition {
  const splitter = new Splitter(machine.table);
  const readings = facts.map((fact) => ({ fact, pieces: splitter.split(fact.value) }));
  const samplers = readings.flatMap(({ fact }) => samplerTerm(fact));
  const evidence = gatherEvidence(readings, samplers.length > 0, senseOf);
  const totals = readings.filter((reading) => isTotal(reading, splitter, evidence));
  const terms = collectTerms(readings, totals, evidence);
  const unique = uniqueSamplers(samplers);
  const sampled = firstPerFunction(readings.flatMap(sampledKl));
  const structures = facts.flatMap(structureTerm);
  const losses = [...lossesOf(totals, terms, machine, statedSizes(comments))];
  const summed = losses.length;
  losses.push(...pairsReturned(readings, totals, terms, machine, statedSizes(comments)));
  losses.push(...readings.flatMap((reading) => libraryLoss(reading, terms)));
  const libraryTotals = readings.flatMap(({ fact, pieces }) => libraryTotal(fact, pieces));
  return {
    terms: [
      ...terms,
      ...sampled,
      ...unique,
      ...structures,
      ...libraryTotals,
      ...losses.slice(0, summed).map(totalTerm),
    ].toSorted((a, b) => a.span.from - b.span.from),
    losses,
  };
}

/** Two kernels are one term when they are the same formula of the same values, whatever numbers stand before them. */
function kernelKey(piece: Piece): string {
  const { match } = piece;
  if (match) {
    const roles = match.roles.map((role) => unnamed(role).id);
    const [a, b] = match.basis.symmetric ?? [];
    if (a !== undefined && b !== undefined && (roles[a] ?? 0) > (roles[b] ?? 0)) {
      [roles[a], roles[b]] = [roles[b] ?? 0, roles[a] ?? 0];
    }
    return `${match.basis.id} ${roles.join(',')}`;
  }
  const kernel = unnamed(piece.kernel);
  const isScaled =
    kernel.kind === 'multiply' &&
    kernel.factors[0]?.kind === 'number' &&
    kernel.factors.length === 2;
  return `#${(isScaled ? unnamed(kernel.factors[1] as Code) : kernel).id}`;
}

/** A value computed in another function and used here by name. */
function isForeign({ spans }: Piece, { functionSpan }: Fact): boolean {
  return (
    functionSpan.to > 0 &&
    spans.some(({ from, to }) => from < functionSpan.from || to > functionSpan.to)
  );
}

/** Values drawn from q, by the function where a Monte Carlo KL says so. */
function latentsOf(readings: readonly Reading[]): ReadonlyMap<number, ReadonlySet<Code>> {
  const found = new Map<number, Set<Code>>();
  for (const { fact, pieces } of readings) {
    for (const { match } of pieces) {
      if (match?.basis.family !== 'monte_carlo') continue;
      const here = found.get(fact.functionSpan.from) ?? new Set();
      if (match.roles[0]) here.add(unnamed(match.roles[0]));
      found.set(fact.functionSpan.from, here);
    }
  }
  return found;
}

/** A density of a latent: half of a KL, no likelihood. */
function isOfLatent(piece: Piece, latents: ReadonlySet<Code> | undefined): boolean {
  const { match } = piece;
  if (match && !match.basis.isDensity) return false;
  const names = piece.names.map((name) => kindOfWord(name, true));
  if (names.includes('logPosterior') || names.includes('logPrior')) return true;
  const point = match ? match.roles : piece.kernel.kind === 'library' ? piece.kernel.args : [];
  return point.some((role, index) => index < 2 && latents?.has(unnamed(role)));
}

/** A helper's result used as it is: reported where the helper defines it. A reduction added at the call makes it a term. */
function isPlainUse(piece: Piece, isInTotal: boolean): boolean {
  return (
    piece.helpers.length > 0 &&
    (isInTotal ||
      piece.addedOutside === 0 ||
      piece.reductions.length === 0 ||
      piece.reductions.length > piece.reducedOutside)
  );
}

function collectTerms(
  readings: readonly Reading[],
  totals: readonly Reading[],
  evidence: Evidence,
): readonly Term[] {
  const found = new Map<string, Term>();
  const latents = latentsOf(readings);
  for (const { fact, pieces } of readings) {
    for (const piece of pieces) {
      const sense = senseOf(piece);
      const isInTotal = totals.some((total) => total.fact === fact);
      if (!sense || isPlainUse(piece, isInTotal) || isForeign(piece, fact)) continue;
      const key = `${fact.symbol}@${fact.functionSpan.from} ${sense.kind} ${kernelKey(piece)}`;
      const before = found.get(key);
      if (before) {
        // As long as a statement only develops this term, it is part of how the term is written.
        if (!isInTotal && pieces.length === 1 && fact.kind !== 'return')
          found.set(key, describe(sense, piece, { ...fact, span: before.span }));
        else if (before.reduction.batch === 'none')
          found.set(key, { ...before, reduction: reductionOf(piece) });
        continue;
      }
      if (sense.kind === 'reconstruction' && isOfLatent(piece, latents.get(fact.functionSpan.from)))
        continue;
      if (sense.kind === 'reconstruction' && !admitsReconstruction(piece, fact, evidence)) continue;
      found.set(key, describe(sense, piece, fact));
    }
  }
  return [...found.values()];
}

function describe(sense: Sense, piece: Piece, fact: Fact): Term {
  const { match } = piece;
  const factor = piece.coefficient * (match?.scale ?? 1);
  const isFree = match?.basis.columns.findIndex((column) => column.target === null) ?? -1;
  const kept = isFree >= 0 && Math.abs(match?.coefficients[isFree] ?? 0) > 1e-9;
  return {
    kind: sense.kind,
    family: sense.family,
    parameter: match?.parameter ?? null,
    symbol: fact.symbol,
    functionSpan: fact.functionSpan,
    span: fact.span,
    reduction: reductionOf(piece),
    weight: weightKind(piece, factor),
    sign: factor < 0 ? '-' : '+',
    scale: match ? Number(Math.abs(factor).toPrecision(12)) : null,
    droppedConstant: match && !kept ? match.basis.constant : null,
    certainty: sense.certainty,
    summary: `${sense.kind} ${sense.family}`,
    match,
    piece,
  };
}

function isLikelihood(sense: Sense | null): boolean {
  return sense?.kind === 'reconstruction';
}

function isDivergence(sense: Sense | null): boolean {
  return sense !== null && ['kl', 'discrete_kl', 'mmd', 'tc', 'regulariser'].includes(sense.kind);
}

/** One likelihood and one divergence at least, in different addends; names count for what no formula claims. */
function isTotal({ fact, pieces }: Reading, splitter: Splitter, evidence: Evidence): boolean {
  if (pieces.length < 2 || pieces.length > 40) return false;
  const senses = pieces.map((piece) => senseOf(piece) ?? nameSense(piece, evidence));
  if (senses.some(isLikelihood) && senses.some(isDivergence)) return true;
  const addends = addendsOf(fact.value).map(({ value }) => {
    const own = splitter.split(value).map(senseOf);
    const word = nameKind(labelOf(value), evidence);
    return {
      likelihood: word === 'likelihood' || own.some(isLikelihood),
      divergence: word === 'divergence' || own.some(isDivergence),
    };
  });
  return addends.some(
    (one) => one.likelihood && addends.some((other) => other !== one && other.divergence),
  );
}

function nameSense(piece: Piece, evidence: Evidence): Sense | null {
  if (piece.match && piece.match.basis.columns.length > 1) return null;
  switch (namedSense(piece, evidence.hasLatent)) {
    case 'likelihood':
      return { kind: 'reconstruction', family: 'generic_log_prob', certainty: 'likely' };
    case 'divergence':
    case 'logPosterior':
      return { kind: 'kl', family: 'library', certainty: 'likely' };
    default:
      return null;
  }
}

function nameKind(name: string, evidence: Evidence): NamedSense {
  return kindOfWord(name, evidence.hasLatent);
}

/** log q(z|x) - log p(z) by the names of two opaque values of opposite sign. */
function sampledKl({ fact, pieces }: Reading): readonly Term[] {
  if (
    pieces.length < 2 ||
    pieces.length > 6 ||
    pieces.some((piece) => senseOf(piece)?.kind === 'kl')
  )
    return [];
  const signOf = (piece: Piece) => Math.sign(piece.coefficient);
  const q = pieces.find((piece) => namedSense(piece, true) === 'logPosterior');
  const p = pieces.find((piece) => namedSense(piece, true) === 'logPrior');
  if (!q || !p || signOf(q) === signOf(p)) return [];
  const described = describe({ kind: 'kl', family: 'monte_carlo', certainty: 'likely' }, q, fact);
  return [
    {
      ...described,
      sign: signOf(q) > 0 ? '+' : '-',
      scale: null,
      match: null,
      parameter: null,
      droppedConstant: null,
    },
  ];
}

/** A later total that contains an earlier one extends it: the first places the loss, the last weighs it. */
function lossesOf(
  totals: readonly Reading[],
  terms: readonly Term[],
  machine: Machine,
  stated: readonly Stated[],
): readonly LossModel[] {
  const open: { first: Reading; last: Reading }[] = [];
  for (const total of totals) {
    const inner = open.filter(
      ({ last }) =>
        last.fact.execution === total.fact.execution &&
        containsNode(total.fact.value, unnamed(last.fact.value)),
    );
    for (const loss of inner) {
      if (inner.length > 1) continue;
      // Weighing by importance makes another objective of the same terms: it stands where that happens.
      if (isImportanceWeighted(total) && !isImportanceWeighted(loss.last)) loss.first = total;
      loss.last = total;
    }
    if (inner.length === 0) open.push({ first: total, last: total });
  }
  return open.map(({ first, last }) => modelOf(first.fact, last.pieces, terms, machine, stated));
}

/** `return rec, kl`: whoever calls it adds them. Only where the function makes no total itself. */
function pairsReturned(
  readings: readonly Reading[],
  totals: readonly Reading[],
  terms: readonly Term[],
  machine: Machine,
  stated: readonly Stated[],
): readonly LossModel[] {
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
      group.some(({ pieces }) => pieces.some((piece) => isLikelihood(senseOf(piece)))) &&
      group.some(({ pieces }) => pieces.some((piece) => isDivergence(senseOf(piece))));
    const pieces = group.flatMap((reading) => reading.pieces);
    return first && isPair && group.length > 1
      ? [modelOf(first.fact, pieces, terms, machine, stated)]
      : [];
  });
}

/** What a library's ELBO object computes: the terms of the program it is given, each once. */
function libraryLoss({ fact, pieces }: Reading, terms: readonly Term[]): readonly LossModel[] {
  if (libraryTotal(fact, pieces).length === 0) return [];
  return [
    {
      symbol: fact.symbol,
      span: fact.span,
      effectiveBeta: { formula: '1', value: 1 },
      impliedScale: null,
      betaKind: 'const',
      sign: '+',
      sumOverBatch: true,
      sizes: [],
      terms: terms.filter(({ kind }) => kind === 'reconstruction' || kind === 'kl').slice(0, 4),
    },
  ];
}

function isImportanceWeighted({ pieces }: Reading): boolean {
  return pieces.some(
    (piece) =>
      piece.flags.has('importance') ||
      piece.weights.some((weight) =>
        some(weight, (n) => n.kind === 'symbol' && /softmax/iu.test(n.symbol.callee ?? '')),
      ),
  );
}

function containsNode(whole: Code, part: Code): boolean {
  return some(whole, (node) => node === part);
}

function totalTerm(loss: LossModel): Term {
  return {
    kind: 'elbo_total',
    family:
      loss.betaKind === 'const' && loss.effectiveBeta?.formula === '1' ? 'sum' : 'weighted_sum',
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

const plainFields = {
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

function structureTerm(fact: Fact): readonly Term[] {
  const structure = structureOf(fact);
  if (!structure || fact.kind === 'return') return [];
  const { symbol, functionSpan, span } = fact;
  return [{ ...plainFields, ...structure, symbol, functionSpan, span, summary: structure.family }];
}

/** The ELBO object of a library. */
function libraryTotal(fact: Fact, pieces: readonly Piece[]): readonly Term[] {
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

const noiseName = /^(?:eps(?:ilon)?|noise)\d?$/iu;

function isNoise(leaf: Code): boolean {
  if (leaf.kind === 'noise') return true;
  if (leaf.kind === 'named')
    return (
      isNoise(leaf.value) ||
      (noiseName.test(leaf.name) && !some(leaf.value, (n) => n.kind === 'noise'))
    );
  return leaf.kind === 'symbol' && noiseName.test(labelOf(leaf));
}

function samplerTerm(fact: Fact): readonly Term[] {
  const isDrawn = some(fact.value, isNoise);
  const isHelpers = some(
    fact.value,
    (node) => node.kind === 'named' && node.name.startsWith('@') && some(node.value, isNoise),
  );
  if (!isDrawn || isHelpers) return drawnTerm(fact);
  const match = matchSampler(fact.value, isNoise);
  if (!match || match.wrong.length > 0) return [];
  return [
    {
      ...samplerFields(fact),
      parameter: match.parameter,
      scale: match.scale,
      certainty: 'exact',
      match,
    },
  ];
}

function samplerFields(fact: Fact) {
  return {
    kind: 'reparameterize',
    family: 'gaussian',
    symbol: fact.symbol,
    functionSpan: fact.functionSpan,
    span: fact.span,
    reduction: { batch: 'none', features: 'none' },
    weight: 'none',
    sign: '+',
    droppedConstant: null,
    summary: 'z = mu + sigma eps',
    piece: null,
  } as const;
}

/** `q.rsample()` of a distribution that cannot be followed: a reparameterised draw by its name. */
function drawnTerm(fact: Fact): readonly Term[] {
  const value = unnamed(fact.value);
  if (
    fact.kind === 'update' ||
    value.kind !== 'symbol' ||
    !/(?:^|\.)rsample$/u.test(value.symbol.callee ?? '')
  )
    return [];
  return [
    { ...samplerFields(fact), parameter: null, scale: null, certainty: 'likely', match: null },
  ];
}

/** One draw, one term: where it is first complete in its function. */
function uniqueSamplers(samplers: readonly Term[]): readonly Term[] {
  const seen = new Set<string>();
  return samplers.filter((term) => {
    const noise = term.match?.roles[2]?.id ?? -term.span.from;
    const key = `${term.functionSpan.from} ${noise}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function firstPerFunction(terms: readonly Term[]): readonly Term[] {
  const seen = new Set<number>();
  return terms.filter(
    ({ functionSpan }) => !seen.has(functionSpan.from) && seen.add(functionSpan.from),
  );
}
