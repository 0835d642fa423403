// Characters of Python by their code: what names are made of, what is space, what breaks a line.

const table = new Uint8Array(128);
const nameStart = 1;
const digit = 2;
const space = 4;

mark('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_', nameStart);
mark('0123456789', digit);
mark(' \t\f', space);

function mark(characters: string, as: number): void {
  for (const character of characters) table[character.charCodeAt(0)] = as;
}

/** Spaces beyond ASCII that pasted text brings along: no-break, ideographic, byte order mark. */
function isWideSpace(code: number): boolean {
  return code === 0xa0 || code === 0x3000 || code === 0xfeff;
}

/** Any letter of any script; half a surrogate pair counts as one. */
export function isNameStart(code: number): boolean {
  return code < 128 ? table[code] === nameStart : code >= 128 && !isWideSpace(code);
}

export function isNamePart(code: number): boolean {
  if (code >= 128) return !isWideSpace(code);
  const kind = table[code];
  return kind === nameStart || kind === digit;
}

export function isDigit(code: number): boolean {
  return table[code] === digit;
}

export function isSpace(code: number): boolean {
  return code < 128 ? table[code] === space : isWideSpace(code);
}

export function isLineBreak(code: number): boolean {
  return code === 10 || code === 13;
}

/** The offset after the line break at `at`, where a carriage return and a line feed are one. */
export function afterBreak(text: string, at: number): number {
  return text.charCodeAt(at) === 13 && text.charCodeAt(at + 1) === 10 ? at + 2 : at + 1;
}

/** The offset of the line break that ends the line, or the end of the text. */
export function lineEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && !isLineBreak(text.charCodeAt(end))) end += 1;
  return end;
}

/** The column after one more space: tabs end at multiples of 8, a form feed begins anew. */
export function columnAfter(column: number, code: number): number {
  if (code === 9) return column - (column % 8) + 8;
  if (code === 12) return 0;
  return code === 0xfeff ? column : column + 1;
}

/** The offset of the first character from `at` on that is no space. */
export function afterSpaces(text: string, at: number): number {
  let end = at;
  while (end < text.length && isSpace(text.charCodeAt(end))) end += 1;
  return end;
}
