// A folder of PNG pictures, all of one size and kind. Pictures in sub-folders are labelled by them, as image
// classification data sets are laid out.

import { byNaturalOrder } from '../../elbo/naturalOrder.ts';
import { decodePng, type PngPicture } from '../formats/png.ts';
import { dataProblem, grouped, type Outcome } from '../outcome.ts';
import type { Files, PngSource } from '../parameters.ts';
import { classesOf } from './classes.ts';
import { limitNote, nameOf, type SourceReader } from './source.ts';

const configPath = 'data.folder';

/** Paths below the folder in the order of their names, whatever order a disk gives them in. */
function picturesIn(folder: string, files: Files): readonly string[] {
  return [...files.keys()]
    .filter((path) => path.startsWith(`${folder}/`) && /\.png$/iu.test(path))
    .toSorted(byNaturalOrder);
}

const noPictures = (folder: string): Outcome<never> =>
  dataProblem(
    `${folder}: no PNG pictures.`,
    'Expected files that end in .png, in the folder or in its sub-folders.',
    'Name the folder that holds them.',
    configPath,
  );

const describe = ({ width, height, channels }: PngPicture): string =>
  `${width} × ${height} pixels, ${channels === 1 ? 'grey' : 'RGB'}`;

function unlike(
  path: string,
  picture: PngPicture,
  first: string,
  expected: PngPicture,
): Outcome<never> {
  return dataProblem(
    `${path}: ${describe(picture)}, unlike the others.`,
    `Expected ${describe(expected)}, as ${first} has. All pictures need the same size and channels, since each pixel is a dimension of x.`,
    'Resize, crop or convert the pictures to one size and kind, or move the odd ones out of the folder.',
    configPath,
  );
}

export const readPngData: SourceReader<PngSource> = (source, files, maximumBytes) => {
  const { limit } = source;
  const folder = source.folder.replace(/[\\/]+$/u, '');
  const all = picturesIn(folder, files);
  const paths = all.slice(0, limit);
  const [firstPath] = paths;
  if (firstPath === undefined) return noPictures(folder);
  let expected: PngPicture | undefined;
  let pixels = new Uint8Array(0);
  for (const [i, path] of paths.entries()) {
    const decoded = decodePng(
      files.get(path) ?? new Uint8Array(0),
      { path, configPath },
      maximumBytes,
    );
    if ('problem' in decoded) return decoded;
    const picture = decoded.value;
    if (expected === undefined) {
      expected = picture;
      const size = paths.length * picture.bytes.length;
      if (size > maximumBytes) return tooMany(folder, paths.length, picture, maximumBytes);
      pixels = new Uint8Array(size);
    }
    if (describe(picture) !== describe(expected)) return unlike(path, picture, firstPath, expected);
    pixels.set(picture.bytes, i * picture.bytes.length);
  }
  const labels = labelsOf(paths, folder);
  if ('problem' in labels) return labels;
  const { height = 1, width = 1, channels = 1 } = expected ?? {};
  return {
    value: {
      name: nameOf(folder),
      kind: 'image',
      shape: [height, width, channels],
      dimensions: height * width * channels,
      columns: null,
      count: paths.length,
      stored: { kind: 'bytes', bytes: pixels, minimum: 0, maximum: 255, isBinary: false },
      labels: labels.value,
      notes: limitNote(limit, all.length, 'picture', { path: folder, configPath }),
    },
  };
};

function tooMany(
  folder: string,
  count: number,
  picture: PngPicture,
  maximumBytes: number,
): Outcome<never> {
  return dataProblem(
    `${folder}: too many pictures: ${grouped(count)} of ${describe(picture)}.`,
    `Together they take more than the limit of ${grouped(maximumBytes)} bytes.`,
    `Set \`limit\` to at most ${grouped(Math.floor(maximumBytes / picture.bytes.length))}, or use smaller pictures.`,
    configPath,
  );
}

/** The sub-folder of each picture as its class; null where all lie in one folder. */
function labelsOf(paths: readonly string[], folder: string): Outcome<Uint8Array | null> {
  const folders = paths.map((path) => path.slice(folder.length + 1, path.lastIndexOf('/')));
  if (new Set(folders).size < 2) return { value: null };
  return classesOf(folders, { path: folder, configPath });
}
