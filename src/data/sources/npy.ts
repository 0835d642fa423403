// The user's data in one NumPy array, with labels in another file.

import { plainBytes, type FileName } from '../formats/gzip.ts';
import { decodeNpy, type NpyArray } from '../formats/npy.ts';
import type { Outcome } from '../outcome.ts';
import type { Files, NpySource } from '../parameters.ts';
import { arrayData, arrayLabels } from './arrays.ts';
import { checkLabelCount, readBytes, type SourceReader } from './source.ts';

function readArray(file: FileName, files: Files, maximumBytes: number): Outcome<NpyArray> {
  const bytes = readBytes(file, files);
  if ('problem' in bytes) return bytes;
  const plain = plainBytes(bytes.value, file, maximumBytes);
  return 'problem' in plain ? plain : decodeNpy(plain.value, file, maximumBytes);
}

function readLabels(
  path: string | undefined,
  files: Files,
  maximumBytes: number,
): Outcome<Uint8Array | null> {
  if (path === undefined) return { value: null };
  const file = { path, configPath: 'data.labels' };
  const array = readArray(file, files, maximumBytes);
  return 'problem' in array ? array : arrayLabels(array.value, file);
}

export const readNpyData: SourceReader<NpySource> = (source, files, maximumBytes) => {
  const file = { path: source.file, configPath: 'data.file' };
  const array = readArray(file, files, maximumBytes);
  if ('problem' in array) return array;
  const labels = readLabels(source.labels, files, maximumBytes);
  if ('problem' in labels) return labels;
  if (labels.value !== null) {
    const labelFile = { path: source.labels ?? '', configPath: 'data.labels' };
    const count = array.value.shape[0] ?? 0;
    const checked = checkLabelCount(labels.value.length, count, 'row', labelFile, file.path);
    if ('problem' in checked) return checked;
  }
  return arrayData(array.value, labels.value, source.limit, file);
};
