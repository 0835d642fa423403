// What a framework must state for formulas to be printed in it. One framework, one file, one line in `index.ts`.

import type { FunctionName, Reduction } from '../expr/expr.ts';
import type { Code, Operators } from './code.ts';

export type Call = (...args: readonly Code[]) => Code;

/** Functions without a counterpart that keeps its digits are left out: what needs them is printed in its plain form. */
export type Calls = Readonly<Partial<Record<FunctionName, Call>>>;

/** Definitions that a module needs if it uses a function: text by the name that calls begin with. */
export interface Helper {
  readonly name: string;
  readonly text: string;
}

export interface Framework {
  readonly id: string;
  readonly name: string;
  readonly language: 'python' | 'javascript';
  /** Lines at the top of a module, each with the word that calls for it. */
  readonly imports: readonly { readonly word: string; readonly line: string }[];
  /** What the framework lacks, in the order in which they may use one another. */
  readonly helpers: readonly Helper[];
  /** Between tensors. */
  readonly operators: Operators;
  readonly functions: Calls;
  /** Of numbers that need no tensor, such as log 2 pi. */
  readonly numbers: {
    readonly pi: string;
    readonly operators: Operators;
    readonly functions: Calls;
  };
  /** Over the axis `fromEnd` places before the end, which is 1 for the last; `all`: it is the only one. */
  readonly reduce: (reduction: Reduction, body: Code, fromEnd: number | 'all') => Code;
  /** log of the softmax along an axis. */
  readonly logSoftmax: (body: Code, fromEnd: number) => Code;
  /** What statements need around a call of a function: a batch of rows, a tensor of one number, the size of a batch. */
  readonly statements: {
    readonly flatten: (name: string) => string;
    readonly scalar: (value: string) => string;
    readonly batchSize: (name: string) => string;
  };
  /** New axes of size 1 at these places before the end, of the result; the last axis first. */
  readonly insertAxes: (body: Code, fromEnd: readonly number[]) => Code;
}
