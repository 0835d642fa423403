// Numbers: where one ends, and its value.

import { isDigit, isNamePart } from './characters.ts';

const dot = 46;
const zero = 48;
const underscore = 95;
/** Codes of letters, with the bit that makes any letter a small one. */
const small = 32;
const [b, e, j, l, o, x] = [98, 101, 106, 108, 111, 120];

/** The offset after the number that begins at `at`, with a suffix `j`, or `L` as of old. */
export function numberEnd(text: string, at: number): number {
  const end = isPrefixed(text, at) ? hexadecimalEnd(text, at + 2) : decimalEnd(text, at);
  const letter = text.charCodeAt(end) | small;
  const isSuffix = (letter === j || letter === l) && !isNamePart(text.charCodeAt(end + 1));
  return isSuffix ? end + 1 : end;
}

function isPrefixed(text: string, at: number): boolean {
  const letter = text.charCodeAt(at + 1) | small;
  return text.charCodeAt(at) === zero && (letter === x || letter === o || letter === b);
}

function hexadecimalEnd(text: string, at: number): number {
  let end = at;
  for (;;) {
    const code = text.charCodeAt(end);
    const letter = code | small;
    const isPart = isDigit(code) || (letter >= 97 && letter <= 102) || code === underscore;
    if (!isPart) return end;
    end += 1;
  }
}

function decimalEnd(text: string, at: number): number {
  let end = digitsEnd(text, at);
  if (text.charCodeAt(end) === dot) end = digitsEnd(text, end + 1);
  if ((text.charCodeAt(end) | small) !== e) return end;
  const sign = text.charCodeAt(end + 1);
  const digits = sign === 43 || sign === 45 ? end + 2 : end + 1;
  return isDigit(text.charCodeAt(digits)) ? digitsEnd(text, digits) : end;
}

function digitsEnd(text: string, at: number): number {
  let end = at;
  while (isDigit(text.charCodeAt(end)) || text.charCodeAt(end) === underscore) end += 1;
  return end;
}

/** Undefined for an imaginary number, and for what is none, such as `0b2`. */
export function numberValue(literal: string): number | undefined {
  const value = Number(literal);
  if (!Number.isNaN(value)) return value;
  const plain = Number(literal.replaceAll('_', '').replace(/l$/iu, ''));
  return Number.isNaN(plain) ? undefined : plain;
}
