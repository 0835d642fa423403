// Runs on disk: one file each in the extension's storage folder, written when a run begins, ends, and now and then
// between, so that a closed window loses little. A file that cannot be read is left alone and said in the log.

import type { RunId, RunSnapshot } from '../../protocol/run.ts';
import { checkpointSteps, filesOf, findRunId, ownerFileName, runFileName } from './fileNames.ts';
import type { Folder, StorageLog } from './folder.ts';
import { decodeRun, encodeRun } from './runFile.ts';
import type { RunOwners } from './runOwners.ts';
import { isInProgress, restored, type RunChange, type RunStore } from './runStore.ts';

/** A run in progress is written again after this long, if anything happened, */
const saveEveryMs = 5000;
/** but takes at most this share of the time: a history of a million steps has 24 MB. */
const saveShare = 50;
/** Runs of other windows are read again as often as they are written. */
const readEveryMs = saveEveryMs;

export class RunStorage {
  readonly #store: RunStore;
  readonly #folder: Folder;
  readonly #owners: RunOwners;
  readonly #log: StorageLog;
  readonly #timers = new Map<RunId, TimerHandle>();
  readonly #subscription: { dispose(): void };
  /** Runs that have been seen on disk: one of these that is not there any more has been deleted elsewhere. */
  readonly #onDisk = new Set<RunId>();
  /** Files that cannot be read; each is said once. */
  readonly #unreadable = new Set<string>();
  #lastSaveMs = 0;
  #nextLoad: TimerHandle | undefined;
  #disposed = false;

  constructor(store: RunStore, folder: Folder, owners: RunOwners, log: StorageLog) {
    this.#store = store;
    this.#folder = folder;
    this.#owners = owners;
    this.#log = log;
    this.#subscription = store.onDidChange((change) => this.#onChange(change));
  }

  /**
   * Reads what is kept; again, when the window comes to the front, what other windows have changed meanwhile; and by
   * itself while another window trains a run, or seems to because it ended without a word.
   */
  async load(): Promise<void> {
    clearTimeout(this.#nextLoad);
    const startMs = performance.now();
    await this.#load();
    // Asked for again meanwhile: the last one who is done goes on.
    clearTimeout(this.#nextLoad);
    if (this.#disposed || !this.#store.list().some(({ elsewhere }) => elsewhere)) return;
    const readMs = performance.now() - startMs;
    this.#nextLoad = setTimeout(() => void this.load(), Math.max(readEveryMs, saveShare * readMs));
  }

  async #load(): Promise<void> {
    const names = await this.#folder.names();
    const ids = names.map(findRunId).filter((id) => id !== undefined);
    const runs = await Promise.all(
      ids.filter((id) => this.#mayHaveChanged(id, names)).map((id) => this.#read(id, names)),
    );
    this.#store.restore(runs.filter((run) => run !== undefined));
    const gone = [...this.#onDisk].filter((id) => !ids.includes(id));
    for (const id of ids) this.#onDisk.add(id);
    for (const id of gone) {
      this.#onDisk.delete(id);
      if (this.#store.get(id)?.live === false) this.#store.remove(id);
    }
  }

  /** New ones, and those that another window trains or has trained since. */
  #mayHaveChanged(id: RunId, names: readonly string[]): boolean {
    const run = this.#store.get(id);
    if (run === undefined) return true;
    return !run.live && (run.elsewhere || names.includes(ownerFileName(id)));
  }

  /** Writes every run that is still in progress; for the moment the window closes. */
  async flush(): Promise<void> {
    await Promise.all([...this.#timers.keys()].map((id) => this.save(id)));
  }

  async save(id: RunId): Promise<void> {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    const run = this.#store.get(id);
    if (!run || run.elsewhere) return;
    try {
      const startMs = performance.now();
      await this.#folder.write(runFileName(id), encodeRun(run));
      this.#lastSaveMs = performance.now() - startMs;
      this.#onDisk.add(id);
    } catch (error) {
      this.#log.error(`Run "${run.name}" could not be kept on disk: ${String(error)}`);
    }
    // Deleted while it was written.
    if (!this.#store.has(id)) await this.#folder.remove(runFileName(id));
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#nextLoad);
    this.#subscription.dispose();
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }

  #onChange(change: RunChange): void {
    const { kind, runId } = change;
    if (kind === 'removed') void this.#delete(runId);
    if (kind === 'renamed') void this.save(runId);
    const run = this.#store.get(runId);
    // A run that begins, not one read back. A reload ends the host before a pending write is done, so that the
    // first one must not wait.
    if (kind === 'added' && run?.live) void this.save(runId);
    if (kind !== 'changed') return;
    if (run && !isInProgress(run.state)) void this.save(runId);
    else if (!this.#timers.has(runId)) {
      this.#timers.set(
        runId,
        setTimeout(
          () => void this.save(runId),
          Math.max(saveEveryMs, saveShare * this.#lastSaveMs),
        ),
      );
    }
  }

  async #read(id: RunId, names: readonly string[]): Promise<RunSnapshot | undefined> {
    const name = runFileName(id);
    try {
      const decoded = decodeRun(await this.#folder.read(name));
      if ('damage' in decoded) {
        this.#warn(name, `cannot be read and is left out of the list: it ${decoded.damage}`);
        return undefined;
      }
      const { run } = decoded;
      if (run.id !== id) {
        this.#warn(name, `is left out of the list: it is a copy of the run ${run.id}`);
        return undefined;
      }
      // A checkpoint without the history before it is of no use.
      const length = run.columns.kl.length;
      const checkpointStep = checkpointSteps(names, id).find((step) => step <= length) ?? null;
      const elsewhere = isInProgress(run.state) && (await this.#owners.isElsewhere(id));
      return restored({ ...run, checkpointStep }, elsewhere);
    } catch (error) {
      this.#warn(name, `cannot be opened: ${String(error)}`);
      return undefined;
    }
  }

  #warn(name: string, what: string): void {
    if (this.#unreadable.has(name)) return;
    this.#unreadable.add(name);
    this.#log.warn(`The kept run ${name} ${what}.`);
  }

  async #delete(id: RunId): Promise<void> {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    const names = filesOf(await this.#folder.names(), id);
    await Promise.all(names.map((name) => this.#folder.remove(name)));
  }
}
