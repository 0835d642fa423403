// Runs beside ours in the web worker host of a test: the workspace as files in memory, and notebooks as JSON, since
// code-server carries the notebook extension without the half that runs in a browser.

import {
  EventEmitter,
  FileChangeType,
  FileSystemError,
  FileType,
  NotebookData,
  Uri,
  workspace,
  type ExtensionContext,
  type FileChangeEvent,
  type FileStat,
  type FileSystemProvider,
} from 'vscode';

/** Null is a folder. */
type Entry = { readonly content: Uint8Array | null; readonly time: number };

const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/';

class MemoryFiles implements FileSystemProvider {
  readonly #entries = new Map<string, Entry>([['/', { content: null, time: 0 }]]);
  readonly #changed = new EventEmitter<FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;

  /** Before anybody looks. */
  fill(seed: Readonly<Record<string, string>>): void {
    for (const [path, base64] of Object.entries(seed)) {
      const content = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      this.#makeFolders(parentOf(path));
      this.#entries.set(path, { content, time: Date.now() });
    }
  }

  watch(): { dispose(): void } {
    return { dispose: () => {} };
  }

  stat({ path }: Uri): FileStat {
    const { content, time } = this.#entry(path);
    return {
      type: content ? FileType.File : FileType.Directory,
      ctime: time,
      mtime: time,
      size: content?.length ?? 0,
    };
  }

  readDirectory({ path }: Uri): [string, FileType][] {
    if (this.#entry(path).content) throw FileSystemError.FileNotADirectory(path);
    return [...this.#entries]
      .filter(([other]) => other !== '/' && parentOf(other) === path)
      .map(([other, { content }]) => [
        other.slice(other.lastIndexOf('/') + 1),
        content ? FileType.File : FileType.Directory,
      ]);
  }

  readFile({ path }: Uri): Uint8Array {
    const { content } = this.#entry(path);
    if (!content) throw FileSystemError.FileIsADirectory(path);
    return content;
  }

  writeFile(uri: Uri, content: Uint8Array, options: { create: boolean; overwrite: boolean }): void {
    const isThere = this.#entries.has(uri.path);
    if (!isThere && !options.create) throw FileSystemError.FileNotFound(uri);
    if (isThere && !options.overwrite) throw FileSystemError.FileExists(uri);
    this.#makeFolders(parentOf(uri.path));
    this.#entries.set(uri.path, { content, time: Date.now() });
    this.#say(uri, isThere ? FileChangeType.Changed : FileChangeType.Created);
  }

  createDirectory(uri: Uri): void {
    this.#makeFolders(uri.path);
    this.#say(uri, FileChangeType.Created);
  }

  delete(uri: Uri): void {
    this.#entry(uri.path);
    for (const path of this.#entries.keys())
      if (path === uri.path || path.startsWith(`${uri.path}/`)) this.#entries.delete(path);
    this.#say(uri, FileChangeType.Deleted);
  }

  rename(from: Uri, to: Uri): void {
    this.#entry(from.path);
    const moved = [...this.#entries].filter(
      ([path]) => path === from.path || path.startsWith(`${from.path}/`),
    );
    for (const [path, entry] of moved) {
      this.#entries.delete(path);
      this.#entries.set(to.path + path.slice(from.path.length), entry);
    }
    this.#say(from, FileChangeType.Deleted);
    this.#say(to, FileChangeType.Created);
  }

  #entry(path: string): Entry {
    const entry = this.#entries.get(path);
    if (!entry) throw FileSystemError.FileNotFound(path);
    return entry;
  }

  #makeFolders(path: string): void {
    if (this.#entries.has(path)) return;
    this.#makeFolders(parentOf(path));
    this.#entries.set(path, { content: null, time: Date.now() });
  }

  #say(uri: Uri, type: FileChangeType): void {
    this.#changed.fire([{ uri, type }]);
  }
}

export async function activate({ extensionUri, subscriptions }: ExtensionContext): Promise<void> {
  const seed = await workspace.fs.readFile(Uri.joinPath(extensionUri, 'seed.json'));
  const files = new MemoryFiles();
  files.fill(JSON.parse(new TextDecoder().decode(seed)) as Record<string, string>);
  subscriptions.push(
    workspace.registerFileSystemProvider('vscode-vfs', files, { isCaseSensitive: true }),
    workspace.registerNotebookSerializer('jupyter-notebook', {
      deserializeNotebook: () => new NotebookData([]),
      serializeNotebook: ({ cells }) => new TextEncoder().encode(JSON.stringify(cells)),
    }),
  );
}
