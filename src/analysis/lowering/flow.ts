// Where the execution of a block is: what it has returned, and under which test.

import type { Condition } from './code.ts';
import type { Value } from './values.ts';

/** What a function returns, and the innermost test under which it gets there. */
export interface Returned {
  readonly value: Value;
  readonly decision: Condition | null;
  /** In a branch that is not taken as things are. */
  readonly isAside: boolean;
}

export interface Flow {
  readonly returns: Returned[];
  readonly decision: Condition | null;
  readonly isAside: boolean;
  /** True after a statement nothing of this block follows. */
  ended: boolean;
}

export function newFlow(): Flow {
  return { returns: [], decision: null, isAside: false, ended: false };
}
