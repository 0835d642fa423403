// Files that are read when they are first needed, since compiling them would be most of the extension's start-up.

import { Uri, workspace } from 'vscode';

/** The text of a file beside the extension's own. */
export async function readShipped(extensionUri: Uri, file: string): Promise<string> {
  const bytes = await workspace.fs.readFile(Uri.joinPath(extensionUri, 'dist', file));
  return new TextDecoder().decode(bytes);
}

/**
 * What a script beside the extension's own exports. Read as a file and evaluated, which works in Node and in a web
 * worker alike; `require` does only in Node.
 */
export async function loadChunk<Exports>(extensionUri: Uri, file: string): Promise<Exports> {
  const script = await readShipped(extensionUri, file);
  const module: { exports: unknown } = { exports: {} };
  // oxlint-disable-next-line no-new-func, typescript/no-implied-eval -- our own file, shipped beside this one
  const run = new Function('module', 'exports', script) as (
    module: { exports: unknown },
    exports: unknown,
  ) => void;
  run(module, module.exports);
  return module.exports as Exports;
}
