// Where a term stands that several statements make: a sampled divergence is where its densities are stated.

import type { Fact } from '../lowering/unit.ts';
import type { Span } from '../syntax/ast.ts';

/** Longer than this, two densities are two statements. */
const longest = 600;

/** The statement that takes the difference; where that is a whole loss, the statements of the densities. */
export function placeOfSpans(spans: readonly Span[], fact: Fact, isInTotal: boolean): Span {
  const { functionSpan, span } = fact;
  const own = spans.filter(
    ({ from, to }) =>
      from !== span.from &&
      (functionSpan.to === 0 || (from >= functionSpan.from && to <= functionSpan.to)),
  );
  const last = own.toSorted((a, b) => a.from - b.from).at(-1);
  if (!isInTotal || !last) return span;
  const from = Math.min(...own.map((one) => one.from));
  return last.to - from <= longest ? { from, to: last.to } : last;
}
