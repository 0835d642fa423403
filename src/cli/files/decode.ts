// Bytes to text: UTF-8, UTF-16 with its mark, or what a Python coding line says; otherwise Latin-1 and a word about it.

import type { Reading } from './read.ts';

export function decode(bytes: Uint8Array): Reading {
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : undefined;
  const encoding = wide ?? (bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined);
  if (encoding) return { text: new TextDecoder(encoding).decode(bytes) };
  const zero = bytes.indexOf(0);
  if (zero >= 0) {
    return { problem: `A binary file: byte ${zero} is NUL, which no source file contains.` };
  }
  return decodeStrictly(bytes, 'utf-8') ?? decodeDeclared(bytes) ?? decodeAnyway(bytes);
}

function decodeStrictly(bytes: Uint8Array, encoding: string): Reading | undefined {
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes) };
  } catch {
    return undefined;
  }
}

/** Python's declaration, in one of the first two lines: `# -*- coding: cp1252 -*-`. */
function decodeDeclared(bytes: Uint8Array): Reading | undefined {
  const head = Buffer.from(bytes.subarray(0, 1000)).toString('latin1').split('\n', 2);
  const name = head
    .map((line) => /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/u.exec(line)?.[1])
    .find((found) => found !== undefined);
  if (name === undefined) return undefined;
  return decodeStrictly(bytes, webName(name.toLowerCase().replaceAll('_', '-')));
}

/** Python's names of encodings as the names of the web, where they differ. */
function webName(name: string): string {
  if (/^(?:iso-)?latin-1\b/u.test(name)) return 'latin1';
  return name.replace(/^cp/u, 'windows-');
}

/** Everything that matters is ASCII, so a wrong accent in a comment is better than no answer. */
function decodeAnyway(bytes: Uint8Array): Reading {
  const line = lineOfFirstBadByte(bytes);
  return {
    text: Buffer.from(bytes).toString('latin1'),
    problem: `Line ${line} is not UTF-8; the file was read as Latin-1, so letters outside ASCII may be wrong. Save it as UTF-8.`,
  };
}

function lineOfFirstBadByte(bytes: Uint8Array): number {
  let line = 1;
  for (let from = 0; from < bytes.length; line += 1) {
    const end = bytes.indexOf(10, from);
    const to = end < 0 ? bytes.length : end + 1;
    if (!decodeStrictly(bytes.subarray(from, to), 'utf-8')) return line;
    from = to;
  }
  return line;
}
