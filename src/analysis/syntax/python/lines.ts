// Logical lines of Python: a line goes on inside brackets, inside a string and after a backslash. A bracket that is
// never closed holds on to the lines below only until one of them can only begin a statement.

import { Brackets } from './brackets.ts';
import {
  afterBreak,
  afterSpaces,
  columnAfter,
  isLineBreak,
  isSpace,
  lineEnd,
} from './characters.ts';
import { beginsStatement } from './statementLines.ts';
import { Strings } from './strings.ts';

/** What a character can mean to where a line ends: nothing, for most of them. */
const meanings = new Uint8Array(128);
const quote = 1;
const comment = 2;
const escape = 3;
const opening = 4;
const closing = 5;
const lineBreak = 6;

for (const [characters, meaning] of [
  ['\'"', quote],
  ['#', comment],
  ['\\', escape],
  ['([{', opening],
  [')]}', closing],
  ['\n\r', lineBreak],
] as const) {
  for (const character of characters) meanings[character.charCodeAt(0)] = meaning;
}

export interface Line {
  /** The offset of the line's first character that is no space, and its column. */
  readonly from: number;
  readonly indent: number;
  /** The offset after the line break that ends it. */
  readonly to: number;
}

/** Walks through the logical lines of a text; blank lines and comments between them belong to none. */
export class Lines implements Line {
  readonly #text: string;
  readonly #strings: Strings;
  readonly #brackets = new Brackets();
  from = 0;
  indent = 0;
  to = 0;

  constructor(text: string) {
    this.#text = text;
    this.#strings = new Strings(text);
  }

  /** Goes to the next line; false at the end of the text. */
  next(): boolean {
    if (!this.begin(this.to)) return false;
    this.end();
    return true;
  }

  /** Goes to the first line that begins at an offset or later, without looking for its end. */
  begin(at: number): boolean {
    const text = this.#text;
    this.from = at;
    this.indent = 0;
    while (this.from < text.length) {
      const code = text.charCodeAt(this.from);
      if (isSpace(code)) {
        this.indent = columnAfter(this.indent, code);
        this.from += 1;
      } else if (isLineBreak(code)) {
        this.indent = 0;
        this.from += 1;
      } else if (meanings[code] === comment) this.from = lineEnd(text, this.from);
      else return true;
    }
    return false;
  }

  /** Finds the end of the line begun. */
  end(): void {
    const text = this.#text;
    this.#brackets.clear();
    this.#strings.startLine();
    let lineStart = this.from;
    let commentAt = -1;
    /** Where the code ends that stands above a line break, and where the line after it begins. */
    let codeEnd = this.from;
    let afterCode = this.from;
    let at = this.from;
    while (at < text.length) {
      const code = text.charCodeAt(at);
      const meaning = code < 128 ? meanings[code] : 0;
      if (meaning === 0) at += 1;
      else if (meaning === opening) {
        this.#brackets.open(code);
        at += 1;
      } else if (meaning === closing) {
        this.#brackets.close(code);
        at += 1;
      } else if (meaning === quote) at = this.#strings.endOf(at);
      else if (meaning === escape) at = afterBackslash(text, at);
      else if (meaning === comment) {
        commentAt = at;
        at = lineEnd(text, at);
      } else {
        const end = endOfCode(text, lineStart, commentAt < lineStart ? at : commentAt);
        at = afterBreak(text, at);
        if (end > lineStart) {
          codeEnd = end;
          afterCode = at;
        }
        lineStart = at;
        const isOver = this.#brackets.depth === 0;
        if (isOver || beginsStatement(text, at, this.indent, codeEnd)) {
          this.to = afterCode;
          return;
        }
      }
    }
    this.to = text.length;
  }
}

/** A backslash joins its line to the next, also with spaces after it, where nobody sees them. */
export function afterBackslash(text: string, at: number): number {
  const end = afterSpaces(text, at + 1);
  return isLineBreak(text.charCodeAt(end)) ? afterBreak(text, end) : at + 1;
}

function endOfCode(text: string, start: number, stop: number): number {
  let end = stop;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end -= 1;
  return end;
}
