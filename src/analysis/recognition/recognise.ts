// Facts to terms and losses: a kernel is a term where it is first complete; what multiplies and reduces it is
// read at the total it enters.

import { type Code, unnamed } from '../lowering/code.ts';
import type { Lowered } from '../lowering/lower.ts';
import { type Fact, labelOf } from '../lowering/machine.ts';
import { admitsReconstruction, type Evidence, gatherEvidence } from './context.ts';
import {
  libraryLoss,
  libraryTotal,
  lossesOf,
  pairsReturned,
  plainFields,
  totalTerm,
} from './losses.ts';
import { byKernel } from './lossModel.ts';
import { kindOfWord, type NamedSense, namedSense } from './names.ts';
import { reductionOf } from './reductions.ts';
import { samplerTerm, uniqueSamplers } from './samplers.ts';
import { isDivergence, isLikelihood, type Sense, senseOf } from './sense.ts';
import { statedSizes } from './sizes.ts';
import { type Piece, Splitter } from './split.ts';
import { addendsOf, type Structure, structureOf } from './structures.ts';
import type { LossModel, Reading, Term } from './term.ts';
import { type Verdict, verdictsOf } from './verdicts.ts';
import { weightKind } from './weights.ts';

export interface Recognition {
  readonly terms: readonly Term[];
  readonly losses: readonly LossModel[];
  /** What losses that are no ELBO are instead. */
  readonly verdicts: readonly Verdict[];
}

export function recognise({ machine, facts, comments }: Lowered): Recognition {
  const splitter = new Splitter(machine.table);
  const readings = facts.map((fact) => ({ fact, pieces: splitter.split(fact.value) }));
  const samplers = readings.flatMap(({ fact }) => samplerTerm(fact));
  const regularised = new Set(
    facts
      .filter((fact) => isRegulariser(structureOf(fact)))
      .map(({ functionSpan }) => functionSpan.from),
  );
  const evidence = gatherEvidence(readings, samplers.length > 0, senseOf, regularised);
  const totals = readings.filter((reading) => isTotal(reading, splitter, evidence));
  const terms = collectTerms(readings, totals, evidence);
  const index = byKernel(terms);
  const stated = statedSizes(comments);
  const unique = uniqueSamplers(samplers);
  const sampled = firstPerFunction(readings.flatMap(sampledKl));
  const structures = facts.flatMap(structureTerm);
  const passedOn = readings.flatMap((reading) => weighedParameter(reading, terms));
  const losses = [...lossesOf(totals, index, machine, stated)];
  const summed = losses.length;
  losses.push(...pairsReturned(readings, totals, index, machine, stated));
  losses.push(...readings.flatMap((reading) => libraryLoss(reading, terms)));
  const libraryTotals = readings.flatMap(({ fact, pieces }) => libraryTotal(fact, pieces));
  const all = [
    ...terms,
    ...sampled,
    ...passedOn,
    ...unique,
    ...structures,
    ...libraryTotals,
    ...losses.slice(0, summed).map(totalTerm),
  ].toSorted((a, b) => a.span.from - b.span.from);
  return { terms: all, losses, verdicts: verdictsOf(readings, all) };
}

