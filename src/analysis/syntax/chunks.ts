// Chunks of a program after an edit: one whose text stands unchanged is used again, wherever it has moved, with all
// that was made of it; a new one gets addresses no other has.

import type { Chunk, Program } from './ast.ts';

/** What reading a chunk gives, in addresses. */
export type ChunkContent = Pick<Chunk, 'body' | 'comments' | 'errors'>;

export class Chunks {
  readonly #known = new Map<string, Chunk[]>();
  /** The next free address; null in a first reading, where addresses are offsets after the first. */
  #next: number | null = null;
  readonly #first: number;

  constructor(previous: Program | undefined, first: number) {
    this.#first = first;
    if (!previous) return;
    this.#next = first;
    for (const chunk of previous.chunks) {
      this.#next = Math.max(this.#next, chunk.base + chunk.text.length + 1);
      const same = this.#known.get(chunk.text);
      if (same) same.push(chunk);
      else this.#known.set(chunk.text, [chunk]);
    }
  }

  /** The chunk of this text at this place: a known one, or what `read` makes of it. */
  at(start: number, text: string, read: (base: number) => ChunkContent): Chunk {
    const known = this.#known.get(text)?.shift();
    if (known) return known.start === start ? known : { ...known, start };
    const base = this.#next ?? this.#first + start;
    if (this.#next !== null) this.#next += text.length + 1;
    return { start, base, text, ...read(base) };
  }
}

/** Syntax moved by so many characters. */
export function moved<T>(syntax: T, by: number): T {
  if (by === 0 || typeof syntax !== 'object' || syntax === null) return syntax;
  if (Array.isArray(syntax)) return syntax.map((item: unknown) => moved(item, by)) as T;
  const copy: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(syntax)) {
    const isPlace = (key === 'from' || key === 'to') && typeof value === 'number';
    copy[key] = isPlace ? value + by : moved(value, by);
  }
  return copy as T;
}
