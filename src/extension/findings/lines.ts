// Offsets of a text that is in no editor as places of it.

import { Position, Range } from 'vscode';
import type { Span } from '../../analysis/syntax/ast.ts';

export class Lines {
  readonly #starts: readonly number[];

  constructor(text: string) {
    this.#starts = [0, ...[...text.matchAll(/\n/gu)].map(({ index }) => index + 1)];
  }

  range({ from, to }: Span): Range {
    return new Range(this.#position(from), this.#position(to));
  }

  #position(offset: number): Position {
    const line = this.#starts.findLastIndex((start) => start <= offset);
    return new Position(line, offset - (this.#starts[line] ?? 0));
  }
}
