// Files of the workspace by a pattern: by the editor's search, or where a file system has none by walking its folders.

import { CancellationTokenSource, FileType, Uri, workspace } from 'vscode';

export interface Wanted {
  readonly glob: string;
  /** The same as a test of a path, for where the editor does not search. */
  readonly matches: (path: string) => boolean;
  readonly limit: number;
}

/** An editor without a search for a file system does not say so: it waits for one. */
const patienceMs = 2000;
const skipped = ['node_modules', '.git', 'dist'] as const;
const mostFolders = 2000;

export async function findFiles(wanted: Wanted): Promise<readonly Uri[]> {
  const searching = new CancellationTokenSource();
  const exclude = `**/{${skipped.join(',')}}/**`;
  const timer = new Promise<undefined>((resolve) =>
    setTimeout(() => resolve(undefined), patienceMs),
  );
  const { glob, limit } = wanted;
  const search = workspace.findFiles(glob, exclude, limit, searching.token);
  const found = await Promise.race([search, timer]);
  if (found) return found;
  searching.cancel();
  return walk(wanted);
}

async function walk({ matches, limit }: Wanted): Promise<readonly Uri[]> {
  const found: Uri[] = [];
  const folders = (workspace.workspaceFolders ?? []).map(({ uri }) => uri);
  for (const folder of folders) {
    if (found.length >= limit || folders.length > mostFolders) break;
    for (const [name, type] of await entriesOf(folder)) {
      const uri = Uri.joinPath(folder, name);
      const isFolder = (type & FileType.Directory) !== 0;
      if (isFolder && !skipped.some((other) => other === name)) folders.push(uri);
      if (!isFolder && matches(uri.path)) found.push(uri);
    }
  }
  return found.slice(0, limit);
}

async function entriesOf(folder: Uri): Promise<readonly [string, FileType][]> {
  try {
    return await workspace.fs.readDirectory(folder);
  } catch {
    // It is gone, or nobody may look into it.
    return [];
  }
}
