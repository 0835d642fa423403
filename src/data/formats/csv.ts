// CSV (RFC 4180) as records of text: quotes, quoted line breaks, either line ending, comma, semicolon or tab.
// What the fields mean is `sources/csv.ts`.

import { dataProblem, type Outcome } from '../outcome.ts';
import type { FileName } from './gzip.ts';
import { lookalikeOf } from './lookalikes.ts';
import { decodeUtf8 } from './text.ts';

export interface CsvRecord {
  /** The line it begins on, from 1. */
  readonly line: number;
  readonly fields: readonly string[];
}

const [quote, newline, carriageReturn] = [0x22, 0x0a, 0x0d] as const;
const delimiters = { ',': 0x2c, ';': 0x3b, '\t': 0x09 } as const;
const byteOrderMark = [0xef, 0xbb, 0xbf] as const;

/** The delimiter that stands most often, outside quotes, in the first line; a comma where there is none. */
export function findDelimiter(bytes: Uint8Array): number {
  const counts = new Map<number, number>(Object.values(delimiters).map((byte) => [byte, 0]));
  let isQuoted = false;
  for (const byte of bytes) {
    if (byte === quote) isQuoted = !isQuoted;
    if (isQuoted) continue;
    if (byte === newline) break;
    const count = counts.get(byte);
    if (count !== undefined) counts.set(byte, count + 1);
  }
  const [most] = [...counts].toSorted(([, a], [, b]) => b - a);
  return most === undefined ? delimiters[','] : most[0];
}

/** Records in order; blank lines are none. The last value says what is wrong with the text, if anything. */
export function* readCsv(
  bytes: Uint8Array,
  file: FileName,
): Generator<CsvRecord, Outcome<null>, void> {
  const delimiter = findDelimiter(bytes);
  let at = byteOrderMark.every((byte, i) => bytes[i] === byte) ? byteOrderMark.length : 0;
  let line = 1;
  while (at < bytes.length) {
    const start = line;
    const fields: string[] = [];
    for (;;) {
      const field = readField(bytes, at, delimiter);
      if (field === undefined) return openQuote(start, file);
      fields.push(field.text);
      line += field.lineBreaks;
      at = field.end + 1;
      if (bytes[field.end] !== delimiter) break;
    }
    // A line ending of two bytes.
    if (bytes[at - 1] === carriageReturn && bytes[at] === newline) at += 1;
    line += 1;
    if (fields.length > 1 || fields[0] !== '') yield { line: start, fields };
  }
  return { value: null };
}

const openQuote = (line: number, { path, configPath }: FileName): Outcome<never> =>
  dataProblem(
    `${path}: a quote that opens in line ${line} is never closed.`,
    'Text in quotes may contain line breaks, so the rest of the file would be one value.',
    'Close the quote, or double it ("") where it belongs to the text.',
    configPath,
  );

interface Field {
  readonly text: string;
  /** Where the byte that ends it stands. */
  readonly end: number;
  readonly lineBreaks: number;
}

const endsField = (byte: number | undefined, delimiter: number): boolean =>
  byte === undefined || byte === delimiter || byte === newline || byte === carriageReturn;

function readField(bytes: Uint8Array, start: number, delimiter: number): Field | undefined {
  if (bytes[start] === quote) return readQuoted(bytes, start + 1, delimiter);
  let end = start;
  while (!endsField(bytes[end], delimiter)) end += 1;
  return { text: decodeUtf8(bytes.subarray(start, end)).trim(), end, lineBreaks: 0 };
}

/** The text up to the closing quote; two quotes are one that belongs to it. What follows up to the delimiter stays. */
function readQuoted(bytes: Uint8Array, start: number, delimiter: number): Field | undefined {
  let text = '';
  let from = start;
  let lineBreaks = 0;
  for (let at = start; at < bytes.length; at += 1) {
    if (bytes[at] === newline) lineBreaks += 1;
    if (bytes[at] !== quote) continue;
    text += decodeUtf8(bytes.subarray(from, at));
    if (bytes[at + 1] === quote) {
      from = at + 1;
      at += 1;
      continue;
    }
    const rest = readField(bytes, at + 1, delimiter);
    return (
      rest && { text: text + rest.text, end: rest.end, lineBreaks: lineBreaks + rest.lineBreaks }
    );
  }
  return undefined;
}

/** What bytes that cannot be a text file look like, if anything known. */
export function checkIsText(bytes: Uint8Array, { path, configPath }: FileName): Outcome<null> {
  const seen = lookalikeOf(bytes);
  const isBinary = bytes.subarray(0, 1024).includes(0);
  if (bytes.length > 0 && seen === undefined && !isBinary) return { value: null };
  return dataProblem(
    bytes.length === 0 ? `${path}: the file is empty.` : `${path}: this is not a CSV file.`,
    seen === undefined
      ? 'A CSV file is lines of text in UTF-8, with values separated by commas, semicolons or tabs.'
      : `It looks like ${seen}.`,
    'Name a CSV file. In spreadsheets, save as "CSV UTF-8".',
    configPath,
  );
}
