// The state that each run can come back to, on disk beside the run. A new one is written before the old one goes, and
// after the history it belongs to.

import type { TrainingCheckpoint } from '../../elbo/trainingCheckpoint.ts';
import type { RunId } from '../../protocol/run.ts';
import { decodeCheckpoint, encodeCheckpoint } from './checkpointFile.ts';
import { checkpointFileName, checkpointSteps } from './fileNames.ts';
import type { Folder, StorageLog } from './folder.ts';

interface KeptRuns {
  readonly has: (id: RunId) => boolean;
  /** Writes what has been reported of a run. */
  readonly save: (id: RunId) => Promise<void>;
}

export class Checkpoints {
  readonly #folder: Folder;
  readonly #log: StorageLog;
  readonly #runs: KeptRuns;
  /** The last write of each run; the next one waits for it. */
  readonly #writing = new Map<RunId, Promise<void>>();
  /** What could not be written, for as long as this window is open. */
  readonly #unwritten = new Map<RunId, TrainingCheckpoint>();

  constructor(folder: Folder, log: StorageLog, runs: KeptRuns) {
    this.#folder = folder;
    this.#log = log;
    this.#runs = runs;
  }

  /** Resolves once the checkpoint is in safe keeping. */
  keep(id: RunId, checkpoint: TrainingCheckpoint): Promise<void> {
    const before = this.#writing.get(id) ?? Promise.resolve();
    const writing = before.then(() => this.#write(id, checkpoint));
    this.#writing.set(id, writing);
    return writing;
  }

  /** The latest state of a run that can be read, none later than `lastStep`: the history must reach as far. */
  async find(id: RunId, lastStep: number): Promise<TrainingCheckpoint | undefined> {
    await this.#writing.get(id);
    const unwritten = this.#unwritten.get(id);
    if (unwritten && unwritten.step <= lastStep) return unwritten;
    const steps = checkpointSteps(await this.#folder.names(), id);
    for (const step of steps.filter((each) => each <= lastStep)) {
      const checkpoint = await this.#read(id, step);
      if (checkpoint !== undefined) return checkpoint;
    }
    return undefined;
  }

  /** Resolves once nothing is being written. */
  async flush(): Promise<void> {
    await Promise.all(this.#writing.values());
  }

  async #write(id: RunId, checkpoint: TrainingCheckpoint): Promise<void> {
    const { step } = checkpoint;
    try {
      await this.#runs.save(id);
      await this.#folder.write(checkpointFileName(id, step), encodeCheckpoint(id, checkpoint));
      this.#unwritten.delete(id);
      // Deleted while it was written.
      if (!this.#runs.has(id)) await this.#folder.remove(checkpointFileName(id, step));
      const others = checkpointSteps(await this.#folder.names(), id).filter(
        (each) => each !== step,
      );
      await Promise.all(others.map((each) => this.#folder.remove(checkpointFileName(id, each))));
    } catch (error) {
      this.#unwritten.set(id, checkpoint);
      this.#log.error(`A checkpoint at step ${step} could not be kept on disk: ${String(error)}`);
    }
  }

  async #read(id: RunId, step: number): Promise<TrainingCheckpoint | undefined> {
    const name = checkpointFileName(id, step);
    try {
      const decoded = decodeCheckpoint(await this.#folder.read(name), id);
      if ('checkpoint' in decoded) return decoded.checkpoint;
      this.#log.warn(`The checkpoint ${name} cannot be used: it ${decoded.damage}.`);
    } catch (error) {
      this.#log.warn(`The checkpoint ${name} cannot be opened: ${String(error)}`);
    }
    return undefined;
  }
}
