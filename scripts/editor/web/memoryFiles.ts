// The extension that holds the workspace of a web workbench in memory, and what it begins with.

import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { onlyTestsAt } from '../suite.ts';

/** The workspace, in the memory. */
const memoryFolder = '/workspace';
/** Its address: the scheme is that of repositories on vscode.dev. */
export const memoryWorkspace = `vscode-vfs://elbo-lens${memoryFolder}`;

/** The entry point is `memoryFilesExtension.ts`. */
export const memoryFilesManifest = JSON.stringify({
  name: 'memory-files',
  publisher: 'elbo-lens-tests',
  version: '0.0.0',
  engines: { vscode: '^1.101.0' },
  browser: './extension.cjs',
  activationEvents: ['onFileSystem:vscode-vfs', 'onNotebookSerializer:jupyter-notebook'],
  capabilities: { untrustedWorkspaces: { supported: true }, virtualWorkspaces: true },
});

/** Everything the memory begins with, by path, in base64: the files of a folder, and which tests to run. */
export async function seedOf(folder: string, onlyTests?: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const seed = files.map(async (path) => [
    memoryFolder + path.slice(folder.length).split(sep).join('/'),
    (await readFile(path)).toString('base64'),
  ]);
  const only = onlyTests === undefined ? {} : { [onlyTestsAt]: btoa(onlyTests) };
  return JSON.stringify({ ...Object.fromEntries(await Promise.all(seed)), ...only });
}
