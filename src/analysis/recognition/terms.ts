// The terms of a unit: a kernel is a term where it is first complete in its function; what multiplies and reduces it is
// read at the total it enters.

import { type Code, unnamed } from '../lowering/code.ts';
import { labelOf } from '../lowering/machine.ts';
import type { Fact } from '../lowering/unit.ts';
import { admitsDiscrete, admitsReconstruction } from './context.ts';
import type { Knowledge } from './knowledge.ts';
import type { Span } from '../syntax/ast.ts';
import { kindOfWord, scaleByName } from './names.ts';
import { placeOfSpans } from './places.ts';
import type { Piece, Sense } from './piece.ts';
import type { Reading, UnitReading } from './reading.ts';
import { reductionOf } from './reductions.ts';
import { sampledDivergence } from './sampledDivergence.ts';
import { isDraw } from './samplers.ts';
import type { Term } from './term.ts';
import { weightKind } from './weights.ts';

export function collectTerms(
  unit: UnitReading,
  totals: ReadonlySet<Reading>,
  knowledge: Knowledge,
): readonly Term[] {
  const found = new Map<string, Term>();
  /** Those stated in a branch that is not taken as things are. */
  const asides = new Set<string>();
  const latents = latentsOf(unit.readings);
  for (const reading of unit.readings) {
    const { fact, pieces } = reading;
    const isInTotal = totals.has(reading);
    for (const piece of pieces) {
      const { sense } = piece;
      if (!sense || isPlainUse(piece, pieces, isInTotal) || isForeign(piece, fact)) continue;
      const key = `${fact.symbol}@${fact.functionSpan.from} ${sense.kind} ${kernelKey(piece)}`;
      const before = found.get(key);
      if (before && !isWrittenAnew(piece, fact, before, isInTotal, pieces.length)) {
        // As long as a statement only develops this term, it is part of how the term is written.
        const isDevelopment =
          (!fact.isAside || asides.has(key)) &&
          (fact.kind !== 'return' || isHandedBack(fact, piece, before));
        if (!isInTotal && pieces.length === 1 && isDevelopment)
          found.set(key, describe(sense, piece, { ...fact, span: before.span }));
        else if (before.reduction.batch === 'none')
          found.set(key, { ...before, reduction: reductionOf(piece) });
        // Which axis the last one was shows further out; a division there is the loss's.
        else if (isInTotal && before.reduction.batch === 'sum') {
          const reduction = reductionOf({ ...piece, weights: [] });
          if (reduction.batch === 'mean') found.set(key, { ...before, reduction });
        }
        continue;
      }
      if (sense.kind === 'discrete_kl' && !isInTotal && !admitsDiscrete(piece, fact)) continue;
      if (
        sense.kind === 'reconstruction' &&
        (isOfLatent(piece, latents.get(fact.functionSpan.from)) ||
          !admitsReconstruction(piece, fact, unit, knowledge))
      )
        continue;
      if (before) found.set(`${key} ${before.span.from}`, before);
      if (fact.isAside) asides.add(key);
      const term = describe(
        isBareGuess(piece) && !knowledge.isBesideKl(unnamed(piece.kernel))
          ? { ...sense, certainty: 'hint' }
          : sense,
        piece,
        fact,
      );
      found.set(
        key,
        sense.family === 'monte_carlo'
          ? placed(term, placeOfSpans(piece.spans, fact, isInTotal))
          : term,
      );
    }
  }
  return withoutParts([...found.values()]);
}

/** Where its densities are stated, a divergence has neither the weight nor the sign of the loss further down. */
export function placed(term: Term, span: Span): Term {
  return span.from === term.span.from ? term : { ...term, span, weight: 'none', sign: '+' };
}

/** Weighed as it is returned; what is returned by a name of its own, or negated, is a record for people. */
function isHandedBack({ name }: Fact, piece: Piece, before: Term): boolean {
  const factor = piece.coefficient * (piece.match?.scale ?? 1);
  const isReduced = piece.reductions.length >= (before.piece?.reductions.length ?? 0);
  return name === '' && factor < 0 === (before.sign === '-') && isReduced;
}

/** The same formula of the same values, stated a second time rather than used: a loss of validation, another branch. */
function isWrittenAnew(
  piece: Piece,
  fact: Fact,
  before: Term,
  isInTotal: boolean,
  pieces: number,
): boolean {
  if (isInTotal || pieces > 1 || fact.kind !== 'assign' || piece.helpers.length > 0) return false;
  const isUsed = piece.spans.some(
    ({ from }) => from >= before.span.from && from !== fact.span.from,
  );
  return !isUsed;
}

