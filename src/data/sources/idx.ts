// The user's images in the format of MNIST, with labels in a file of their own.

import { decodeIdxImages, decodeIdxLabels } from '../formats/idx.ts';
import type { Outcome } from '../outcome.ts';
import type { Files, IdxSource } from '../parameters.ts';
import { checkLabelCount, limitNote, nameOf, readBytes, type SourceReader } from './source.ts';

function readLabels(
  source: IdxSource,
  files: Files,
  count: number,
  maximumBytes: number,
): Outcome<Uint8Array | null> {
  if (source.labels === undefined) return { value: null };
  const file = { path: source.labels, configPath: 'data.labels' };
  const bytes = readBytes(file, files);
  if ('problem' in bytes) return bytes;
  const labels = decodeIdxLabels(bytes.value, file.path, maximumBytes);
  if ('problem' in labels) return labels;
  const checked = checkLabelCount(labels.value.length, count, 'image', file, source.images);
  return 'problem' in checked ? checked : labels;
}

/** The first `limit` images of the user's files, with their labels. */
export const readIdxData: SourceReader<IdxSource> = (source, files, maximumBytes) => {
  const file = { path: source.images, configPath: 'data.images' };
  const bytes = readBytes(file, files);
  if ('problem' in bytes) return bytes;
  const images = decodeIdxImages(bytes.value, file.path, maximumBytes);
  if ('problem' in images) return images;
  const { count: available, height, width, bytes: pixels } = images.value;
  const labels = readLabels(source, files, available, maximumBytes);
  if ('problem' in labels) return labels;
  const count = Math.min(source.limit ?? available, available);
  return {
    value: {
      name: nameOf(file.path),
      kind: 'image',
      shape: [height, width, 1],
      dimensions: height * width,
      columns: null,
      count,
      stored: {
        kind: 'bytes',
        bytes: pixels.subarray(0, count * height * width),
        minimum: 0,
        maximum: 255,
        isBinary: false,
      },
      labels: labels.value?.subarray(0, count) ?? null,
      notes: limitNote(source.limit, available, 'image', file),
    },
  };
};
