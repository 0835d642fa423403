// Files beside open code, for names that imports bring from them. Nothing is read before an import leads to it, and what
// an editor has open is what it says.

import { EventEmitter, Uri, workspace } from 'vscode';
import type { Disposable, TextDocument } from 'vscode';
import type { Files, Neighbours } from '../../analysis/neighbours.ts';
import type { LossReading } from './lossReading.ts';

const longestFile = 500_000;
const watched = '**/*.{py,ts,tsx,mts,cts,js,jsx,mjs,cjs,yaml,yml,toml,json}';

/** Files of one file system, as far as they have been read. */
class KnownFiles implements Files {
  readonly base: Uri;
  readonly names = new Map<string, ReadonlySet<string>>();
  readonly texts = new Map<string, string | null>();
  readonly #wantedFolders = new Set<string>();
  readonly #wantedFiles = new Set<string>();
  readonly neighbours = new Map<string, Neighbours>();

  constructor(base: Uri) {
    this.base = base;
  }

  namesIn(folder: string): ReadonlySet<string> {
    const known = this.names.get(folder);
    if (!known) this.#wantedFolders.add(folder);
    return known ?? new Set();
  }

  textOf(path: string): string | null {
    const known = this.texts.get(path);
    if (known === undefined) this.#wantedFiles.add(path);
    return known ?? null;
  }

  get isComplete(): boolean {
    return this.#wantedFolders.size === 0 && this.#wantedFiles.size === 0;
  }

  /** Reads what was asked for and not known. */
  async load(): Promise<void> {
    const folders = [...this.#wantedFolders];
    const files = [...this.#wantedFiles];
    this.#wantedFolders.clear();
    this.#wantedFiles.clear();
    await Promise.all([
      ...folders.map(async (path) => this.names.set(path, await namesAt(this.#uriOf(path)))),
      ...files.map(async (path) => this.texts.set(path, await textAt(this.#uriOf(path)))),
    ]);
  }

  #uriOf(path: string): Uri {
    return this.base.with({ path });
  }
}

export class WorkspaceFiles implements Disposable {
  readonly #systems = new Map<string, KnownFiles>();
  readonly #changed = new EventEmitter<void>();
  readonly #subscriptions: Disposable[];

  /** A file that something imports from is another. */
  readonly onDidChange = this.#changed.event;
  /** Changes whenever a file does. */
  version = 0;

  constructor() {
    const watcher = workspace.createFileSystemWatcher(watched);
    this.#subscriptions = [
      watcher,
      watcher.onDidChange((uri) => this.#forget(uri, false)),
      watcher.onDidCreate((uri) => this.#forget(uri, true)),
      watcher.onDidDelete((uri) => this.#forget(uri, true)),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#take(document);
      }),
      workspace.onDidCloseTextDocument((document) => this.#forget(document.uri, false)),
    ];
  }

  /** Where a document stands; by itself where it is no file. */
  around(document: TextDocument, { Neighbours }: LossReading): Surroundings {
    const uri = fileOf(document);
    const { path } = uri;
    if (uri.scheme === 'untitled') return { path, neighbours: null, files: null };
    const system = this.#systemOf(uri);
    const root = workspace.getWorkspaceFolder(uri)?.uri.path ?? path.replace(/\/[^/]*$/u, '');
    const neighbours = system.neighbours.get(root) ?? new Neighbours(system, root);
    system.neighbours.set(root, neighbours);
    return { path, neighbours, files: system };
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#changed.dispose();
  }

  #systemOf({ scheme, authority }: Uri): KnownFiles {
    const base = Uri.from({ scheme, authority });
    const key = base.toString();
    const known = this.#systems.get(key) ?? new KnownFiles(base);
    this.#systems.set(key, known);
    return known;
  }

  #known(uri: Uri): KnownFiles | undefined {
    return this.#systems.get(Uri.from({ scheme: uri.scheme, authority: uri.authority }).toString());
  }

  #take(document: TextDocument): void {
    const system = this.#known(document.uri);
    const { path } = document.uri;
    if (system?.texts.has(path) !== true) return;
    system.texts.set(path, document.getText());
    this.#note();
  }

  #forget(uri: Uri, isOther: boolean): void {
    const system = this.#known(uri);
    if (!system) return;
    const folder = uri.path.replace(/\/[^/]*$/u, '');
    const isKnown = system.texts.delete(uri.path);
    // A folder may have come or gone with its first or last file.
    const isListed = isOther && system.names.size > 0;
    if (isListed)
      for (const listed of system.names.keys())
        if (folder.startsWith(listed)) system.names.delete(listed);
    if (isKnown || isListed) this.#note();
  }

  #note(): void {
    this.version += 1;
    this.#changed.fire();
  }
}

export interface Surroundings {
  readonly path: string;
  readonly neighbours: Neighbours | null;
  readonly files: KnownFiles | null;
}

/** The cells of a notebook stand where it stands. */
const fileOf = (document: TextDocument): Uri =>
  workspace.notebookDocuments.find((notebook) =>
    notebook.getCells().some((cell) => cell.document === document),
  )?.uri ?? document.uri;

async function namesAt(uri: Uri): Promise<ReadonlySet<string>> {
  try {
    const entries = await workspace.fs.readDirectory(uri);
    return new Set(entries.map(([name]) => name));
  } catch {
    return new Set();
  }
}

/** Null where there is no such file, or nobody would write one by hand. */
async function textAt(uri: Uri): Promise<string | null> {
  const open = workspace.textDocuments.find(
    (document) => document.uri.toString() === uri.toString(),
  );
  if (open) return open.getText();
  try {
    const { size } = await workspace.fs.stat(uri);
    return size > longestFile ? null : new TextDecoder().decode(await workspace.fs.readFile(uri));
  } catch {
    return null;
  }
}
