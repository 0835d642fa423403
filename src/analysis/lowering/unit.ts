// What was found in one chunk of a program when it was executed.

import type { Span } from '../syntax/ast.ts';
import type { Code } from './code.ts';
import type { DistributionValue } from './values.ts';

/** One value code computes, with the statement that completes it. */
export interface Fact {
  readonly kind: 'assign' | 'update' | 'return' | 'loss';
  /** Name it is given; empty for returns and calls. */
  readonly name: string;
  readonly value: Code;
  readonly span: Span;
  /** Enclosing function or method; empty at module level. */
  readonly symbol: string;
  readonly functionSpan: Span;
  /** Statements of one execution of one function share it. */
  readonly execution: number;
  /** In a branch that its function does not take as its defaults and settings are. */
  readonly isAside: boolean;
}

/** A sample statement of a probabilistic program. */
export interface Site {
  readonly name: string;
  readonly distribution: DistributionValue;
  readonly isObserved: boolean;
  readonly span: Span;
  readonly symbol: string;
  readonly functionSpan: Span;
  readonly execution: number;
}

/** A size, and where it is written. */
export interface Width {
  readonly value: number;
  readonly span: Span;
}

export class Unit {
  readonly facts: Fact[] = [];
  readonly sites: Site[] = [];
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
      this.widths.size === 0 &&
      this.widthsOfNames.size === 0 &&
      this.settings.size === 0
    );
  }

  /** Adds what another unit holds. */
  take(other: Unit): void {
    for (const fact of other.facts) this.facts.push(fact);
    for (const site of other.sites) this.sites.push(site);
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
