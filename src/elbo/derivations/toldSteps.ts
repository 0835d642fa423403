// Builds the steps of a derivation told of code: each with the letters of the code it accounts for, and the statement it
// ends in, if it does.

import { meanOver, sumOver } from '../expr/build.ts';
import type { Expr } from '../expr/expr.ts';
import type { Source } from '../families/family.ts';
import type { Change, Step } from './derivation.ts';
import type { CodeLine, ToldStep } from './told.ts';

export class ToldSteps {
  readonly #start: Expr;
  readonly #steps: readonly ToldStep[];

  private constructor(start: Expr, steps: readonly ToldStep[]) {
    this.#start = start;
    this.#steps = steps;
  }

  static from(start: Expr): ToldSteps {
    return new ToldSteps(start, []);
  }

  get end(): Expr {
    return this.#steps.at(-1)?.to ?? this.#start;
  }

  get steps(): readonly ToldStep[] {
    return this.#steps;
  }

  /** With the steps of a derivation that begins where this ends. */
  follow(steps: readonly Step[], links: readonly string[]): ToldSteps {
    const told = steps.map((step) => ({ ...step, links, code: null }));
    return new ToldSteps(this.#start, [...this.#steps, ...told]);
  }

  step(
    change: Change,
    to: Expr,
    why: string,
    links: readonly string[] = [],
    source: Source | null = null,
  ): ToldSteps {
    const step: ToldStep = { from: this.end, to, change, why, source, links, code: null };
    return new ToldSteps(this.#start, [...this.#steps, step]);
  }

  /** Summed or averaged over the batch. */
  reducedOver(reduction: 'sum' | 'mean', why: string): ToldSteps {
    const to = (reduction === 'mean' ? meanOver : sumOver)('batch', this.end);
    return this.step({ kind: 'reduced', reduction }, to, why, ['C']);
  }

  /** The last step with the same value in another form. */
  restated(to: Expr): ToldSteps {
    const last = this.#steps.at(-1);
    if (last === undefined) throw new Error('nothing has been derived yet');
    return new ToldSteps(this.#start, [...this.#steps.slice(0, -1), { ...last, to }]);
  }

  /** The last step is a statement of the code. */
  endingIn(code: CodeLine): ToldSteps {
    const last = this.#steps.at(-1);
    if (last === undefined) throw new Error('nothing has been derived yet');
    return new ToldSteps(this.#start, [...this.#steps.slice(0, -1), { ...last, code }]);
  }
}
