// Files beside a config, through the editor's file system, so that it works on any remote and in the browser.

import { FileType, Uri, workspace } from 'vscode';
import type { LocateFile } from './dataFiles.ts';
import { assertWithinReach } from './reach.ts';

/** Paths start at the config's folder; those of a config that is not saved yet start at the workspace folder it is for. */
export const filesBeside =
  (config: Uri): LocateFile =>
  (path) => {
    const uri = resolve(path, config);
    return (
      uri && {
        fullPath: uri.fsPath,
        folder: Uri.joinPath(uri, '..').fsPath,
        stat: async () => {
          assertWithinReach(uri, isAbsolute(path));
          return stat(uri);
        },
        // In Node these bytes are a Buffer, which turns into JSON on its way to a webview: a plain copy does not.
        read: async () => new Uint8Array(await workspace.fs.readFile(uri)),
        list: () => list(uri),
      }
    );
  };

const isAbsolute = (path: string): boolean => path.startsWith('/') || /^[a-z]:[\\/]/i.test(path);

function resolve(path: string, config: Uri): Uri | undefined {
  const home = homeOf(config);
  const isSaved = config.scheme !== 'untitled';
  const slashed = path.replaceAll('\\', '/');
  if (isAbsolute(path)) {
    const absolute = slashed.startsWith('/') ? slashed : `/${slashed}`;
    return (isSaved ? config : home)?.with({ path: absolute }) ?? Uri.file(absolute);
  }
  if (isSaved) return Uri.joinPath(config, '..', slashed);
  return home && Uri.joinPath(home, slashed);
}

/** The workspace folder whose path a config begins with, saved or not; else the first. */
function homeOf(config: Uri): Uri | undefined {
  const folders = workspace.workspaceFolders ?? [];
  const holds = ({ uri }: { readonly uri: Uri }): boolean => config.path.startsWith(`${uri.path}/`);
  return (folders.find(holds) ?? folders[0])?.uri;
}

async function stat(uri: Uri): Promise<{ bytes: number; isFolder: boolean } | undefined> {
  try {
    const { size, type } = await workspace.fs.stat(uri);
    return { bytes: size, isFolder: (type & FileType.Directory) !== 0 };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'FileNotFound')
      return undefined;
    throw error;
  }
}

/** Files of a folder and of the folders in it, as paths below it. */
async function list(folder: Uri): Promise<readonly string[]> {
  const entries = await workspace.fs.readDirectory(folder);
  const isFile = ([, type]: [string, FileType]): boolean => (type & FileType.File) !== 0;
  const within = entries
    .filter(([, type]) => (type & FileType.Directory) !== 0)
    .map(async ([name]) => {
      const inner = await workspace.fs.readDirectory(Uri.joinPath(folder, name));
      return inner.filter(isFile).map(([file]) => `${name}/${file}`);
    });
  return [...entries.filter(isFile).map(([name]) => name), ...(await Promise.all(within)).flat()];
}
