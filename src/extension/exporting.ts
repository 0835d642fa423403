// Puts exported files where a person wants them: one file, or a folder of several. What cannot be written is said.

import { Uri, window, workspace } from 'vscode';
import type { ExportedFile } from '../export/exporter.ts';
import type { RunSnapshot } from '../protocol/run.ts';
import { fileName } from './workspaceConfigs.ts';

/** The folder of the run's config, else the workspace's; undefined where neither is known. */
function homeOf({ configUri }: RunSnapshot): Uri | undefined {
  const config = Uri.parse(configUri);
  return config.scheme === 'untitled'
    ? workspace.workspaceFolders?.[0]?.uri
    : Uri.joinPath(config, '..');
}

/** Where one file is to go. */
export async function askForFile(
  run: RunSnapshot,
  name: string,
  extension: string,
): Promise<Uri | undefined> {
  const home = homeOf(run);
  return window.showSaveDialog({
    ...(home && { defaultUri: Uri.joinPath(home, name) }),
    filters: { [extension.toUpperCase()]: [extension] },
    title: `Export ${run.name}`,
  });
}

/** Where a folder called `name` is to go. */
export async function askForFolder(run: RunSnapshot, name: string): Promise<Uri | undefined> {
  const home = homeOf(run);
  const [parent] =
    (await window.showOpenDialog({
      ...(home && { defaultUri: home }),
      canSelectFiles: false,
      canSelectFolders: true,
      openLabel: 'Export here',
      title: `Folder to put ${name} into`,
    })) ?? [];
  return parent && Uri.joinPath(parent, name);
}

/** Writes `files` at `target`: the file itself, or below the folder. True if all are there. */
export async function writeExport(
  target: Uri,
  files: readonly ExportedFile[],
  form: 'file' | 'folder',
): Promise<boolean> {
  try {
    for (const { path, bytes } of files) {
      const uri = form === 'file' ? target : Uri.joinPath(target, path);
      await workspace.fs.createDirectory(Uri.joinPath(uri, '..'));
      await workspace.fs.writeFile(uri, bytes);
    }
    return true;
  } catch (error) {
    void window.showErrorMessage(
      `${fileName(target)} could not be written: ${error instanceof Error ? error.message : String(error)}`,
    );
    return false;
  }
}
