// String literals: where one ends, and what it says. An f-string or t-string may hold its own quotes inside braces.

import { afterBreak, isLineBreak, isNamePart, lineEnd } from './characters.ts';
import { isStatementKeyword } from './statementLines.ts';

const backslash = 92;
const hash = 35;
const colon = 58;
const openBrace = 123;
const closeBrace = 125;
const letterN = 78;

/** How many strings stand inside one another's braces. Nobody writes three. */
const maximumNesting = 20;
/** How many lines a field between braces may take: one never closed does not read on to the end of the text. */
const maximumLines = 20;

export class Strings {
  readonly #text: string;
  /** Whether the string read last has its closing quote. */
  isClosed = true;
  /** False once braces in this line did not close: others are not tried, so that no text takes forever. */
  #triesBraces = true;
  #lines = 0;

  constructor(text: string) {
    this.#text = text;
  }

  startLine(): void {
    this.#triesBraces = true;
  }

  /** The offset after the string whose opening quote is at `at`; its line ends a short one that is not closed. */
  endOf(at: number): number {
    if (this.#triesBraces && isFormatted(this.#text, at)) {
      this.#lines = 0;
      const end = this.#formatted(at, 0);
      if (end !== undefined) {
        this.isClosed = true;
        return end;
      }
      this.#triesBraces = false;
    }
    const end = this.#plain(at);
    this.isClosed = end !== undefined;
    return end ?? (isTriple(this.#text, at) ? this.#text.length : this.#lastLineEnd(at));
  }

  #plain(start: number): number | undefined {
    const text = this.#text;
    const quote = text.charCodeAt(start);
    const width = isTriple(text, start) ? 3 : 1;
    for (let at = start + width; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === backslash) at = afterBreak(text, at + 1) - 1;
      else if (code === quote && (width === 1 || isTriple(text, at))) return at + width;
      else if (width === 1 && isLineBreak(code)) return undefined;
    }
    return undefined;
  }

  /** A string not closed ends with its line, unless a backslash takes it to the next. */
  #lastLineEnd(start: number): number {
    let end = lineEnd(this.#text, start);
    while (end < this.#text.length && this.#text.charCodeAt(end - 1) === backslash) {
      end = lineEnd(this.#text, afterBreak(this.#text, end));
    }
    return end;
  }

  #formatted(start: number, nesting: number): number | undefined {
    const text = this.#text;
    const quote = text.charCodeAt(start);
    const width = isTriple(text, start) ? 3 : 1;
    let at = start + width;
    while (at < text.length) {
      const code = text.charCodeAt(at);
      if (code === backslash) at = afterEscape(text, at);
      else if (code === quote && (width === 1 || isTriple(text, at))) return at + width;
      else if (width === 1 && isLineBreak(code)) return undefined;
      else if (code !== openBrace) at += 1;
      else if (text.charCodeAt(at + 1) === openBrace) at += 2;
      else {
        const end = this.#field(at + 1, start, nesting);
        if (end === undefined) return undefined;
        at = end;
      }
    }
    return undefined;
  }

  /** The offset after the brace that closes the field which begins at `start`, in the string opened at `opening`. */
  #field(start: number, opening: number, nesting: number): number | undefined {
    const text = this.#text;
    if (nesting >= maximumNesting) return undefined;
    let depth = 0;
    let at = start;
    while (at < text.length) {
      const code = text.charCodeAt(at);
      if (code === closeBrace && depth <= 0) return at + 1;
      if (code === colon && depth <= 0) return this.#format(at + 1, opening, nesting);
      if (isQuote(code)) {
        const end = isFormatted(text, at) ? this.#formatted(at, nesting + 1) : this.#plain(at);
        if (end === undefined) return undefined;
        at = end;
      } else if (isLineBreak(code)) {
        at = afterBreak(text, at);
        this.#lines += 1;
        if (this.#lines > maximumLines || isStatementKeyword(text, at)) return undefined;
      } else if (code === hash) at = lineEnd(text, at);
      else {
        depth += depthChange(code);
        at += 1;
      }
    }
    return undefined;
  }

  /** What follows the colon of a field: text, and fields again. */
  #format(start: number, opening: number, nesting: number): number | undefined {
    const text = this.#text;
    const quote = text.charCodeAt(opening);
    const isShort = !isTriple(text, opening);
    let at = start;
    while (at < text.length) {
      const code = text.charCodeAt(at);
      if (code === closeBrace) return at + 1;
      if (code === quote && (isShort || isTriple(text, at))) return undefined;
      if (isShort && isLineBreak(code)) return undefined;
      if (code === openBrace) {
        const end = this.#field(at + 1, opening, nesting + 1);
        if (end === undefined) return undefined;
        at = end;
      } else at += 1;
    }
    return undefined;
  }
}

export function isQuote(code: number): boolean {
  return code === 34 || code === 39;
}

function isTriple(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return text.charCodeAt(at + 1) === code && text.charCodeAt(at + 2) === code;
}

/** In a string with fields a backslash escapes no brace, but `\N{DASH}` has braces of its own. */
function afterEscape(text: string, at: number): number {
  const next = text.charCodeAt(at + 1);
  if (next === openBrace || next === closeBrace) return at + 1;
  if (next !== letterN || text.charCodeAt(at + 2) !== openBrace) return afterBreak(text, at + 1);
  const named = /\\N\{[\w -]*\}/y;
  named.lastIndex = at;
  return named.test(text) ? named.lastIndex : at + 2;
}

function depthChange(code: number): number {
  if (code === 40 || code === 91 || code === openBrace) return 1;
  return code === 41 || code === 93 || code === closeBrace ? -1 : 0;
}

/** Where the letters before a quote begin that belong to its string: `rb`, `f`; the quote where there are none. */
function prefixStart(text: string, quote: number): number {
  let at = quote;
  while (at > 0 && at > quote - 2 && isPrefixLetter(text.charCodeAt(at - 1))) at -= 1;
  return at > 0 && isNamePart(text.charCodeAt(at - 1)) ? quote : at;
}

function isFormatted(text: string, quote: number): boolean {
  return /[ft]/iu.test(text.slice(prefixStart(text, quote), quote));
}

function isPrefixLetter(code: number): boolean {
  return 'rbuftRBUFT'.includes(String.fromCharCode(code));
}

/** Whether a name can only be the prefix of the string that follows it. */
export function isStringPrefix(text: string, from: number, to: number): boolean {
  if (to - from > 2 || !isQuote(text.charCodeAt(to))) return false;
  for (let at = from; at < to; at += 1) if (!isPrefixLetter(text.charCodeAt(at))) return false;
  return true;
}

/** The text between the quotes of a literal, escapes as they are written. */
export function stringValue(literal: string): string {
  let quote = 0;
  while (quote < literal.length && !isQuote(literal.charCodeAt(quote))) quote += 1;
  const width = isTriple(literal, quote) ? 3 : 1;
  const marks = literal.slice(quote, quote + width);
  const from = quote + width;
  const isClosed = literal.length >= from + width && literal.endsWith(marks);
  return literal.slice(from, isClosed ? -width : undefined);
}
