// Reads the data files a config names. What cannot be read becomes a problem that names the file, where it was
// looked for and what to do; the folder it lies in is somebody else's matter (`fileAccess.ts`).

import type { Experiment } from '../../config/experiment.ts';
import type { NamedPath } from '../../config/sections/fileSources.ts';
import { dataPaths } from '../../config/targets.ts';
import { byNaturalOrder } from '../../elbo/naturalOrder.ts';
import type { RunProblem } from '../../elbo/trainingEvent.ts';
import type { DataFile } from '../../protocol/messages.ts';

/** A file or folder that a path of the config points to, whether it exists or not. */
export interface LocatedFile {
  /** Full path, for messages. */
  readonly fullPath: string;
  /** Full path of its folder. */
  readonly folder: string;
  /** Undefined: there is no such file. Rejects where that cannot be said. */
  readonly stat: () => Promise<{ readonly bytes: number; readonly isFolder: boolean } | undefined>;
  readonly read: () => Promise<Uint8Array>;
  /** Of a folder: files in it and in its sub-folders, as paths below it. */
  readonly list: () => Promise<readonly string[]>;
}

/** Finds a file by the path the config writes; undefined for a relative path in a config that lies nowhere. */
export type LocateFile = (path: string) => LocatedFile | undefined;

/** A file that is not read although it may be there, and what would change that. */
export class Refusal extends Error {
  readonly now: string;

  constructor(why: string, now: string) {
    super(why);
    this.now = now;
  }
}

export type DataFiles =
  | { readonly kind: 'read'; readonly files: readonly DataFile[] }
  | { readonly kind: 'problem'; readonly problem: RunProblem };

export async function readDataFiles(
  { data }: Pick<Experiment, 'data'>,
  locate: LocateFile,
  maxMiB: number,
): Promise<DataFiles> {
  const files: DataFile[] = [];
  for (const named of dataPaths(data)) {
    const limit = ('limit' in data ? data.limit : undefined) ?? Infinity;
    const read = await readNamed(named, locate, { maxMiB, limit });
    if ('what' in read) return { kind: 'problem', problem: problemAt(named.configPath, read) };
    files.push(...read);
  }
  return { kind: 'read', files };
}

type Words = Pick<RunProblem, 'what' | 'why' | 'now'>;

interface Limits {
  readonly maxMiB: number;
  /** How many files of a folder are wanted. */
  readonly limit: number;
}

async function readNamed(
  { path, kind }: NamedPath,
  locate: LocateFile,
  limits: Limits,
): Promise<readonly DataFile[] | Words> {
  const located = locate(path);
  if (located === undefined) return unlocated(path);
  const { stat, fullPath, folder } = located;
  try {
    const found = await stat();
    if (!found) return missing(path, folder, kind);
    if (found.isFolder !== (kind === 'folder')) return otherKind(path, fullPath, kind);
    if (kind === 'folder') return await readFolder(path, located, locate, limits);
    const sizeMiB = found.bytes / 2 ** 20;
    return sizeMiB > limits.maxMiB
      ? tooLarge(path, fullPath, sizeMiB, limits.maxMiB)
      : [{ path, bytes: await located.read() }];
  } catch (error) {
    if (error instanceof Refusal) return refused(path, error);
    return unreadable(path, fullPath, error instanceof Error ? error.message : String(error));
  }
}

/** So many files of a folder are read at once: one after another would wait for the disk each time. */
const together = 64;

/** The first pictures of a folder, in the order of their names. */
async function readFolder(
  path: string,
  { list, fullPath }: LocatedFile,
  locate: LocateFile,
  { maxMiB, limit }: Limits,
): Promise<readonly DataFile[] | Words> {
  const names = (await list()).filter((name) => /\.png$/iu.test(name)).toSorted(byNaturalOrder);
  const wanted = names.slice(0, limit).map((name) => `${path.replace(/[\\/]+$/u, '')}/${name}`);
  const files: DataFile[] = [];
  let bytes = 0;
  for (let from = 0; from < wanted.length; from += together) {
    const read = await Promise.all(
      wanted.slice(from, from + together).map(async (picture) => ({
        path: picture,
        bytes: (await locate(picture)?.read()) ?? new Uint8Array(0),
      })),
    );
    files.push(...read);
    bytes += read.reduce((sum, file) => sum + file.bytes.length, 0);
    if (bytes > maxMiB * 2 ** 20) return tooManyFiles(path, fullPath, names.length, maxMiB);
  }
  return files;
}

const missing = (path: string, folder: string, kind: NamedPath['kind']): Words => ({
  what: `The data ${kind} "${path}" was not found.`,
  why: `There is no such ${kind} in ${folder}. Relative paths start at the config file.`,
  now: `Correct the path, or put the ${kind} there.`,
});

const otherKind = (path: string, fullPath: string, kind: NamedPath['kind']): Words =>
  kind === 'file'
    ? {
        what: `The data file "${path}" is a folder.`,
        why: `The config names ${fullPath}, and data are read from one file.`,
        now: 'Name the file inside it. A folder of PNG pictures is read with `source: png`.',
      }
    : {
        what: `The data folder "${path}" is a file.`,
        why: `The config names ${fullPath}, and pictures are read from a folder.`,
        now: 'Name the folder that the pictures are in.',
      };

const tooManyFiles = (path: string, fullPath: string, count: number, maxMiB: number): Words => ({
  what: `The pictures in "${path}" are larger than the limit.`,
  why: `The ${count} files in ${fullPath} are read whole into memory, up to ${maxMiB} MiB together.`,
  now: 'Set `limit` to fewer pictures, or raise the setting elboLens.data.maxFileSizeMiB.',
});

const tooLarge = (path: string, fullPath: string, sizeMiB: number, maxMiB: number): Words => ({
  what: `The data file "${path}" is larger than the limit.`,
  why: `${fullPath} has ${sizeMiB.toFixed(1)} MiB; files are read whole into memory, up to ${maxMiB} MiB.`,
  now: 'Raise the setting elboLens.data.maxFileSizeMiB, or use a smaller file.',
});

const unreadable = (path: string, fullPath: string, why: string): Words => ({
  what: `The data file "${path}" could not be read.`,
  why,
  now: `Check that ${fullPath} can be opened.`,
});

const refused = (path: string, { message, now }: Refusal): Words => ({
  what: `The data file "${path}" is not read.`,
  why: message,
  now,
});

const unlocated = (path: string): Words => ({
  what: `The data file "${path}" cannot be looked for.`,
  why: 'Its path is relative to the config file, and this config is not saved in any folder yet.',
  now: 'Save the config first, or write an absolute path.',
});

const problemAt = (configPath: string, words: Words): RunProblem => ({
  ...words,
  configPath,
  step: null,
  term: null,
  layer: null,
});
