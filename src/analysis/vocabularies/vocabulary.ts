// What a framework's call means. An entry names its parameters in the library's order, so that positional
// and keyword arguments are bound alike, and builds the meaning from them.

import type { Code, CodeAxes, CodeReduction } from '../lowering/code.ts';
import type { CodeTable } from '../lowering/codeTable.ts';
import type { Value } from '../lowering/values.ts';
import type { Span } from '../syntax/ast.ts';

/** Arguments bound to an entry's parameter names. */
export interface Bound {
  readonly table: CodeTable;
  readonly span: Span;
  /** The argument as a tensor or scalar; undefined where absent or not one. */
  code(name: string): Code | undefined;
  value(name: string): Value | undefined;
  /** Literal text, `True`/`False` or number of an argument, if it is one. */
  text(name: string): string | undefined;
  truth(name: string): boolean | undefined;
  /** All positional codes, for variadic calls. */
  readonly codes: readonly Code[];
}

export type Meaning =
  /** An elementwise result; undefined if the arguments do not fit. */
  | { readonly kind: 'elementwise'; readonly build: (bound: Bound) => Code | undefined }
  /** Changes shape, type or device, not values. */
  | { readonly kind: 'transparent' }
  | { readonly kind: 'reduce'; readonly reduction: CodeReduction }
  /** A loss: kernel, then the reduction the call really applies. */
  | {
      readonly kind: 'loss';
      readonly kernel: (bound: Bound) => Code | undefined;
      readonly reduction: (bound: Bound) => LossReduction;
    }
  /** A constructor whose object is called later with the loss's tensors. */
  | { readonly kind: 'criterion'; readonly call: string }
  | { readonly kind: 'noise'; readonly distribution: 'normal' | 'uniform' | 'other' }
  /** Draws loc + scale * eps. */
  | { readonly kind: 'sampleNormal' }
  | {
      readonly kind: 'distribution';
      readonly family: string;
      readonly eventDims: number;
      /** Where a parameter is a function of what the call names. */
      readonly parameters: (bound: Bound) => Readonly<Record<string, Code | undefined>>;
    }
  | { readonly kind: 'independent' }
  | { readonly kind: 'klDivergence' }
  /** Calls its argument: vmap, jit, partial, Lambda. */
  | { readonly kind: 'wrapper' };

export interface LossReduction {
  readonly reduction: 'sum' | 'mean' | 'none';
  readonly axes: CodeAxes;
}

export interface Entry {
  readonly names: readonly string[];
  /** Canonical paths it applies to; absent: any library, and methods. */
  readonly path?: RegExp;
  readonly params: readonly string[];
  readonly meaning: Meaning;
}

export interface Vocabulary {
  readonly id: string;
  readonly name: string;
  readonly entries: readonly Entry[];
}
