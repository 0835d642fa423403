// The config files of the workspace, by name.

import { Disposable, Uri, workspace } from 'vscode';
import { configGlob } from './contributions.ts';
import { findFiles } from './findFiles.ts';

export interface NamedConfig {
  readonly uri: string;
  /** Path relative to its folder. */
  readonly name: string;
}

export const configSuffix = /\.elbo\.(ya?ml|json)$/i;

export const isConfigUri = (uri: Uri): boolean => configSuffix.test(uri.path);

export async function findConfigs(): Promise<readonly NamedConfig[]> {
  const matches = (path: string): boolean => configSuffix.test(path);
  const uris = await findFiles({ glob: configGlob, matches, limit: 100 });
  return uris
    .map((uri) => ({ uri: uri.toString(), name: workspace.asRelativePath(uri) }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

/** Calls `listener` when there may be other configs: a file comes or goes, or a folder does. */
export function onDidChangeConfigs(listener: () => void): Disposable {
  const watcher = workspace.createFileSystemWatcher(configGlob, false, true, false);
  return Disposable.from(
    watcher,
    watcher.onDidCreate(listener),
    watcher.onDidDelete(listener),
    workspace.onDidChangeWorkspaceFolders(listener),
  );
}

/** Last part of a config's path. */
export const fileName = (uri: Uri): string => uri.path.split('/').at(-1) ?? uri.path;
