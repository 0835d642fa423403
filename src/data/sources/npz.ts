// The user's data as one array of a NumPy archive, with labels as another.

import type { FileName } from '../formats/gzip.ts';
import { decodeNpy, type NpyArray } from '../formats/npy.ts';
import { listZip, readZipEntry, type ZipEntry } from '../formats/zip.ts';
import { dataProblem, type Outcome } from '../outcome.ts';
import type { NpzSource } from '../parameters.ts';
import { arrayData, arrayLabels } from './arrays.ts';
import { checkLabelCount, readBytes, type SourceReader } from './source.ts';

/** What data are usually called, in order of preference. */
const usualNames = ['x', 'X', 'data', 'images', 'x_train', 'X_train', 'train', 'arr_0'] as const;

const arrayName = ({ name }: ZipEntry): string => name.replace(/\.npy$/u, '');

interface Archive {
  readonly bytes: Uint8Array;
  readonly entries: readonly ZipEntry[];
  readonly maximumBytes: number;
}

function readArray(
  archive: Archive,
  path: string,
  name: string | undefined,
  configPath: string,
): Outcome<NpyArray> {
  const { bytes, entries, maximumBytes } = archive;
  const names = entries.map(arrayName);
  const wanted =
    name ?? (names.length === 1 ? names[0] : usualNames.find((usual) => names.includes(usual)));
  const entry = entries.find((candidate) => arrayName(candidate) === wanted);
  const file: FileName = {
    path: entry === undefined ? path : `${path}: ${arrayName(entry)}`,
    configPath,
  };
  if (entry === undefined) return noArray(name, names, file);
  const unpacked = readZipEntry(bytes, entry, { path, configPath }, maximumBytes);
  return 'problem' in unpacked ? unpacked : decodeNpy(unpacked.value, file, maximumBytes);
}

function noArray(
  name: string | undefined,
  names: readonly string[],
  { path, configPath }: FileName,
): Outcome<never> {
  const held = names.length === 0 ? 'It holds no arrays.' : `It holds: ${names.join(', ')}.`;
  return dataProblem(
    name === undefined
      ? `${path}: which array holds the data?`
      : `${path}: there is no array "${name}".`,
    held,
    `Name one of them under \`${configPath.replace('data.', '')}\`.`,
    configPath,
  );
}

export const readNpzData: SourceReader<NpzSource> = (source, files, maximumBytes) => {
  const file = { path: source.file, configPath: 'data.file' };
  const bytes = readBytes(file, files);
  if ('problem' in bytes) return bytes;
  const entries = listZip(bytes.value, file);
  if ('problem' in entries) return entries;
  const archive = { bytes: bytes.value, entries: entries.value, maximumBytes };
  const array = readArray(archive, file.path, source.array, 'data.array');
  if ('problem' in array) return array;
  if (source.labels === undefined) return arrayData(array.value, null, source.limit, file);
  const labelFile = { path: `${file.path}: ${source.labels}`, configPath: 'data.labels' };
  const labelArray = readArray(archive, file.path, source.labels, 'data.labels');
  if ('problem' in labelArray) return labelArray;
  const labels = arrayLabels(labelArray.value, labelFile);
  if ('problem' in labels) return labels;
  const count = array.value.shape[0] ?? 0;
  const checked = checkLabelCount(labels.value.length, count, 'row', labelFile, file.path);
  return 'problem' in checked ? checked : arrayData(array.value, labels.value, source.limit, file);
};
