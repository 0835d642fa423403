// A list of listeners. The editor has one too, but it exists only inside the editor, and the run store is tested
// outside.

export interface Subscription {
  dispose(): void;
}

export type Listen<T> = (listener: (value: T) => unknown) => Subscription;

export class Emitter<T> {
  readonly #listeners = new Set<(value: T) => unknown>();

  readonly event: Listen<T> = (listener) => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };

  fire(value: T): void {
    for (const listener of this.#listeners) listener(value);
  }
}
