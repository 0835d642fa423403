// Reads the data files a config names. What cannot be read becomes a problem that names the file, where it was
// looked for and what to do; the folder it lies in is somebody else's matter (`fileAccess.ts`).

import type { Experiment } from '../../config/experiment.ts';
import type { RunProblem } from '../../elbo/trainingEvent.ts';
import type { DataFile } from '../../protocol/messages.ts';

/** A file that a path of the config points to, whether it exists or not. */
export interface LocatedFile {
  /** Full path, for messages. */
  readonly fullPath: string;
  /** Full path of its folder. */
  readonly folder: string;
  /** Undefined: there is no such file. Rejects where that cannot be said. */
  readonly stat: () => Promise<{ readonly bytes: number; readonly isFolder: boolean } | undefined>;
  readonly read: () => Promise<Uint8Array>;
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

interface NamedFile {
  readonly path: string;
  readonly configPath: string;
}

function namedFiles({ data }: Experiment): readonly NamedFile[] {
  if (data.source !== 'idx') return [];
  const images = { path: data.images, configPath: 'data.images' };
  return data.labels === undefined
    ? [images]
    : [images, { path: data.labels, configPath: 'data.labels' }];
}

export async function readDataFiles(
  experiment: Experiment,
  locate: LocateFile,
  maxMiB: number,
): Promise<DataFiles> {
  const files: DataFile[] = [];
  for (const named of namedFiles(experiment)) {
    const located = locate(named.path);
    const read = located ? await readFile(named.path, located, maxMiB) : unlocated(named.path);
    if (read instanceof Uint8Array) files.push({ path: named.path, bytes: read });
    else return { kind: 'problem', problem: problemAt(named.configPath, read) };
  }
  return { kind: 'read', files };
}

type Words = Pick<RunProblem, 'what' | 'why' | 'now'>;

async function readFile(
  path: string,
  { stat, read, folder, fullPath }: LocatedFile,
  maxMiB: number,
): Promise<Uint8Array | Words> {
  try {
    const found = await stat();
    if (!found) return missing(path, folder);
    if (found.isFolder) return notAFile(path, fullPath);
    const sizeMiB = found.bytes / 2 ** 20;
    return sizeMiB > maxMiB ? tooLarge(path, fullPath, sizeMiB, maxMiB) : await read();
  } catch (error) {
    if (error instanceof Refusal) return refused(path, error);
    return unreadable(path, fullPath, error instanceof Error ? error.message : String(error));
  }
}

const missing = (path: string, folder: string): Words => ({
  what: `The data file "${path}" was not found.`,
  why: `There is no such file in ${folder}. Relative paths start at the config file.`,
  now: 'Correct the path, or put the file there.',
});

const notAFile = (path: string, fullPath: string): Words => ({
  what: `The data file "${path}" is a folder.`,
  why: `The config names ${fullPath}, and data are read from one file.`,
  now: 'Name the file inside it.',
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
