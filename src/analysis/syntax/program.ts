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
  /** The chunk of the address looked up last: the next is mostly near. */
  #last = 0;
  /** Every address is an offset: the program was read for the first time. */
  readonly areOffsets: boolean;

  constructor({ chunks }: Program) {
    this.#chunks = chunks.toSorted((a, b) => a.base - b.base);
    this.areOffsets = chunks.every(({ start, base }) => start === base);
  }

  offsetOf(address: number): number {
    const last = this.#chunks[this.#last];
    const next = this.#chunks[this.#last + 1];
    if (last && last.base <= address && (!next || address < next.base))
      return offsetIn(last, address);
    let low = 0;
    let high = this.#chunks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#chunks[middle]?.base ?? 0) <= address) low = middle;
      else high = middle - 1;
    }
    this.#last = low;
    const chunk = this.#chunks[low];
    return chunk ? offsetIn(chunk, address) : 0;
  }

  spanOf({ from, to }: Span): Span {
    return { from: this.offsetOf(from), to: this.offsetOf(to) };
  }
}

function offsetIn({ start, base, text }: Chunk, address: number): number {
  return start + Math.min(address - base, text.length);
}
