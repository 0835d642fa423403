// Facts to terms and losses. A unit is read by itself; what the document as a whole knows decides what its parts are. A
// unit that is the same as before, and is told the same, keeps its terms.

import type { Code } from '../lowering/code.ts';
import type { Lowered } from '../lowering/lower.ts';
import type { Machine } from '../lowering/machine.ts';
import type { Neighbours, Source } from '../neighbours.ts';
import type { Fact, Unit } from '../lowering/unit.ts';
import type { Program, Span } from '../syntax/ast.ts';
import { Addresses } from '../syntax/program.ts';
import { type DataRange, dataRangesIn } from './dataRange.ts';
import { type Answers, Knowledge } from './knowledge.ts';
import { libraryLoss, libraryTotal, lossesOf, pairsReturned, totalTerm } from './losses.ts';
import { firstPerFunction, sampledKl, structureTerm, weighedParameter } from './otherTerms.ts';
import type { Piece } from './piece.ts';
import { readUnit, type UnitReading } from './reading.ts';
import { uniqueSamplers } from './samplers.ts';
import { type Configured, type GivenSizes, type Stated, statedSizesIn } from './sizes.ts';
import { Splitter } from './split.ts';
import type { LossDraft, LossModel, Term } from './term.ts';
import { collectTerms, describe } from './terms.ts';
import { isTotal } from './totals.ts';
import { type Verdict, verdictsOf } from './verdicts.ts';

export interface Recognition {
  readonly terms: readonly Term[];
  readonly losses: readonly LossModel[];
  /** What losses that are no ELBO are instead. */
  readonly verdicts: readonly Verdict[];
  /** What people say of the data's values. */
  readonly data: readonly DataRange[];
}

const nothing: ReturnType<Configured> = new Map();

/** What was found in one unit, in addresses. */
interface Found {
  readonly terms: readonly Term[];
  /** KLs handed in, of the family of whatever KL the document has. */
  readonly handedIn: readonly Term[];
  readonly libraryTotals: readonly Term[];
  readonly losses: readonly LossDraft[];
  readonly verdicts: readonly Verdict[];
}

interface Kept {
  readonly reading: UnitReading;
  readonly found: Found;
  readonly answers: Answers;
}

/** What may be used again after an edit. */
export interface Memory {
  readonly machine: Machine;
  readonly splitter: Splitter;
  readonly units: ReadonlyMap<Unit, Kept>;
  readonly stated: readonly Stated[];
}

export function recognise(
  { machine, units, session }: Lowered,
  program: Program,
  given: GivenSizes,
  previous?: Memory,
): { readonly recognition: Recognition; readonly memory: Memory } {
  const before = previous?.machine === machine ? previous : undefined;
  const splitter = before?.splitter ?? new Splitter(machine.table);
  splitter.begin();
  const stated = sameOr(before?.stated, statedSizesIn(program));
  const readings = units.map(
    (unit) => before?.units.get(unit)?.reading ?? readUnit(unit, splitter),
  );
  const knowledge = new Knowledge(
    readings,
    stated,
    () => machine.imports?.configured ?? nothing,
    given,
  );
  const kept = readings.map((reading) => {
    const known = before?.units.get(reading.unit);
    if (known && knowledge.stillGives(known.answers)) return known;
    const { result, answers } = knowledge.noting(() => findIn(reading, splitter, knowledge));
    return { reading, found: result, answers };
  });
  const addresses = new Addresses(program);
  const memory = {
    machine,
    splitter,
    units: new Map(kept.map((one) => [one.reading.unit, one])),
    stated,
  };
  return {
    recognition: {
      ...assemble(
        kept.map(({ found }) => found),
        addresses,
        session.neighbours,
      ),
      data: dataRangesIn(program, addresses),
    },
    memory,
  };
}

function findIn(reading: UnitReading, splitter: Splitter, knowledge: Knowledge): Found {
  const { readings } = reading;
  const totals = readings.filter((one) => isTotal(one, splitter, knowledge));
  const terms = collectTerms(reading, new Set(totals), knowledge);
  const losses = lossesOf(totals, knowledge);
  const all = [
    ...terms,
    ...firstPerFunction(readings.flatMap((one) => sampledKl(one, totals.includes(one)))),
    ...uniqueSamplers(reading.samplers),
    ...readings.flatMap(structureTerm),
    ...losses.map(totalTerm),
  ];
  const handedIn = readings.flatMap(weighedParameter);
  const libraryTotals = readings.flatMap(({ fact, pieces }) => libraryTotal(fact, pieces));
  return {
    terms: all,
    handedIn,
    libraryTotals,
    losses: [...losses, ...pairsReturned(readings, totals, knowledge)],
    verdicts: verdictsOf(readings, [...all, ...handedIn, ...libraryTotals]),
  };
}

