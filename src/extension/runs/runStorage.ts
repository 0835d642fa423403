// Runs on disk: one file each in the extension's storage folder, written when a run begins, ends, and now and then
// between, so that a closed window loses little. A file that cannot be read is left alone and said in the log.

import { FileType, Uri, workspace } from 'vscode';
import type { LogOutputChannel } from 'vscode';
import type { RunId, RunSnapshot } from '../../protocol/run.ts';
import { decodeRun, encodeRun } from './runFile.ts';
import { isInProgress, restored, type RunChange, type RunStore } from './runStore.ts';

const suffix = '.elborun';
/** A run in progress is written again after this long, if anything happened. */
const saveEveryMs = 5000;

export class RunStorage {
  readonly #store: RunStore;
  readonly #folder: Uri;
  readonly #log: LogOutputChannel;
  readonly #timers = new Map<RunId, TimerHandle>();
  readonly #subscription: { dispose(): void };

  constructor(store: RunStore, folder: Uri, log: LogOutputChannel) {
    this.#store = store;
    this.#folder = folder;
    this.#log = log;
    this.#subscription = store.onDidChange((change) => this.#onChange(change));
  }

  async load(): Promise<void> {
    const names = await this.#names();
    const runs = await Promise.all(names.map((name) => this.#read(name)));
    this.#store.restore(runs.filter((run) => run !== undefined).map((run) => restored(run)));
  }

  /** Writes every run that is still in progress; for the moment the window closes. */
  async flush(): Promise<void> {
    await Promise.all([...this.#timers.keys()].map((id) => this.#save(id)));
  }

  dispose(): void {
    this.#subscription.dispose();
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }

  #onChange(change: RunChange): void {
    const { kind, runId } = change;
    if (kind === 'removed') void this.#delete(runId);
    if (kind === 'renamed') void this.#save(runId);
    const run = this.#store.get(runId);
    // A run that begins, not one read back. A reload ends the host before a pending write is done, so that the
    // first one must not wait.
    if (kind === 'added' && run?.live) void this.#save(runId);
    if (kind !== 'changed') return;
    if (run && !isInProgress(run.state)) void this.#save(runId);
    else if (!this.#timers.has(runId)) {
      this.#timers.set(
        runId,
        setTimeout(() => void this.#save(runId), saveEveryMs),
      );
    }
  }

  async #names(): Promise<readonly string[]> {
    try {
      const entries = await workspace.fs.readDirectory(this.#folder);
      return entries
        .filter(([name, type]) => type === FileType.File && name.endsWith(suffix))
        .map(([name]) => name);
    } catch {
      // No folder yet: nothing was ever kept.
      return [];
    }
  }

  async #read(name: string): Promise<RunSnapshot | undefined> {
    try {
      const run = decodeRun(await workspace.fs.readFile(Uri.joinPath(this.#folder, name)));
      if (!run) this.#log.warn(`The kept run ${name} cannot be read and is left out of the list.`);
      return run;
    } catch (error) {
      this.#log.warn(`The kept run ${name} cannot be opened: ${String(error)}`);
      return undefined;
    }
  }

  async #save(id: RunId): Promise<void> {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    const run = this.#store.get(id);
    if (!run) return;
    try {
      await workspace.fs.createDirectory(this.#folder);
      await workspace.fs.writeFile(this.#file(id), encodeRun(run));
    } catch (error) {
      this.#log.error(`Run "${run.name}" could not be kept on disk: ${String(error)}`);
    }
  }

  async #delete(id: RunId): Promise<void> {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    try {
      await workspace.fs.delete(this.#file(id));
    } catch {
      // It was never written.
    }
  }

  #file(id: RunId): Uri {
    return Uri.joinPath(this.#folder, `${id}${suffix}`);
  }
}
