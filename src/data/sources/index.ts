// A reader for every kind of file a config may name; one without, or the reverse, does not compile.

import type { Outcome } from '../outcome.ts';
import type { Files, FileSource } from '../parameters.ts';
import { readCsvData } from './csv.ts';
import { readIdxData } from './idx.ts';
import { readNpyData } from './npy.ts';
import { readNpzData } from './npz.ts';
import { readPngData } from './png.ts';
import type { SourceData, SourceReader } from './source.ts';

type Readers = {
  readonly [Id in FileSource['source']]: SourceReader<Extract<FileSource, { readonly source: Id }>>;
};

const readers: Readers = {
  idx: readIdxData,
  npy: readNpyData,
  npz: readNpzData,
  csv: readCsvData,
  png: readPngData,
};

export function readFiles(
  source: FileSource,
  files: Files,
  maximumBytes: number,
): Outcome<SourceData> {
  const read = readers[source.source] as SourceReader<FileSource>;
  return read(source, files, maximumBytes);
}
