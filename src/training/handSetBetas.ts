// Betas set by hand: from which step on each holds. A run that goes on from an earlier step meets them again.

interface Mark {
  /** It holds from the step after this one on. */
  readonly step: number;
  readonly beta: number;
}

export class HandSetBetas {
  #marks: readonly Mark[];

  constructor(marks: readonly Mark[]) {
    this.#marks = marks;
  }

  /** After `step` steps; what was set at that step or for later ones no longer counts. */
  set(step: number, beta: number): void {
    this.#marks = [...this.#marks.filter((mark) => mark.step < step), { step, beta }];
  }

  /** The beta of a step; undefined while none has been set. */
  at(step: number): number | undefined {
    return this.#marks.findLast((mark) => mark.step < step)?.beta;
  }
}
