// The names of a whole program. It outlives an edit: functions keep it as their outermost scope. While a part of the
// program is executed it notes which names were read and set, so that the part need not be executed again as long as
// those names stand for the same.

import { Scope, type Value } from './values.ts';

/** What a part of a program took from the names of the whole, and gave to them. */
export class Exchange {
  #inside: Map<string, Value | undefined> | undefined;
  #outside: Map<string, Value | undefined> | undefined;
  readonly given: (readonly [name: string, value: Value])[] = [];

  read(name: string, fromInside: boolean, value: Value | undefined): void {
    const reads = fromInside ? (this.#inside ??= new Map()) : (this.#outside ??= new Map());
    // What it gave before is its own.
    if (!reads.has(name) && !this.given.some(([own]) => own === name)) reads.set(name, value);
  }

  /** Whether every name it read stands for the same in `scope`. */
  holdsIn(scope: ModuleScope): boolean {
    return isAsRead(this.#outside, scope, false) && isAsRead(this.#inside, scope, true);
  }
}

function isAsRead(
  reads: ReadonlyMap<string, Value | undefined> | undefined,
  scope: ModuleScope,
  fromInside: boolean,
): boolean {
  if (reads)
    for (const [name, value] of reads)
      if (!isSame(scope.find(name, fromInside), value)) return false;
  return true;
}

export class ModuleScope extends Scope {
  #exchange: Exchange | null = null;

  constructor(file: string) {
    super(null, file);
  }

  override find(name: string, fromInside = false): Value | undefined {
    const value = super.find(name, fromInside);
    this.#exchange?.read(name, fromInside, value);
    return value;
  }

  override set(name: string, value: Value): void {
    this.#exchange?.given.push([name, value]);
    super.set(name, value);
  }

  /** Notes what `part` reads and sets. */
  observing(part: () => void): Exchange {
    const exchange = new Exchange();
    this.#exchange = exchange;
    try {
      part();
    } finally {
      this.#exchange = null;
    }
    return exchange;
  }
}

/** The same object, or as good as: a number or a module is the same wherever it was named. */
function isSame(a: Value | undefined, b: Value | undefined): boolean {
  if (a === b) return true;
  if (a?.kind === 'code' && b?.kind === 'code') return a.code === b.code;
  if (a?.kind === 'imported' && b?.kind === 'imported')
    return a.module === b.module && a.level === b.level && a.name === b.name && a.path === b.path;
  return a?.kind === 'namespace' && b?.kind === 'namespace' && a.path === b.path;
}
