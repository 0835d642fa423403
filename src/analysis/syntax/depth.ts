// How deep a reader follows nesting. Code people write stays far below; text made to break a parser does not
// reach the end of the stack, neither here nor in what walks the syntax later.

export const maximumDepth = 400;

export class Depth {
  #depth = 0;

  /** Reads one level down; undefined where that is too deep. */
  deeper<T>(read: () => T): T | undefined {
    if (this.#depth >= maximumDepth) return undefined;
    this.#depth += 1;
    try {
      return read();
    } finally {
      this.#depth -= 1;
    }
  }
}
