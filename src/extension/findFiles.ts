// Files of the workspace by a pattern: by the editor's search, or where a file system has none by walking its folders.

import { CancellationTokenSource, FileType, Uri, workspace } from 'vscode';

export interface Wanted {
  readonly glob: string;
  /** The same as a test of a path, for where the editor does not search. */
  readonly matches: (path: string) => boolean;
  readonly limit: number;
  /** Names of folders that are not looked into. */
  readonly skipped?: readonly string[];
  /** How long the search may take: a large workspace needs its time. */
  readonly patienceMs?: number;
}

/** An editor without a search for a file system does not say so: it waits for one. */
const usualPatienceMs = 2000;
const usuallySkipped: readonly string[] = ['node_modules', '.git', 'dist'];
const mostFolders = 2000;

export async function findFiles(wanted: Wanted): Promise<readonly Uri[]> {
  const { glob, limit, skipped = usuallySkipped, patienceMs = usualPatienceMs } = wanted;
  const searching = new CancellationTokenSource();
  const exclude = `**/{${skipped.join(',')}}/**`;
  const timer = new Promise<undefined>((resolve) =>
    setTimeout(() => resolve(undefined), patienceMs),
  );
  const search = workspace.findFiles(glob, exclude, limit, searching.token);
  const found = await Promise.race([search, timer]);
  if (found) return found;
  searching.cancel();
  return walk(wanted);
}

async function walk({ matches, limit, skipped = usuallySkipped }: Wanted): Promise<readonly Uri[]> {
  const found: Uri[] = [];
  const folders = (workspace.workspaceFolders ?? []).map(({ uri }) => uri);
  for (const folder of folders) {
    if (found.length >= limit || folders.length > mostFolders) break;
    for (const [name, type] of await entriesOf(folder)) {
      const uri = Uri.joinPath(folder, name);
      const isFolder = (type & FileType.Directory) !== 0;
      if (isFolder && !skipped.includes(name)) folders.push(uri);
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
