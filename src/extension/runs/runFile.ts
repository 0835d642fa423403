// A run as bytes and back.

import { compactColumns } from '../../protocol/columns.ts';
import type { RunSnapshot } from '../../protocol/run.ts';
import { isRunSnapshot } from '../../protocol/runShape.ts';
import { decodeArrayFile, encodeArrayFile } from './arrayFile.ts';

const magic = 'ELBORUN2';

export const encodeRun = (run: RunSnapshot): Uint8Array =>
  encodeArrayFile(magic, { ...run, columns: compactColumns(run.columns) });

/** The run, or why the bytes are none, in words that follow "it". */
export function decodeRun(
  file: Uint8Array,
): { readonly run: RunSnapshot } | { readonly damage: string } {
  const decoded = decodeArrayFile(magic, file);
  if ('damage' in decoded) return decoded;
  return isRunSnapshot(decoded.value)
    ? { run: decoded.value }
    : { damage: 'was written by another version' };
}
