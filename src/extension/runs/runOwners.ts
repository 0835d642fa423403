// Which window trains which run, where several are open on one folder. The window that does renews a mark beside the
// run's file every few seconds; a mark that is not renewed is that of a window that is gone.

import type { RunId } from '../../protocol/run.ts';
import { Emitter } from '../emitter.ts';
import { ownerFileName } from './fileNames.ts';
import type { Folder } from './folder.ts';

const renewEveryMs = 5000;
/** Long enough for a window that a busy machine or a sleeping one holds up. */
const staleAfterMs = 20_000;
/** Two windows that claim a run at once both see, after this, which of them wrote last. */
const settleMs = 150;

interface Mark {
  readonly window: string;
  readonly atMs: number;
}

export class RunOwners {
  readonly #folder: Folder;
  readonly #window: string;
  readonly #now: () => number;
  readonly #held = new Map<RunId, TimerHandle>();
  readonly #lost = new Emitter<RunId>();

  /** Another window has taken over a run that this one held. */
  readonly onDidLose = this.#lost.event;

  /** `window` is the name of this one, like no other's. */
  constructor(folder: Folder, window: string, now: () => number) {
    this.#folder = folder;
    this.#window = window;
    this.#now = now;
  }

  async isElsewhere(id: RunId): Promise<boolean> {
    const mark = await this.#read(id);
    return mark !== undefined && mark.window !== this.#window && this.#isFresh(mark);
  }

  /** Takes a run, unless another window has it. */
  async claim(id: RunId): Promise<boolean> {
    if (this.#held.has(id)) return true;
    if (await this.isElsewhere(id)) return false;
    await this.#write(id);
    await new Promise<void>((resolve) => {
      setTimeout(resolve, settleMs);
    });
    if (await this.isElsewhere(id)) return false;
    this.#hold(id);
    return true;
  }

  /** Takes a run nobody else can know of yet. */
  begin(id: RunId): void {
    this.#hold(id);
    void this.#write(id);
  }

  async release(id: RunId): Promise<void> {
    if (!this.#held.has(id)) return;
    clearTimeout(this.#held.get(id));
    this.#held.delete(id);
    await this.#folder.remove(ownerFileName(id));
  }

  /** For the moment the window closes: the next one need not wait until the marks are old. */
  async releaseAll(): Promise<void> {
    await Promise.all([...this.#held.keys()].map((id) => this.release(id)));
  }

  /** Done every few seconds for each run that is held: the mark stays fresh, or another window is found to have it. */
  async renew(id: RunId): Promise<void> {
    const isTaken = await this.isElsewhere(id);
    // Let go of while the mark was read.
    if (!this.#held.has(id)) return;
    if (isTaken) {
      this.#held.delete(id);
      this.#lost.fire(id);
      return;
    }
    await this.#write(id);
    if (this.#held.has(id)) this.#hold(id);
    else await this.#folder.remove(ownerFileName(id));
  }

  dispose(): void {
    for (const timer of this.#held.values()) clearTimeout(timer);
    this.#held.clear();
  }

  #hold(id: RunId): void {
    this.#held.set(
      id,
      setTimeout(() => void this.renew(id), renewEveryMs),
    );
  }

  #isFresh({ atMs }: Mark): boolean {
    return this.#now() - atMs < staleAfterMs;
  }

  async #read(id: RunId): Promise<Mark | undefined> {
    try {
      const text = new TextDecoder().decode(await this.#folder.read(ownerFileName(id)));
      const mark: unknown = JSON.parse(text);
      return isMark(mark) ? mark : undefined;
    } catch {
      // No mark, or none that can be read: nobody's.
      return undefined;
    }
  }

  async #write(id: RunId): Promise<void> {
    const mark: Mark = { window: this.#window, atMs: this.#now() };
    try {
      await this.#folder.write(ownerFileName(id), new TextEncoder().encode(JSON.stringify(mark)));
    } catch {
      // Storage that cannot be written to has no other window's runs either.
    }
  }
}

const isMark = (value: unknown): value is Mark =>
  typeof value === 'object' &&
  value !== null &&
  'window' in value &&
  'atMs' in value &&
  typeof value.window === 'string' &&
  typeof value.atMs === 'number';
