// A function whose syntax is broken while it is being typed keeps what was last understood of it, where that is more
// than what can be understood now.

import type { Recognition } from './recognition/recognise.ts';
import type { LossModel, Term } from './recognition/term.ts';
import type { Program, Span } from './syntax/ast.ts';
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
  const terms = new Map<string, readonly Term[]>();
  const losses = new Map<string, readonly LossModel[]>();
  for (const [symbol, old] of bySymbol(before.terms)) {
    const oldLosses = before.losses.filter((loss) => loss.symbol === symbol);
    const place = hull([...old, ...oldLosses].map(({ span }) => move(span)));
    const newTerms = now.terms.filter((term) => term.symbol === symbol && isIn(term.span, place));
    const newLosses = now.losses.filter((loss) => loss.symbol === symbol && isIn(loss.span, place));
    const isLess = whole(newTerms) + newLosses.length < whole(old) + oldLosses.length;
    const isDeleted = place.from === place.to;
    if (isDeleted || !isLess || !isBroken(place, now.program)) continue;
    terms.set(symbol, old);
    losses.set(symbol, oldLosses);
  }
  if (terms.size === 0) return now;
  return merged(now, terms, losses, move);
}

function merged(
  now: Understood,
  terms: ReadonlyMap<string, readonly Term[]>,
  losses: ReadonlyMap<string, readonly LossModel[]>,
  move: (span: Span) => Span,
): Understood {
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
  const isOther = ({ symbol }: { readonly symbol: string }) => !terms.has(symbol);
  const keptTerms = [...terms.values()].flat().map(movedTerm);
  const keptLosses = [...losses.values()].flat().map(movedLoss);
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
function isBroken(place: Span, { chunks }: Program): boolean {
  return chunks.some(
    ({ start, text, errors }) =>
      errors.length > 0 && start <= place.to && place.from <= start + text.length,
  );
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

const isIn = (span: Span, { from, to }: Span): boolean => span.from <= to && from <= span.to;

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
