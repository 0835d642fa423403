// The statements a derivation ends in, and the letters that tie code to formulas: data and decoder output, the
// reductions, the KL.

import type { CodeLine, CodeLink, CodeSpan } from '../../../elbo/derivations/told.ts';
import { labelOf } from '../../lowering/machine.ts';
import type { Analysis } from '../../analyze.ts';
import type { Term } from '../../recognition/term.ts';
import type { Expression, Program, Span } from '../../syntax/ast.ts';
import { Addresses, bodyOf } from '../../syntax/program.ts';
import { excerpt } from '../excerpt.ts';

const longestLine = 96;

export function codeLine(
  { program }: Pick<Analysis, 'program'>,
  span: Span,
  where: (offset: number) => string,
): CodeLine {
  const text = excerpt({ span, source: null }, program.text, longestLine);
  return { text, where: where(span.from), span };
}

/** Every expression of the statements in a span, outer before inner. */
function expressionsIn(
  program: Program,
  addresses: Addresses,
  within: Span,
): readonly Expression[] {
  const found: Expression[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) {
      for (const part of node) visit(part);
      return;
    }
    const { from, to, kind } = node as Partial<Span & { kind: string }>;
    if (typeof from === 'number' && typeof to === 'number') {
      const span = addresses.spanOf({ from, to });
      if (span.to < within.from || span.from > within.to) return;
      const isInside = span.from >= within.from && span.to <= within.to;
      if (isInside && kind !== undefined) found.push(node as Expression);
    }
    for (const part of Object.values(node)) visit(part);
  };
  visit(bodyOf(program));
  return found;
}

/** The names of the roles where they stand in the statement. */
const namesIn = (expressions: readonly Expression[], names: ReadonlySet<string>): readonly Span[] =>
  expressions.filter(
    (one) =>
      (one.kind === 'name' && names.has(one.name)) ||
      (one.kind === 'member' && one.object.kind === 'name' && names.has(one.property)),
  );

const reductionName = /^(?:reduce_)?(?:sum|mean|nansum|average)$/u;
const meanLoss = /(?:loss|cross_?entropy)$/iu;
const batchSize = /^(?:size|shape|batch_?size|len|numel)$/iu;

const nameOfCallee = (callee: Expression): string =>
  callee.kind === 'name' ? callee.name : callee.kind === 'member' ? callee.property : '';

/** What a call says of reductions: its own name, or a keyword. A library's loss that is told nothing takes the mean. */
function reductionsIn(expressions: readonly Expression[]): readonly Span[] {
  return expressions.flatMap((one): readonly Span[] => {
    if (one.kind !== 'call') return [];
    const name = nameOfCallee(one.callee);
    const keyword = one.args.find(({ name: key }) => key === 'reduction' || key === 'size_average');
    if (keyword) return [keyword.value];
    if (reductionName.test(name)) return [{ from: one.callee.to - name.length, to: one.callee.to }];
    return meanLoss.test(name) ? [one.callee] : [];
  });
}

const divisionsBySize = (expressions: readonly Expression[]): readonly Span[] =>
  expressions.flatMap((one) => {
    if (one.kind !== 'binary' || one.operator !== '/') return [];
    const { right } = one;
    const sized = right.kind === 'index' ? right.object : right;
    const name = nameOfCallee(sized.kind === 'call' ? sized.callee : sized);
    return batchSize.test(name) ? [right] : [];
  });

/** Letters for a term: A what the formula is of, C how it is reduced; B is left for the other term of the loss. */
export function linksOf(
  { program }: Pick<Analysis, 'program'>,
  term: Term,
  labels: { readonly values: string; readonly reduction: string },
  symbols: readonly string[],
): readonly CodeLink[] {
  const { match, span } = term;
  const addresses = new Addresses(program);
  const inside = expressionsIn(program, addresses, span);
  const names = new Set(
    (match?.roles ?? []).map((role) => labelOf(role).replace(/^(?:self|this)\./u, '')),
  );
  // The name that the statement gives its own value is no part of it.
  const begins =
    span.from + (/^[^=\n]*=(?!=)/u.exec(program.text.slice(span.from, span.to))?.[0].length ?? 0);
  const placed = (spans: readonly Span[]): readonly CodeSpan[] =>
    spans
      .map(({ from, to }) => addresses.spanOf({ from, to }))
      .filter(({ from }) => from >= begins);
  const links = [
    { letter: 'A', label: labels.values, spans: placed(namesIn(inside, names)), symbols },
    {
      letter: 'C',
      label: labels.reduction,
      spans: placed([...reductionsIn(inside), ...divisionsBySize(inside)]),
      symbols: [],
    },
  ];
  return links.filter(({ spans }) => spans.length > 0);
}
