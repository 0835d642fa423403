// An analysis as the plain report `elbo-lens check` prints: 1-based lines and UTF-16 columns, formulas as text.

import type { Analysis } from '../analyze.ts';
import type { LossModel, Term } from '../recognition/term.ts';
import { branchesOf } from './branches.ts';
import { excerpt, lineOf } from './excerpt.ts';
import type { Span } from '../syntax/ast.ts';

export interface Place {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Offsets to 1-based places. */
export class Lines {
  readonly #starts: readonly number[];

  constructor(text: string) {
    const starts = [0];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.#starts = starts;
  }

  place({ from, to }: Span): Place {
    const start = this.#at(from);
    const end = this.#at(to);
    return {
      startLine: start.line,
      startColumn: start.column,
      endLine: end.line,
      endColumn: end.column,
    };
  }

  #at(offset: number): { line: number; column: number } {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.#starts[low] ?? 0) + 1 };
  }
}

const parameterNames: Readonly<Record<string, string>> = {
  logvar: 'logvar',
  log_sigma: 'log_sigma',
  sigma: 'sigma',
  var: 'var',
  negative_logvar: 'logvar',
  precision: 'var',
};

function termReport(term: Term, lines: Lines) {
  return {
    term: term.kind,
    family: term.family,
    param: term.parameter ? parameterNames[term.parameter] : 'na',
    symbol: term.symbol,
    ...lines.place(term.span),
    reduction: term.reduction,
    weight: term.weight,
    sign: term.sign,
    ...(term.scale === null ? {} : { scale: rational(term.scale) }),
    ...(term.droppedConstant === null ? {} : { droppedConstant: term.droppedConstant }),
    certainty: term.certainty,
    summary: term.summary,
  };
}

function lossReport(loss: LossModel, lines: Lines, text: string) {
  const { effectiveBeta, impliedScale } = loss;
  return {
    symbol: loss.symbol,
    ...lines.place(loss.span),
    effectiveBeta: effectiveBeta && {
      formula: effectiveBeta.formula,
      value: effectiveBeta.value,
      kind: loss.betaKind,
      assuming: 'sigma = 1',
    },
    impliedScale: impliedScale && {
      param: impliedScale.parameter,
      formula: impliedScale.formula,
      value: impliedScale.value,
      assuming: 'beta = 1',
    },
    sizes: loss.sizes.map(({ symbol, value, span, source }) => ({
      symbol,
      value,
      line: source ? lineOf(source.program.text, span.from) : lines.place(span).startLine,
      from: excerpt({ span, source }, text, 60),
      ...(source ? { file: source.path } : {}),
    })),
    sumOverBatch: loss.sumOverBatch,
  };
}

export function fileReport(path: string, analysis: Analysis) {
  const lines = new Lines(analysis.program.text);
  return {
    path,
    terms: analysis.terms.map((term) => termReport(term, lines)),
    losses: analysis.losses
      .flatMap(branchesOf)
      .map((loss) => lossReport(loss, lines, analysis.program.text)),
  };
}

/** 1/2 for 0.5: small fractions as people write them. */
function rational(value: number): string {
  for (const denominator of [1, 2, 3, 4, 8]) {
    const numerator = value * denominator;
    if (Math.abs(numerator - Math.round(numerator)) < 1e-9 && Math.round(numerator) !== 0) {
      return denominator === 1
        ? String(Math.round(numerator))
        : `${Math.round(numerator)}/${denominator}`;
    }
  }
  return String(Number(value.toPrecision(10)));
}