/** What the units hold together, at offsets of the text. */
function assemble(
  units: readonly Found[],
  addresses: Addresses,
  neighbours: Neighbours | null,
): Omit<Recognition, 'data'> {
  const stated = units.flatMap(({ terms }) => terms).find(({ kind }) => kind === 'kl');
  const { areOffsets } = addresses;
  const placed = <T extends { readonly span: Span }>(one: T): T =>
    areOffsets ? one : { ...one, span: addresses.spanOf(one.span) };
  const place = <T extends { readonly span: Span; readonly functionSpan: Span }>(one: T): T =>
    areOffsets
      ? one
      : {
          ...one,
          span: addresses.spanOf(one.span),
          functionSpan: addresses.spanOf(one.functionSpan),
        };
  /** Sizes and tests may stand in other files. */
  const anywhere = <T extends { readonly span: Span; readonly source: Source | null }>(
    one: T,
  ): T => {
    const foreign = neighbours?.placeOf(one.span);
    return foreign ? { ...one, ...foreign } : placed(one);
  };
  const own = units.flatMap(({ terms }) => terms).map(place);
  const handedIn = units.flatMap((unit) => unit.handedIn);
  const libraryTotals = units.flatMap((unit) => unit.libraryTotals).map(place);
  const terms = [
    ...own,
    ...(stated ? handedIn.map((term) => place(likeStated(term, stated))) : []),
    ...libraryTotals,
  ].toSorted((a, b) => a.span.from - b.span.from);
  const index = byKernel(own);
  const lossOf = ({ drafts, ...loss }: LossDraft): LossModel => {
    const parts = [...drafts].map(([kernel, draft]) => {
      const here = statedIn(index.get(kernel) ?? [], loss.symbol, draft.piece.helpers.at(-1));
      return {
        piece: draft.piece,
        terms: here.length > 0 ? here : statedElsewhere(draft).map(place),
      };
    });
    return {
      ...placed(loss),
      sizes: loss.sizes.map(anywhere),
      terms: parts.flatMap(({ terms }) => terms),
      parts,
      when: loss.when.map(anywhere),
      alternatives: loss.alternatives.map(lossOf),
    };
  };
  const losses = units.flatMap((unit) => unit.losses).map(lossOf);
  const verdicts = units.flatMap((unit) => unit.verdicts).map(place);
  return {
    terms,
    losses: [...losses, ...libraryTotals.map((total) => libraryLoss(total, terms))],
    verdicts,
  };
}

/** A KL handed in is the one the document states. */
function likeStated(term: Term, { family, parameter, reduction }: Term): Term {
  return { ...term, family, parameter, reduction };
}

/** Two functions may hold the same code: of terms of one kernel, that of the loss's own function, else of its helper. */
function statedIn(
  terms: readonly Term[],
  symbol: string,
  helper: string | undefined,
): readonly Term[] {
  for (const name of [symbol, helper]) {
    const here = terms.filter((term) => term.symbol === name);
    if (here.length > 0) return here;
  }
  return terms;
}

/** A term that a function of other values or of another file states: told where the loss uses it. */
function statedElsewhere({ piece, fact }: { piece: Piece; fact: Fact }): readonly Term[] {
  return piece.sense ? [describe(piece.sense, piece, fact)] : [];
}

function byKernel(terms: readonly Term[]): ReadonlyMap<Code, readonly Term[]> {
  const found = new Map<Code, Term[]>();
  for (const term of terms) {
    const kernel = term.piece?.kernel;
    if (!kernel) continue;
    const here = found.get(kernel);
    if (here) here.push(term);
    else found.set(kernel, [term]);
  }
  return found;
}

/** The old list where the new one says the same. */
function sameOr(old: readonly Stated[] | undefined, now: readonly Stated[]): readonly Stated[] {
  const isSame =
    old?.length === now.length &&
    now.every(({ name, value, span }, at) => {
      const other = old[at];
      return other?.name === name && other.value === value && other.span.from === span.from;
    });
  return isSame && old ? old : now;
}
