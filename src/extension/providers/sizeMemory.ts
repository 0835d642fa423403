// Sizes that people give for files whose code does not say them: kept with the workspace.

import { EventEmitter } from 'vscode';
import type { Memento, Uri } from 'vscode';
import type { GivenSizes } from '../../analysis/recognition/sizes.ts';

const key = 'elboLens.sizes';

type Stored = Readonly<Record<string, Readonly<Record<string, number>>>>;

export class SizeMemory {
  readonly #store: Memento;
  readonly #changed = new EventEmitter<void>();
  /** The same object for a file as long as nothing changes. */
  readonly #known = new Map<string, GivenSizes>();

  readonly onDidChange = this.#changed.event;
  version = 0;

  constructor(store: Memento) {
    this.#store = store;
  }

  of(uri: Uri): GivenSizes {
    const name = nameOf(uri);
    const known =
      this.#known.get(name) ??
      new Map(Object.entries(this.#store.get<Stored>(key, {})[name] ?? {}));
    this.#known.set(name, known);
    return known;
  }

  /** Null forgets it. */
  async set(uri: Uri, symbol: string, value: number | null): Promise<void> {
    const name = nameOf(uri);
    const sizes = new Map(this.of(uri));
    if (value === null) sizes.delete(symbol);
    else sizes.set(symbol, value);
    this.#known.set(name, sizes);
    this.version += 1;
    await this.#store.update(key, {
      ...this.#store.get<Stored>(key, {}),
      [name]: Object.fromEntries(sizes),
    });
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

/** The cells of a notebook are one program. */
function nameOf(uri: Uri): string {
  return uri.with({ fragment: '' }).toString();
}
