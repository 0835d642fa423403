// A folder in memory, for what keeps runs; and a log that is looked at afterwards.

import type { Folder, StorageLog } from '../../../src/extension/runs/folder.ts';

export interface MemoryFolder extends Folder {
  readonly files: Map<string, Uint8Array>;
}

export function memoryFolder(files = new Map<string, Uint8Array>()): MemoryFolder {
  return {
    files,
    names: async () => [...files.keys()],
    read: async (name) => {
      const bytes = files.get(name);
      if (bytes === undefined) throw new Error(`no file ${name}`);
      return bytes.slice();
    },
    write: async (name, bytes) => {
      files.set(name, bytes.slice());
    },
    remove: async (name) => {
      files.delete(name);
    },
  };
}

export interface KeptLog extends StorageLog {
  readonly lines: string[];
}

export function keptLog(): KeptLog {
  const lines: string[] = [];
  return { lines, warn: (line) => lines.push(line), error: (line) => lines.push(line) };
}
