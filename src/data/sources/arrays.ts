// NumPy arrays as data: the first dimension counts them, the others say what one is.

import type { NpyArray } from '../formats/npy.ts';
import { times } from '../formats/npy.ts';
import type { FileName } from '../formats/gzip.ts';
import { dataProblem, inWords, type Outcome } from '../outcome.ts';
import { classesOf } from './classes.ts';
import { limitNote, nameOf, product, storedNumbers } from './source.ts';
import type { SourceData, StoredValues } from './source.ts';

/** How one datum lies in the array: as it is, or with the channels in front (PyTorch) to be moved behind. */
interface Layout {
  readonly kind: SourceData['kind'];
  readonly shape: readonly number[];
  readonly channelsFirst: boolean;
}

const isChannels = (size: number | undefined): boolean => size === 1 || size === 3;

function layoutOf(shape: readonly number[]): Layout | undefined {
  const [, ...one] = shape;
  const [first = 1, second = 1, third = 1] = one;
  switch (shape.length) {
    case 1:
      return { kind: 'tabular', shape: [1], channelsFirst: false };
    case 2:
      return { kind: 'tabular', shape: one, channelsFirst: false };
    case 3:
      return { kind: 'image', shape: [first, second, 1], channelsFirst: false };
    case 4:
      if (isChannels(third)) return { kind: 'image', shape: one, channelsFirst: false };
      if (isChannels(first)) {
        return { kind: 'image', shape: [second, third, first], channelsFirst: true };
      }
      return undefined;
    default:
      return undefined;
  }
}

function unreadableShape(shape: readonly number[], { path, configPath }: FileName): Outcome<never> {
  return dataProblem(
    shape.includes(0)
      ? `${path}: no data.`
      : `${path}: the array of ${times(shape)} is not a list of data.`,
    shape.includes(0)
      ? `The array has the shape ${times(shape)}.`
      : 'Expected count × D for a table, count × height × width for grey pictures, or the same with 1 or 3 channels behind.',
    'Reshape the array and save it again.',
    configPath,
  );
}

/** The first `limit` data of an array; `labels` belong to all of it. */
export function arrayData(
  { shape, elements }: NpyArray,
  labels: Uint8Array | null,
  limit: number | undefined,
  file: FileName,
): Outcome<SourceData> {
  const layout = shape.includes(0) ? undefined : layoutOf(shape);
  const [available = 0] = shape;
  if (layout === undefined) return unreadableShape(shape, file);
  const dimensions = product(layout.shape);
  const count = Math.min(limit ?? available, available);
  const used = elements.values.subarray(0, count * dimensions);
  const values = layout.channelsFirst ? channelsLast(used, layout.shape) : used;
  const stored = store(values, elements.kind, dimensions, file);
  if ('problem' in stored) return stored;
  return {
    value: {
      name: nameOf(file.path),
      kind: layout.kind,
      shape: layout.shape,
      dimensions,
      columns: null,
      count,
      stored: stored.value,
      labels: labels?.subarray(0, count) ?? null,
      notes: limitNote(limit, available, layout.kind === 'image' ? 'image' : 'row', file),
    },
  };
}

type Values = NpyArray['elements']['values'];

function channelsLast<T extends Values>(
  values: T,
  [height = 1, width = 1, channels = 1]: readonly number[],
): T {
  const moved = values.slice() as T;
  const area = height * width;
  for (let i = 0; i < values.length; i += 1) {
    const within = i % (area * channels);
    const [channel, pixel] = [Math.floor(within / area), within % area];
    moved[i - within + pixel * channels + channel] = values[i]!;
  }
  return moved;
}

function store(
  values: Values,
  kind: NpyArray['elements']['kind'],
  dimensions: number,
  file: FileName,
): Outcome<StoredValues> {
  if (values instanceof Uint8Array) {
    const isBinary = kind === 'booleans';
    const bytes = isBinary ? values.map((value) => 255 * value) : values;
    return { value: { kind: 'bytes', bytes, minimum: 0, maximum: isBinary ? 1 : 255, isBinary } };
  }
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad === -1) return { value: storedNumbers(values) };
  return dataProblem(
    `${file.path}: datum ${Math.floor(bad / dimensions)} holds ${inWords(values[bad]!)} in dimension ${bad % dimensions}.`,
    'Every value must be a finite number: log p(x|z) needs all of a datum. Places count from 0.',
    'Drop such data or fill them in, and save the array again.',
    file.configPath,
  );
}

/** Labels from an array of one whole number per datum. */
export function arrayLabels({ shape, elements }: NpyArray, file: FileName): Outcome<Uint8Array> {
  const isList = shape.length === 1 || (shape.length === 2 && shape[1] === 1);
  if (!isList || elements.kind === 'floats') {
    return dataProblem(
      `${file.path}: these are not labels.`,
      isList
        ? 'Labels are whole numbers; these are floats.'
        : `Labels have one dimension; this array has the shape ${times(shape)}.`,
      'Name an array of one whole number per datum, or leave the labels out.',
      file.configPath,
    );
  }
  return classesOf(elements.values, file);
}
