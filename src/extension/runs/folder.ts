// Where runs are kept: a folder of files, whole or not there. The editor's own is `storageFolder.ts`.

export interface Folder {
  /** Names of its files; none if there is no such folder yet. */
  readonly names: () => Promise<readonly string[]>;
  /** Rejects where there is no such file. */
  readonly read: (name: string) => Promise<Uint8Array>;
  /** Under `name` stands all of `bytes` or what stood there before, whatever happens meanwhile. */
  readonly write: (name: string, bytes: Uint8Array) => Promise<void>;
  /** A file that is not there is removed already. */
  readonly remove: (name: string) => Promise<void>;
}

/** What goes wrong with files is said in the log and nowhere else: it must never stop a run. */
export interface StorageLog {
  readonly warn: (message: string) => void;
  readonly error: (message: string) => void;
}
