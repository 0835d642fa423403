// A folder of the extension's storage, through the editor's file system, so that it works on any remote and in the
// browser.

import { FileType, Uri, workspace } from 'vscode';
import type { Folder } from './folder.ts';

/** A file that is being written; what a crash leaves of it is nobody's. */
const partSuffix = '.part';

export function storageFolder(uri: Uri): Folder {
  const at = (name: string): Uri => Uri.joinPath(uri, name);
  return {
    names: async () => {
      try {
        const entries = await workspace.fs.readDirectory(uri);
        return entries
          .filter(([name, type]) => type === FileType.File && !name.endsWith(partSuffix))
          .map(([name]) => name);
      } catch {
        // Nothing was ever kept.
        return [];
      }
    },
    // In Node these bytes are a Buffer, which turns into JSON on its way to a webview: a plain copy does not.
    read: async (name) => new Uint8Array(await workspace.fs.readFile(at(name))),
    write: async (name, bytes) => {
      await workspace.fs.createDirectory(uri);
      const part = at(`${name}${partSuffix}`);
      await workspace.fs.writeFile(part, bytes);
      await workspace.fs.rename(part, at(name), { overwrite: true });
    },
    remove: async (name) => {
      try {
        await workspace.fs.delete(at(name));
      } catch {
        // It was not there.
      }
    },
  };
}
