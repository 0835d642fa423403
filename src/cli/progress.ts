// A line on the terminal that says how far the command is. It lives on standard error and only on a terminal.

import { printable } from './formats/excerpt.ts';
import { counted } from './formats/totals.ts';

export interface Terminal {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

const millisecondsBetween = 100;

export class Progress {
  readonly #terminal: Terminal | undefined;
  #shown = false;
  #last = Date.now();

  constructor(terminal: Terminal) {
    this.#terminal = terminal.isTTY === true ? terminal : undefined;
  }

  show(files: number, path: string): void {
    if (!this.#terminal || Date.now() - this.#last < millisecondsBetween) return;
    const text = `${counted(files, 'file')} read · ${printable(path)}`;
    // One cell stays free: a line that is full wraps, and can no longer be cleared.
    this.#terminal.write(`\r\u001B[2K${text.slice(0, (this.#terminal.columns ?? 80) - 1)}`);
    this.#shown = true;
    this.#last = Date.now();
  }

  /** To be called before anything else is written: both may be the same terminal. */
  clear(): void {
    if (this.#shown) this.#terminal?.write('\r\u001B[2K');
    this.#shown = false;
  }
}
