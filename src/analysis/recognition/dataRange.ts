// What a person says of the values of the data, in a comment: `# elbo: data=[0,1]`, `# elbo: data={0,1}`.

import type { Addresses } from '../syntax/program.ts';
import type { Program, Span } from '../syntax/ast.ts';

export interface DataRange {
  readonly low: number;
  readonly high: number;
  /** Braces: the two values and none between. */
  readonly isBinary: boolean;
  readonly span: Span;
}

const number = String.raw`([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)`;
const statement = new RegExp(
  String.raw`^\s*elbo\s*:.*\bdata\s*=\s*([[({])\s*${number}\s*,\s*${number}\s*[\])}]`,
  'iu',
);

/** In order, at offsets of the text. */
export function dataRangesIn({ chunks }: Program, addresses: Addresses): readonly DataRange[] {
  return chunks.flatMap(({ comments }) =>
    comments.flatMap(({ text, from, to }) => {
      const [, open, low, high] = statement.exec(text) ?? [];
      if (low === undefined || high === undefined) return [];
      const range = { low: Number(low), high: Number(high) };
      return range.low < range.high
        ? [{ ...range, isBinary: open === '{', span: addresses.spanOf({ from, to }) }]
        : [];
    }),
  );
}

/** That of the function a term is in, else the first of the document. */
export function rangeFor(ranges: readonly DataRange[], { from, to }: Span): DataRange | null {
  return ranges.find(({ span }) => span.from >= from && span.to <= to) ?? ranges[0] ?? null;
}
