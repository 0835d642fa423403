// A checkpoint as bytes and back. It names its run, so that a file that was copied or renamed is found out.

import { checkpoint as checkpointShape } from '../../protocol/checkpointShape.ts';
import type { RunId } from '../../protocol/run.ts';
import { object, string } from '../../protocol/shape.ts';
import type { TrainingCheckpoint } from '../../elbo/trainingCheckpoint.ts';
import { decodeArrayFile, encodeArrayFile } from './arrayFile.ts';

const magic = 'ELBOCKP1';

const shape = object({ runId: string, checkpoint: checkpointShape });

export const encodeCheckpoint = (runId: RunId, checkpoint: TrainingCheckpoint): Uint8Array =>
  encodeArrayFile(magic, { runId, checkpoint });

/** The checkpoint of `runId`, or why the bytes are none, in words that follow "it". */
export function decodeCheckpoint(
  file: Uint8Array,
  runId: RunId,
): { readonly checkpoint: TrainingCheckpoint } | { readonly damage: string } {
  const decoded = decodeArrayFile(magic, file);
  if ('damage' in decoded) return decoded;
  if (!shape(decoded.value)) return { damage: 'was written by another version' };
  if (decoded.value.runId !== runId) return { damage: 'belongs to another run' };
  return { checkpoint: decoded.value.checkpoint };
}
