// What code computes, as nodes. Equal expressions of one document are the same object (see `codeTable.ts`), so equality
// is identity and everything can be memoised by node. Richer than `Expr` in what only code has (named intermediate
// values, branches, draws of noise, reductions over axes nobody has named) and poorer in mathematics; recognised
// kernels become `Expr`.

import type { Span } from '../syntax/ast.ts';
import type { Width } from './unit.ts';

/** Elementwise functions code can call. Each has a number reading in `functions.ts`. */
export type CodeFunction =
  | 'exp'
  | 'log'
  | 'log1p'
  | 'expm1'
  | 'abs'
  | 'tanh'
  | 'sigmoid'
  | 'softplus'
  | 'logSigmoid'
  | 'relu'
  | 'logGamma'
  | 'digamma'
  | 'cosh'
  | 'sin'
  | 'cos'
  | 'sign'
  | 'floor'
  | 'clip'
  | 'maximum'
  | 'minimum'
  | 'logAddExp'
  | 'besselI0'
  | 'logBesselI0';

export type CodeReduction = 'sum' | 'mean' | 'logSumExp' | 'maximum' | 'product' | 'other';

/**
 * Axes of a reduction as written: all of them, or indices (negative from the end). `event`: all but the first, which is
 * the batch's. `class`: that of the classes of one categorical variable. `list`: a Python list of terms.
 */
export type CodeAxes = 'all' | 'event' | 'class' | 'list' | 'last' | 'unknown' | readonly number[];

export interface SymbolInfo {
  readonly name: string;
  /** `size`: a length. `index`: part of another value. `call`: the result of something we cannot follow. */
  readonly origin: 'parameter' | 'attribute' | 'global' | 'index' | 'call' | 'size' | 'loop';
  /** For sizes: the letter if known (B for a batch, else the axis as written). */
  readonly size: string | null;
  readonly callee: string | null;
  readonly args: readonly Code[];
  /** What the code sets it to, where it is a named number: `beta = 4`, `def f(latent=20)`. */
  readonly value: number | null;
  /** How wide the last axis is, of what a layer returns. */
  readonly width?: Width;
  /** What a layer does last, of what it returns. */
  readonly activation?: Activation;
}

/** What a layer does last to its numbers; `linear`: nothing. */
export type Activation = 'linear' | 'sigmoid' | 'tanh' | 'relu' | 'softplus' | 'softmax' | 'exp';

/** A test of the code, and how it comes out. */
export interface Condition {
  readonly test: Span;
  readonly holds: boolean;
}

/** What lies in a node or below it, as bits: questions asked of every node are answered when it is made. */
export const holds = {
  noise: 1,
  reduction: 2,
  library: 4,
  choice: 8,
  /** A symbol the code sets to a number. */
  setting: 16,
  softmax: 32,
  /** What a helper returned. */
  helper: 64,
  power: 128,
  /** A reduction or a library's loss in the part of a product or sum that is the loss. */
  carrier: 256,
  /** What its author calls noise, though no draw is to be seen. */
  namedNoise: 512,
} as const;

export type Code = { readonly id: number; readonly holds: number } & (
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'symbol'; readonly symbol: SymbolInfo }
  | { readonly kind: 'noise'; readonly distribution: 'normal' | 'uniform' | 'other' }
  /** A value the author named, with the name and where it was given. */
  | {
      readonly kind: 'named';
      readonly name: string;
      readonly value: Code;
      readonly span: Span;
      /** What the call of a function of another file would be if it could not be looked into. */
      readonly instead: Code | null;
    }
  /** One value or another, by tests: under which of them each is taken, as far as they are known. */
  | {
      readonly kind: 'choice';
      readonly alternatives: readonly Code[];
      readonly conditions: readonly (readonly Condition[])[];
    }
  | { readonly kind: 'add'; readonly terms: readonly Code[] }
  | { readonly kind: 'multiply'; readonly factors: readonly Code[] }
  | { readonly kind: 'power'; readonly base: Code; readonly exponent: Code }
  | { readonly kind: 'apply'; readonly fn: CodeFunction; readonly args: readonly Code[] }
  | {
      readonly kind: 'reduce';
      readonly reduction: CodeReduction;
      readonly axes: CodeAxes;
      readonly body: Code;
    }
  /** A loss of a library that is known by its family, not elementwise in what we can follow. */
  | {
      readonly kind: 'library';
      readonly term: 'reconstruction' | 'kl' | 'elbo' | 'discreteKl' | 'other';
      readonly family: string;
      readonly args: readonly Code[];
      readonly span: Span;
      /** Taken for one by the sound of its name: how a call of that name stands by itself, log p or its negative. */
      readonly sound: 'log' | 'negative' | null;
    }
);

const noise =
  /^(?:(?:self|this)\.)?(?:eps(?:ilon)?|noise|z_?sampled?|(?:unit|standard|std|gaussian|normal|white)_?(?:noise|gaussian|normal|sample))\d?$/iu;
const noiseNames = new Map<string, boolean>();

/** Whether a value of this name is noise by what it is called. */
export function isNoiseName(name: string): boolean {
  let known = noiseNames.get(name);
  if (known === undefined) {
    known = noise.test(name);
    if (noiseNames.size > 50_000) noiseNames.clear();
    noiseNames.set(name, known);
  }
  return known;
}

/** Whether a node has one of the bits of `holds`. */
export function has(node: Code, bits: number): boolean {
  return (node.holds & bits) !== 0;
}

/** A value under all the names it was given. */
export function unnamed(node: Code): Code {
  return node.kind === 'named' ? unnamed(node.value) : node;
}

/** Children in order. */
export function partsOf(node: Code): readonly Code[] {
  switch (node.kind) {
    case 'number':
    case 'noise':
      return [];
    case 'symbol':
      return [];
    case 'named':
      return [node.value];
    case 'choice':
      return node.alternatives;
    case 'add':
      return node.terms;
    case 'multiply':
      return node.factors;
    case 'power':
      return [node.base, node.exponent];
    case 'apply':
      return node.args;
    case 'reduce':
      return [node.body];
    case 'library':
      return [];
  }
}

/** Whether any node reachable from `node` (itself included) satisfies the test. */
export function some(node: Code, test: (node: Code) => boolean): boolean {
  const seen = new Set<Code>();
  const visit = (current: Code): boolean => {
    if (seen.has(current)) return false;
    seen.add(current);
    return test(current) || partsOf(current).some(visit);
  };
  return visit(node);
}

/** Whether a symbol stands for a fixed number inside a kernel. */
export function isConstant(node: Code): boolean {
  if (node.kind === 'number') return true;
  return node.kind === 'symbol' && (node.symbol.origin === 'size' || node.symbol.value !== null);
}