/** Two kernels are one term when they are the same formula of the same values, whatever numbers stand before them. */
function kernelKey(piece: Piece): string {
  const { match } = piece;
  if (senseOf(piece)?.family === 'perceptual') return 'perceptual';
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
  const names = new Set(piece.names.map((name) => kindOfWord(name, true)));
  if (names.has('logPosterior') || names.has('logPrior')) return true;
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
  const inTotals = new Set(totals.map(({ fact }) => fact));
  for (const { fact, pieces } of readings) {
    const isInTotal = inTotals.has(fact);
    for (const piece of pieces) {
      const sense = senseOf(piece);
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
  return withoutParts([...found.values()]);
}

/** An error that a density of the same function goes on to divide by its scale is that density, stated by halves. */
function withoutParts(terms: readonly Term[]): readonly Term[] {
  const isPart = (term: Term) =>
    term.kind === 'reconstruction' &&
    term.match?.basis.scales.length === 0 &&
    term.piece?.reductions.length === 0 &&
    terms.some(
      (whole) =>
        whole !== term &&
        whole.kind === 'reconstruction' &&
        whole.functionSpan.from === term.functionSpan.from &&
        (whole.match?.roles.length ?? 0) > (term.match?.roles.length ?? 0) &&
        term.match?.roles.every((role) => whole.match?.roles.includes(role)) === true,
    );
  return terms.filter((term) => !isPart(term));
}

/** Distribution objects take a standard deviation, whatever it was made from. */
function parameterOfCall({ kernel }: Piece): Term['parameter'] {
  return kernel.kind === 'library' && kernel.family === 'diag_gaussian_vs_standard'
    ? 'sigma'
    : null;
}

const scaleNames: readonly (readonly [RegExp, Term['parameter']])[] = [
  [/log_?var|ln_?var|log_?sigma_?sq/iu, 'logvar'],
  [/log_?(?:std|sigma|scale)/iu, 'log_sigma'],
  [/std|sigma|scale/iu, 'sigma'],
  [/var/iu, 'var'],
];

/** What a helper that cannot be looked into is given for a scale, by name. */
function parameterOfNames({ kernel }: Piece): Term['parameter'] {
  const value = unnamed(kernel);
  if (value.kind !== 'symbol') return null;
  const labels = value.symbol.args.map(labelOf);
  return scaleNames.find(([name]) => labels.some((label) => name.test(label)))?.[1] ?? null;
}

function describe(sense: Sense, piece: Piece, fact: Fact): Term {
  const { match } = piece;
  const factor = piece.coefficient * (match?.scale ?? 1);
  const isFree = match?.basis.columns.findIndex((column) => column.target === null) ?? -1;
  const kept = isFree >= 0 && Math.abs(match?.coefficients[isFree] ?? 0) > 1e-9;
  return {
    kind: sense.kind,
    family: sense.family,
    parameter: match ? match.parameter : parameterOfCall(piece),
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

/** A codebook is learned by squared errors of latents: its losses are no divergences. */
const quantised = /quanti[sz]|codebook|commit/iu;

/** One likelihood and one divergence at least, in different addends; names count for what no formula claims. */
function isTotal({ fact, pieces }: Reading, splitter: Splitter, evidence: Evidence): boolean {
  if (pieces.length < 2 || pieces.length > 40) return false;
  const isOther = pieces.some((piece) =>
    quantised.test([...piece.names, ...(piece.match?.roles.map(labelOf) ?? [])].join(' ')),
  );
  if (isOther && !pieces.some((piece) => senseOf(piece)?.kind === 'kl')) return false;
  const senses = pieces.map((piece) => dataSense(piece) ?? nameSense(piece, evidence));
  if (senses.some(isLikelihood) && senses.some(isDivergence)) return true;
  const addends = addendsOf(fact.value).map(({ value }) => {
    const own = splitter.split(value).map(dataSense);
    const words = new Set(labelsOf(value).map((label) => nameKind(label, evidence)));
    return {
      likelihood: words.has('likelihood') || own.some(isLikelihood),
      divergence: words.has('divergence') || own.some(isDivergence),
    };
  });
  return addends.some(
    (one) => one.likelihood && addends.some((other) => other !== one && other.divergence),
  );
}

/** A density its author calls one of the latent is no likelihood, whatever its formula. */
function dataSense(piece: Piece): Sense | null {
  const sense = senseOf(piece);
  return sense?.kind === 'reconstruction' && isOfLatent(piece, undefined) ? null : sense;
}

/** What an addend is called, or the factors of one that is weighed. */
function labelsOf(value: Code): readonly string[] {
  return value.kind === 'multiply' ? value.factors.map(labelOf) : [labelOf(value)];
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
    pieces.some((piece) => senseOf(piece)?.kind === 'kl') ||
    structureOf(fact) !== null
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
      parameter: parameterOfNames(q),
      droppedConstant: null,
    },
  ];
}

function firstPerFunction(terms: readonly Term[]): readonly Term[] {
  const seen = new Set<number>();
  return terms.filter(
    ({ functionSpan }) => !seen.has(functionSpan.from) && seen.add(functionSpan.from),
  );
}

/** `return self.beta * kl_loss`: a KL handed in, weighed and handed back. */
function weighedParameter({ fact, pieces }: Reading, terms: readonly Term[]): readonly Term[] {
  const [piece] = pieces;
  const kl = terms.find(({ kind }) => kind === 'kl');
  if (!piece || !kl || fact.kind !== 'return' || pieces.length > 2) return [];
  const found = pieces.find(
    ({ kernel, weights, flags }) =>
      kernel.kind === 'symbol' &&
      kernel.symbol.origin === 'parameter' &&
      kindOfWord(kernel.symbol.name, false) === 'divergence' &&
      (weights.length > 0 || flags.has('capacity')),
  );
  return found
    ? [describe({ kind: 'kl', family: kl.family, certainty: 'likely' }, found, fact)]
    : [];
}

function isRegulariser(structure: Structure | null): boolean {
  return structure !== null && structure.kind !== 'reparameterize';
}

function isCalled(value: Code): boolean {
  return value.kind === 'named' && (value.name.startsWith('@') || isCalled(value.value));
}

function structureTerm(fact: Fact): readonly Term[] {
  const structure = structureOf(fact);
  // A name returned was reported where it was given; a helper's result, where the helper makes it.
  const isNamed = fact.value.kind === 'named' && fact.kind === 'return';
  if (!structure || isNamed || isCalled(fact.value)) return [];
  const { symbol, functionSpan, span } = fact;
  return [{ ...plainFields, ...structure, symbol, functionSpan, span, summary: structure.family }];
}
