// A function whose syntax is broken while it is being typed keeps what was last understood of it, where that is more
// than what can be understood now.

import type { Recognition } from './recognition/recognise.ts';
import type { LossModel, Term } from './recognition/term.ts';
import type { Chunk, Program, Span } from './syntax/ast.ts';
import { errorsOf } from './syntax/program.ts';

export interface Understood extends Recognition {
  readonly program: Program;
  /** Of these, what stands from before the syntax was broken. */
  readonly kept: ReadonlySet<Term | LossModel>;
}

type Item = Term | LossModel;

/** What is understood now, with what was understood before where that is more. */
export function withLastGood(now: Understood, before: Understood | undefined): Understood {
  if (!before || errorsOf(now.program).length === 0) return now;
  const move = mover(before.program.text, now.program.text);
  const broken = now.program.chunks.filter(({ errors }) => errors.length > 0).map(extentOf);
  const isBroken = ({ span }: Item): boolean => {
    const place = move(span);
    // What was deleted is gone.
    return place.from < place.to && broken.some((chunk) => meet(place, chunk));
  };
  const kept: Kept[] = [];
  for (const [symbol, old] of bySymbol(before.terms.filter(isBroken))) {
    const oldLosses = before.losses.filter((loss) => loss.symbol === symbol && isBroken(loss));
    const place = hull([...old, ...oldLosses].map(({ span }) => move(span)));
    const isSame = (item: Item) => item.symbol === symbol && meet(item.span, place);
    const newTerms = now.terms.filter(isSame);
    const newLosses = now.losses.filter(isSame);
    if (whole(newTerms) + newLosses.length >= whole(old) + oldLosses.length) continue;
    kept.push({ symbol, place, terms: old, losses: oldLosses });
  }
  return kept.length === 0 ? now : merged(now, kept, move);
}

/** What stays of one function, and where it is now. */
interface Kept {
  readonly symbol: string;
  readonly place: Span;
  readonly terms: readonly Term[];
  readonly losses: readonly LossModel[];
}

function merged(now: Understood, kept: readonly Kept[], move: (span: Span) => Span): Understood {
  const moved = new Map<Term, Term>();
  const movedTerm = (term: Term): Term => {
    const known = moved.get(term);
    if (known) return known;
    const copy = { ...term, span: move(term.span), functionSpan: move(term.functionSpan) };
    moved.set(term, copy);
    return copy;
  };
  const movedLoss = (loss: LossModel): LossModel => ({
    ...loss,
    span: move(loss.span),
    terms: loss.terms.map(movedTerm),
    sizes: loss.sizes.map((size) => (size.source ? size : { ...size, span: move(size.span) })),
    when: loss.when.map((one) => (one.source ? one : { ...one, span: move(one.span) })),
    alternatives: loss.alternatives.map(movedLoss),
  });
  const isOther = (item: Item) =>
    !kept.some(({ symbol, place }) => item.symbol === symbol && meet(item.span, place));
  const keptTerms = kept.flatMap(({ terms }) => terms).map(movedTerm);
  const keptLosses = kept.flatMap(({ losses }) => losses).map(movedLoss);
  const byPlace = (a: Item, b: Item) => a.span.from - b.span.from;
  return {
    ...now,
    terms: [...now.terms.filter(isOther), ...keptTerms].toSorted(byPlace),
    losses: [...now.losses.filter(isOther), ...keptLosses].toSorted(byPlace),
    kept: new Set([...keptTerms, ...keptLosses]),
  };
}

function bySymbol(terms: readonly Term[]): ReadonlyMap<string, readonly Term[]> {
  const found = new Map<string, Term[]>();
  for (const term of terms) {
    const here = found.get(term.symbol);
    if (here) here.push(term);
    else found.set(term.symbol, [term]);
  }
  return found;
}

/** Errors in a top-level statement make all of it uncertain: a lost bracket swallows what follows. */
function extentOf({ start, text }: Chunk): Span {
  return { from: start, to: start + text.length };
}

function hull(spans: readonly Span[]): Span {
  return {
    from: Math.min(...spans.map(({ from }) => from)),
    to: Math.max(...spans.map(({ to }) => to)),
  };
}

/** A formula with something missing may be one that is being typed. */
const whole = (terms: readonly Term[]): number =>
  terms.filter(({ match }) => !match || match.wrong.length === 0).length;

const meet = (a: Span, b: Span): boolean => a.from <= b.to && b.from <= a.to;

/** Where a place of one text is in another that was edited at one place. */
function mover(before: string, after: string): (span: Span) => Span {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let end = 0;
  while (
    end < shorter - start &&
    before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)
  )
    end += 1;
  const by = after.length - before.length;
  const at = (offset: number): number => {
    if (offset <= start) return offset;
    return offset >= before.length - end ? offset + by : Math.min(offset, after.length - end);
  };
  return ({ from, to }) => ({ from: at(from), to: Math.max(at(from), at(to)) });
}
