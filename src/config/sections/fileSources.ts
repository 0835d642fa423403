// The kinds of files a config may name as its data, and which of their keys are paths.

import { Type, type Static } from '../type.ts';
import { choice } from './choice.ts';

const path = (description: string, example: string) =>
  Type.String({ minLength: 1, description, examples: [example] });

const limit = (what: string) =>
  Type.Optional(Type.Integer({ minimum: 2, description: `Use only the first so many ${what}.` }));

const labelUse = 'Only used to mark the latent map.';

const idx = Type.Object({
  source: Type.Literal('idx', {
    description: 'Your own images in the IDX format of MNIST, plain or gzip-compressed (.gz).',
  }),
  images: path(
    'Path of the image file, relative to this config file.',
    'data/train-images-idx3-ubyte.gz',
  ),
  labels: Type.Optional(
    Type.String({
      minLength: 1,
      description: `Path of the label file, relative to this config file. ${labelUse}`,
    }),
  ),
  limit: limit('images of the file'),
});

const npy = Type.Object({
  source: Type.Literal('npy', {
    description:
      'Your own array as numpy.save writes it: count × D, count × height × width, or with 1 or 3 channels behind.',
  }),
  file: path('Path of the array, relative to this config file.', 'data/x.npy'),
  labels: Type.Optional(
    Type.String({
      minLength: 1,
      description: `Path of an array of one whole number per datum, relative to this config file. ${labelUse}`,
    }),
  ),
  limit: limit('data of the array'),
});

const npz = Type.Object({
  source: Type.Literal('npz', {
    description: 'Your own arrays in one archive as numpy.savez writes it, compressed or not.',
  }),
  file: path('Path of the archive, relative to this config file.', 'data/mnist.npz'),
  array: Type.Optional(
    Type.String({
      minLength: 1,
      description:
        'Name of the array of data in the archive. Left out: the only one, or the one called `x`, `data`, `x_train` or the like.',
      examples: ['x_train'],
    }),
  ),
  labels: Type.Optional(
    Type.String({
      minLength: 1,
      description: `Name of an array of one whole number per datum in the archive. ${labelUse}`,
      examples: ['y_train'],
    }),
  ),
  limit: limit('data of the array'),
});

const csv = Type.Object({
  source: Type.Literal('csv', {
    description:
      'Your own table of numbers as text: a datum is a row. Commas, semicolons or tabs between values, decimal points.',
  }),
  file: path('Path of the table, relative to this config file; may be .csv.gz.', 'data/x.csv'),
  header: choice(
    {
      auto: 'Names, if nothing in the first line is a number.',
      names: 'The first line names the columns.',
      none: 'The first line is a row; columns are called 1, 2, 3.',
    },
    { default: 'auto', description: 'What the first line holds.' },
  ),
  columns: Type.Optional(
    Type.Array(Type.String({ minLength: 1 }), {
      minItems: 1,
      description: 'Names of the columns to use, in order. Left out: all but `label`.',
      examples: [['height', 'weight']],
    }),
  ),
  label: Type.Optional(
    Type.String({
      minLength: 1,
      description: `Name of a column of classes, words or numbers. ${labelUse}`,
    }),
  ),
  missing: choice(
    {
      refuse: 'Say where the first one is, and do not train.',
      'drop-rows': 'Leave out every row that lacks a value, and say how many.',
    },
    { default: 'refuse', description: 'What to do about values that are missing.' },
  ),
  limit: limit('rows of the file'),
});

const png = Type.Object({
  source: Type.Literal('png', {
    description:
      'Your own PNG pictures in a folder, grey or RGB, all of one size. Sub-folders are classes.',
  }),
  folder: path('Path of the folder, relative to this config file.', 'data/pictures'),
  limit: limit('pictures, in the order of their names'),
});

export const fileSources = { idx, npy, npz, csv, png } as const;

export type FileDataSource = Static<(typeof fileSources)[keyof typeof fileSources]>;

/** A path that a `data` section names, and the key that names it. */
export interface NamedPath {
  readonly path: string;
  readonly configPath: string;
  readonly kind: 'file' | 'folder';
}

const pathKeys: Readonly<Record<FileDataSource['source'], readonly string[]>> = {
  idx: ['images', 'labels'],
  npy: ['file', 'labels'],
  npz: ['file'],
  csv: ['file'],
  png: ['folder'],
};

/** What has to be read before a run on these data can begin. */
export function namedPaths(data: FileDataSource): readonly NamedPath[] {
  return pathKeys[data.source].flatMap((key) => {
    const value = (data as Readonly<Record<string, unknown>>)[key];
    const kind = key === 'folder' ? 'folder' : 'file';
    return typeof value === 'string' ? [{ path: value, configPath: `data.${key}`, kind }] : [];
  });
}
