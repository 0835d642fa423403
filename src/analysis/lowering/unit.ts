// What was found in one chunk of a program when it was executed.

import type { Span } from '../syntax/ast.ts';
import type { Code } from './code.ts';
import type { DistributionValue, Value } from './values.ts';

/** The function or method something is part of. */
export interface Place {
  /** Its name; empty at module level. */
  readonly symbol: string;
  readonly functionSpan: Span;
  /** Statements of one execution of one function share it. */
  readonly execution: number;
}

/** One value code computes, with the statement that completes it. */
export interface Fact extends Place {
  readonly kind: 'assign' | 'update' | 'return' | 'loss';
  /** Name it is given; empty for returns and calls. */
  readonly name: string;
  readonly value: Code;
  readonly span: Span;
  /** In a branch that its function does not take as its defaults and settings are. */
  readonly isAside: boolean;
}

/** A sample statement of a probabilistic program. */
export interface Site extends Place {
  readonly name: string;
  readonly distribution: DistributionValue;
  readonly isObserved: boolean;
  /** What its log density is multiplied by, by the statements around it. */
  readonly scales: readonly Code[];
  readonly span: Span;
}

/** A call of a library whose meaning is known, and what it was given: not only what the result shows of it. */
export interface LibraryCall extends Place {
  /** The first of the names the library has for it: `binary_cross_entropy`, `log_prob`. */
  readonly name: string;
  /** As the code reaches it: `torch.nn.functional.binary_cross_entropy`; of a method, that of its object. */
  readonly path: string;
  /** By the library's names of its parameters; the object of a method is `self`. */
  readonly given: ReadonlyMap<string, Value>;
  readonly result: Code | null;
  readonly span: Span;
}

/** What a call gives a parameter, in the symbols of the function that is executed. */
export interface Binding {
  readonly value: Code;
  /** Where that function begins. */
  readonly caller: number;
}

/** A size, and where it is written. */
export interface Width {
  readonly value: number;
  readonly span: Span;
}

export class Unit {
  readonly facts: Fact[] = [];
  readonly sites: Site[] = [];
  readonly calls: LibraryCall[] = [];
  /** By function and parameter. */
  readonly bindings = new Map<string, readonly Binding[]>();
  /** Widths stated of the last axis of values that have no layer: `x.view(-1, 784)`. */
  readonly widths = new Map<Code, Width>();
  /** Widths of the values of a name. */
  readonly widthsOfNames = new Map<string, Width[]>();
  /** Numbers given a name outside functions' bodies or as a parameter's default. */
  readonly settings = new Map<string, Width[]>();

  get isEmpty(): boolean {
    return (
      this.facts.length === 0 &&
      this.sites.length === 0 &&
      this.calls.length === 0 &&
      this.bindings.size === 0 &&
      this.widths.size === 0 &&
      this.widthsOfNames.size === 0 &&
      this.settings.size === 0
    );
  }

  /** Adds what another unit holds. */
  take(other: Unit): void {
    for (const fact of other.facts) this.facts.push(fact);
    for (const site of other.sites) this.sites.push(site);
    for (const call of other.calls) this.calls.push(call);
    for (const [key, bindings] of other.bindings)
      this.bindings.set(key, [...(this.bindings.get(key) ?? []), ...bindings]);
    for (const [value, width] of other.widths) this.widths.set(value, width);
    for (const [name, widths] of other.widthsOfNames)
      this.noteWidths(this.widthsOfNames, name, widths);
    for (const [name, widths] of other.settings) this.noteWidths(this.settings, name, widths);
  }

  /** Each value once, where it is first written. */
  noteWidths(into: Map<string, Width[]>, name: string, widths: readonly Width[]): void {
    const known = into.get(name) ?? [];
    for (const width of widths)
      if (!known.some(({ value }) => value === width.value)) known.push(width);
    into.set(name, known);
  }
}
