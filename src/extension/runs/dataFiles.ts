// Reads the data files a config names, through the editor's file system, so that it works on any remote and
// in the browser. What cannot be read becomes a problem that names the file, where it was looked for and why.

import { FileType, Uri, workspace } from 'vscode';
import type { Experiment } from '../../config/experiment.ts';
import type { RunProblem } from '../../elbo/trainingEvent.ts';
import type { DataFile } from '../../protocol/messages.ts';

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
  configUri: Uri,
  maxMiB: number,
): Promise<DataFiles> {
  const files: DataFile[] = [];
  for (const file of namedFiles(experiment)) {
    const uri = resolved(file.path, configUri);
    const read = uri ? await readFile(file, uri, maxMiB) : noFolder(file);
    if ('what' in read) return { kind: 'problem', problem: read };
    files.push({ path: file.path, bytes: read });
  }
  return { kind: 'read', files };
}

const isAbsolute = (path: string): boolean => path.startsWith('/') || /^[a-z]:[\\/]/i.test(path);

/** Where a path of a config points; undefined for a relative path in a config that lies in no folder. */
export function resolved(path: string, configUri: Uri): Uri | undefined {
  const slashed = path.replaceAll('\\', '/');
  const home = configUri.scheme === 'untitled' ? workspace.workspaceFolders?.[0]?.uri : undefined;
  if (isAbsolute(path)) {
    const absolute = slashed.startsWith('/') ? slashed : `/${slashed}`;
    if (configUri.scheme !== 'untitled') return configUri.with({ path: absolute });
    return home?.with({ path: absolute }) ?? Uri.file(absolute);
  }
  if (configUri.scheme === 'untitled') return home && Uri.joinPath(home, slashed);
  return Uri.joinPath(configUri, '..', slashed);
}

async function readFile(
  { path, configPath }: NamedFile,
  uri: Uri,
  maxMiB: number,
): Promise<Uint8Array | RunProblem> {
  const shown = workspace.asRelativePath(uri, false);
  try {
    const { size, type } = await workspace.fs.stat(uri);
    if (type & FileType.Directory) {
      return problem(
        configPath,
        `"${path}" is a folder, not a file.`,
        `The config names ${uri.fsPath}.`,
        'Name the file itself.',
      );
    }
    const sizeMiB = size / 2 ** 20;
    if (sizeMiB > maxMiB) {
      return problem(
        configPath,
        `"${path}" is larger than the limit.`,
        `${shown} has ${sizeMiB.toFixed(1)} MiB; files are read whole into memory, up to ${maxMiB} MiB.`,
        'Raise the setting elboLens.data.maxFileSizeMiB, or use a smaller file.',
      );
    }
    return await workspace.fs.readFile(uri);
  } catch (error) {
    const folder = Uri.joinPath(uri, '..').fsPath;
    return isNotFound(error)
      ? problem(
          configPath,
          `The data file "${path}" was not found.`,
          `There is no such file in ${folder}. Relative paths start at the config file.`,
          'Correct the path, or put the file there.',
        )
      : problem(
          configPath,
          `The data file "${path}" could not be read.`,
          error instanceof Error ? error.message : String(error),
          `Check that ${uri.fsPath} can be opened.`,
        );
  }
}

const isNotFound = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'FileNotFound';

const noFolder = ({ path, configPath }: NamedFile): RunProblem =>
  problem(
    configPath,
    `The data file "${path}" cannot be looked for.`,
    'Its path is relative to the config file, and this config is not saved in any folder yet.',
    'Save the config first, or write an absolute path.',
  );

const problem = (configPath: string, what: string, why: string, now: string): RunProblem => ({
  what,
  why,
  now,
  configPath,
  step: null,
  term: null,
  layer: null,
});
