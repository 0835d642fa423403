// A program as a whole: what its chunks hold together, and addresses as offsets into its text.

import type { Chunk, Program, Span, Statement } from './ast.ts';

export function bodyOf({ chunks }: Program): readonly Statement[] {
  return chunks.flatMap(({ body }) => body);
}

export function commentsOf({ chunks }: Program): Chunk['comments'] {
  return chunks.flatMap(({ comments }) => comments);
}

export function errorsOf({ chunks }: Program): readonly Span[] {
  return chunks.flatMap(({ errors }) => errors);
}

/** Addresses of a program's syntax as offsets into its text. */
export class Addresses {
  /** By their first address. */
  readonly #chunks: readonly Chunk[];
  /** Every address is an offset: the program was read for the first time. */
  readonly areOffsets: boolean;

  constructor({ chunks }: Program) {
    this.#chunks = chunks.toSorted((a, b) => a.base - b.base);
    this.areOffsets = chunks.every(({ start, base }) => start === base);
  }

  offsetOf(address: number): number {
    let low = 0;
    let high = this.#chunks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#chunks[middle]?.base ?? 0) <= address) low = middle;
      else high = middle - 1;
    }
    const chunk = this.#chunks[low];
    return chunk ? chunk.start + Math.min(address - chunk.base, chunk.text.length) : 0;
  }

  spanOf({ from, to }: Span): Span {
    return { from: this.offsetOf(from), to: this.offsetOf(to) };
  }
}
