// The brackets open at a place. A closing bracket closes those opened after its partner too, so that one forgotten
// bracket does not take the rest of the file; without a partner it closes nothing.

export class Brackets {
  /** Codes of the opening brackets. */
  readonly #open: number[] = [];
  /** How many of each kind: a partner that is not there is not looked for. */
  readonly #counts = [0, 0, 0];

  get depth(): number {
    return this.#open.length;
  }

  clear(): void {
    while (this.#open.length > 0) this.#pop();
  }

  open(code: number): void {
    this.#open.push(code);
    this.#add(code, 1);
  }

  /** How many brackets the closing one closes. */
  close(code: number): number {
    const opener = openerOf(code);
    if (!this.#counts[kindOf(opener)]) return 0;
    let closed = 1;
    while (this.#pop() !== opener) closed += 1;
    return closed;
  }

  #pop(): number {
    const code = this.#open.pop() ?? 0;
    this.#add(code, -1);
    return code;
  }

  #add(code: number, change: number): void {
    const kind = kindOf(code);
    this.#counts[kind] = (this.#counts[kind] ?? 0) + change;
  }
}

/** Round, square and curly brackets stand 32 codes apart. */
function kindOf(code: number): number {
  return (code >> 5) - 1;
}

/** `(` comes right before `)`; `[` and `{` come two before their partners. */
function openerOf(code: number): number {
  return code === 41 ? 40 : code - 2;
}
