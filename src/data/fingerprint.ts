// A few letters that tell data apart: runs on different data are not compared as if they were on the same, and a
// run does not go on with other data than it began with.

import { crc32 } from '../elbo/crc32.ts';
import type { DataParameters, Files } from './parameters.ts';

/** Keys that say where data lie: the same data elsewhere are the same. */
const places: ReadonlySet<string> = new Set(['images', 'labels', 'file', 'folder']);
/** Keys that belong to the model: standardisation is undone in what is reported. */
const ofTheModel: ReadonlySet<string> = new Set(['standardise']);

/** Made of the check sums of the files, or of what a generator was asked for, and of how the data are prepared. */
export function fingerprintOf(data: DataParameters, files: Files): string {
  const preparation = Object.fromEntries(
    Object.entries(data).filter(([key]) => !places.has(key) && !ofTheModel.has(key)),
  );
  const sums = [...files].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, bytes]) => crc32(bytes));
  return hexadecimal(crc32(bytesOf([JSON.stringify(inOrder(preparation)), ...sums].join('\n'))));
}

const hexadecimal = (sum: number): string => sum.toString(16).padStart(8, '0');

/** Keys by name, so that the order in which a config writes them does not matter. */
const inOrder = (record: object): object =>
  Object.fromEntries(
    Object.entries(record)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]: [string, unknown]) => [
        key,
        typeof value === 'object' && value !== null && !Array.isArray(value)
          ? inOrder(value)
          : value,
      ]),
  );

/** UTF-16 units, low byte first. */
const bytesOf = (text: string): Uint8Array =>
  Uint8Array.from({ length: 2 * text.length }, (_, i) => text.charCodeAt(i >> 1) >> (8 * (i & 1)));