/** Two kernels are one term when they are the same formula of the same values, whatever numbers stand before them. */
function kernelKey({ match, sense, kernel }: Piece): string {
  if (sense?.family === 'perceptual') return 'perceptual';
  if (match) {
    const roles = match.roles.map((role) => unnamed(role).id);
    const [a, b] = match.basis.symmetric ?? [];
    if (a !== undefined && b !== undefined && (roles[a] ?? 0) > (roles[b] ?? 0)) {
      [roles[a], roles[b]] = [roles[b] ?? 0, roles[a] ?? 0];
    }
    return `${match.basis.id} ${roles.join(',')}`;
  }
  const value = unnamed(kernel);
  const isScaled =
    value.kind === 'multiply' && value.factors[0]?.kind === 'number' && value.factors.length === 2;
  return `#${(isScaled ? unnamed(value.factors[1] as Code) : value).id}`;
}

/** A call of who knows where, by its name, with nothing done to it here: told, and told as a guess. */
function isBareGuess(piece: Piece): boolean {
  const { sense, kernel, coefficient, weights, reductions, helpers, flags } = piece;
  if (sense?.kind !== 'reconstruction') return false;
  if (weights.length + reductions.length + helpers.length + flags.size > 0) return false;
  const value = unnamed(kernel);
  if (value.kind === 'symbol') return value.symbol.origin === 'call' && coefficient === 1;
  if (value.kind !== 'library' || value.sound === null) return false;
  return coefficient === (value.sound === 'log' ? -1 : 1);
}

/** A value computed in another function and used here by name. */
function isForeign({ spans }: Piece, { functionSpan }: Fact): boolean {
  return (
    functionSpan.to > 0 &&
    spans.some(({ from, to }) => from < functionSpan.from || to > functionSpan.to)
  );
}

/**
 * A helper's result used as it is: reported where the helper defines it, unless it is the one term of a helper in another
 * file. A reduction added at the call makes it a term.
 */
function isPlainUse(piece: Piece, pieces: readonly Piece[], isInTotal: boolean): boolean {
  const { helpers, calls, outside, isFromElsewhere } = piece;
  if (helpers.length === 0) return false;
  if (isFromElsewhere)
    return pieces.some((other) => other !== piece && other.calls[0] === calls[0]);
  return isInTotal || (outside.reduced === 0 && !outside.isNegated);
}

/** Values drawn from q, by the function where a Monte Carlo KL says so. */
function latentsOf(readings: readonly Reading[]): ReadonlyMap<number, ReadonlySet<Code>> {
  const found = new Map<number, Set<Code>>();
  for (const reading of readings) {
    const { fact, pieces } = reading;
    const point = sampledDivergence(reading)?.point;
    if (point) {
      const here = found.get(fact.functionSpan.from) ?? new Set();
      found.set(fact.functionSpan.from, here.add(point));
    }
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
export function isOfLatent(piece: Piece, latents: ReadonlySet<Code> | undefined): boolean {
  const { match, names, kernel } = piece;
  if (match && !match.basis.isDensity) return false;
  const isNamed = names.some((name) => {
    const kind = kindOfWord(name, true);
    return kind === 'logPosterior' || kind === 'logPrior';
  });
  if (isNamed) return true;
  const point = match ? match.roles : kernel.kind === 'library' ? kernel.args : [];
  return point.some(
    (role, index) => index < 2 && (latents?.has(unnamed(role)) === true || isDraw(unnamed(role))),
  );
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

/** Distribution objects take a standard deviation, whatever it was made from; a helper what its argument is called. */
function parameterOfCall(piece: Piece): Term['parameter'] {
  const { kernel } = piece;
  if (kernel.kind === 'library' && kernel.family === 'diag_gaussian_vs_standard') return 'sigma';
  return piece.sense?.kind === 'kl' ? parameterOfNames(piece) : null;
}

/** What a helper that cannot be looked into is given for a scale, by name. */
export function parameterOfNames({ kernel }: Piece): Term['parameter'] {
  const value = unnamed(kernel);
  const args =
    value.kind === 'symbol' ? value.symbol.args : value.kind === 'library' ? value.args : [];
  return scaleByName(args.map(labelOf))[0] ?? null;
}

export function describe(sense: Sense, piece: Piece, fact: Fact): Term {
  const { match } = piece;
  const factor = piece.coefficient * (match?.scale ?? (sense.isLog === true ? -1 : 1));
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
