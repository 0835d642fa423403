// Builds the steps of a derivation one after the other, so that each begins where the one before ends.

import { log, meanOver, minus, negative, plus, sumOver, times } from '../expr/build.ts';
import type { Expr } from '../expr/expr.ts';
import { substitute } from '../expr/walk.ts';
import type { Source } from '../families/family.ts';
import type { Change, Step } from './derivation.ts';

/**
 * What `to` must equal after a change, as a function of its symbols. `logarithm` may be given where taking it of a value
 * would underflow.
 */
export function changed(from: Expr, change: Change, logarithm: (expr: Expr) => Expr = log): Expr {
  switch (change.kind) {
    case 'rewritten':
      return from;
    case 'minusLog':
      return negative(logarithm(from));
    case 'dropped':
      return minus(from, change.term);
    case 'bounded':
      return minus(from, change.gap);
    case 'chosen':
      return substitute(from, { [change.symbol]: change.value });
    case 'scaled':
      return times(change.factor, from);
    case 'sampled':
      // What it leads to varies with the draw; `tryStep` compares means.
      return from;
    case 'replaced':
      return plus(from, change.difference);
    case 'reduced':
      return (change.reduction === 'mean' ? meanOver : sumOver)('batch', from);
  }
}

export class Steps {
  readonly #start: Expr;
  readonly #steps: Step[] = [];

  private constructor(start: Expr) {
    this.#start = start;
  }

  static from(start: Expr): Steps {
    return new Steps(start);
  }

  get end(): Expr {
    return this.#steps.at(-1)?.to ?? this.#start;
  }

  rewrite(to: Expr, why: string, source: Source | null = null): this {
    return this.step({ kind: 'rewritten' }, to, why, source);
  }

  minusLog(to: Expr, why: string, source: Source | null = null): this {
    return this.step({ kind: 'minusLog' }, to, why, source);
  }

  drop(term: Expr, to: Expr, why: string, effect: string): this {
    return this.step({ kind: 'dropped', term, needed: false, effect }, to, why);
  }

  /** What is left is another model's. */
  forget(term: Expr, to: Expr, why: string, effect: string): this {
    return this.step({ kind: 'dropped', term, needed: true, effect }, to, why);
  }

  choose(chosen: Omit<Extract<Change, { kind: 'chosen' }>, 'kind'>, to: Expr, why: string): this {
    return this.step({ kind: 'chosen', ...chosen }, to, why);
  }

  bound(
    bounded: Omit<Extract<Change, { kind: 'bounded' }>, 'kind'>,
    to: Expr,
    why: string,
    source: Source,
  ): this {
    return this.step({ kind: 'bounded', ...bounded }, to, why, source);
  }

  scale(factor: Expr, to: Expr, why: string): this {
    return this.step({ kind: 'scaled', factor }, to, why);
  }

  reduce(reduction: 'sum' | 'mean', to: Expr, why: string): this {
    return this.step({ kind: 'reduced', reduction }, to, why);
  }

  step(change: Change, to: Expr, why: string, source: Source | null = null): this {
    this.#steps.push({ from: this.end, to, change, why, source });
    return this;
  }

  done(): readonly [Step, ...Step[]] {
    const [first, ...rest] = this.#steps;
    if (first === undefined) throw new Error('a derivation has at least one step');
    return [first, ...rest];
  }
}
