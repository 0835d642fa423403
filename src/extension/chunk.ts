// Code that is read when it is first needed, since compiling it would be most of the extension's start-up.

import { Uri, workspace } from 'vscode';

/**
 * What a script beside the extension's own exports. Read as a file and evaluated, which works in Node and in a web
 * worker alike; `require` does only in Node.
 */
export async function loadChunk<Exports>(extensionUri: Uri, file: string): Promise<Exports> {
  const bytes = await workspace.fs.readFile(Uri.joinPath(extensionUri, 'dist', file));
  const module: { exports: unknown } = { exports: {} };
  // oxlint-disable-next-line no-new-func, typescript/no-implied-eval -- our own file, shipped beside this one
  const run = new Function('module', 'exports', new TextDecoder().decode(bytes)) as (
    module: { exports: unknown },
    exports: unknown,
  ) => void;
  run(module, module.exports);
  return module.exports as Exports;
}
