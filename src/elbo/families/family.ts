// What a likelihood family must state. One family, one file, one line in `index.ts`; everything else (training,
// config schema, reports, documentation) reads these entries.

import type { Expr } from '../expr/expr.ts';
import type { Random } from '../random.ts';

/** Where a publication stands. `locator` is an equation, section or appendix. */
export interface Source {
  readonly authors: string;
  readonly title: string;
  readonly year: number;
  /** An arXiv id ("arXiv:1312.6114") or a DOI ("doi:10.1214/..."), or an ISBN. */
  readonly id: string;
  readonly locator?: string;
}

/**
 * Values at which a log probability is finite. `levels`: equally spaced values that the data decide, grey levels or
 * classes. `oneHot`: one dimension of the datum is 1 and the others are 0. `circle`: angles in radians.
 */
export type Support =
  | 'zeroOrOne'
  | 'unitInterval'
  | 'openUnitInterval'
  | 'real'
  | 'positive'
  | 'circle'
  | 'naturalNumber'
  | 'levels'
  | 'oneHot';

/** Values a parameter may take. `simplex`: probabilities along an axis, which sum to 1. */
export type ParameterDomain = 'real' | 'positive' | 'openUnitInterval' | 'simplex';

export interface Parameter {
  /** As in torch.distributions: `loc`, `scale`, `probs`, `logits`; `logvar` is log sigma^2, `lograte` log rate. */
  readonly name: string;
  readonly domain: ParameterDomain;
  readonly meaning: string;
}

/** One way to name the parameters, with log p(x) stated in them. */
export interface Parameterisation {
  /** `probs`, `logits`, `scale`, `logvar`. */
  readonly id: string;
  readonly parameters: readonly Parameter[];
  /**
   * log p(x) in nats, constants included, as a paper states it: of one data dimension, or of the datum (`event`).
   * Symbols are `x`, the parameters' names and what the data decide (`given`).
   */
  readonly logProb: Expr;
  /** The same value for engines with 32-bit floats, where parts of `logProb` would cancel; else `same`. */
  readonly stable: Expr | 'same';
  /** E[x] in the parameters: of each data dimension, elementwise. For angles, the mean direction. */
  readonly mean: Expr;
  /** The canonical parameters (those of `parameterisations[0]`) in terms of these. */
  readonly toCanonical: Readonly<Record<string, Expr>>;
}

/** An addend of log p(x) that code often leaves out. */
export interface DroppableConstant {
  /** Which parameterisation it is read in. */
  readonly parameterisation: string;
  /** The addend, of what log p is of. */
  readonly term: Expr;
  /** `always`: free of every parameter. `fixedScale`: only while the scale is not learned. `never`: it matters. */
  readonly droppable: 'always' | 'fixedScale' | 'never';
  /** What changes when it is dropped, in words. */
  readonly effect: string;
}

/** A parameter that need not be a decoder output: a config says where it comes from, and its value. */
export interface Setting {
  /** The unconstrained parameter of the trained parameterisation, e.g. `logvar`. */
  readonly parameter: string;
  /** Config key for where it comes from (`fixed`, `shared`, ...), e.g. `scale`. */
  readonly mode: { readonly key: string; readonly description: string };
  /** Config key for its value, in the quantity people speak of, e.g. `sigma`: where it starts, if it is learned. */
  readonly value: {
    readonly key: string;
    readonly default: number;
    /** Values lie above 0, and below this if there is a limit. */
    readonly below: number | 'none';
    readonly description: string;
  };
  /** The unconstrained parameter that corresponds to a value. */
  readonly learnedFromValue: (value: number) => number;
  /** The value that an unconstrained parameter stands for. */
  readonly valueFromLearned: (learned: number) => number;
}

/** How a decoder produces the parameters. */
export interface DecoderForm {
  /** The parameterisation that is trained: its parameters are unconstrained, so that a linear layer can give them. */
  readonly parameterisation: string;
  /** Parameters that every decoder outputs. */
  readonly outputs: readonly string[];
  /** The other parameters, the scale first where there is one. */
  readonly settings: readonly Setting[];
  /** How many components a mixture has unless the config says; `none` for what is no mixture. */
  readonly components: number | 'none';
}

/**
 * What log p reads besides x and its parameters; the data decide it. `levels`: the values of the levels, along
 * `category`. `binWidth`, `minimum`, `maximum`: of those levels. `totalCount`: the sum of the datum.
 */
export type Given = 'levels' | 'binWidth' | 'minimum' | 'maximum' | 'totalCount';

/** Values of parameters by name: a list along `component`, `category` or, for whole data, `data`. */
export type Parameters = Readonly<Record<string, number | readonly number[]>>;

/** Data dimensions are independent given the parameters, and log p is of one of them. */
export interface DimensionEvent {
  readonly of: 'dimension';
  /** P(X <= x), at canonical parameters. Angles are counted from loc - pi. */
  readonly cdf: (x: number, parameters: Parameters) => number;
  /** At canonical parameters; infinite or NaN where there is none. For angles, the circular variance. */
  readonly variance: (parameters: Parameters) => number;
  /** One draw, at canonical parameters. */
  readonly sample: (parameters: Parameters, random: Random) => number;
}

/** Dimensions depend on one another, and log p is of the whole datum. */
export interface DatumEvent {
  readonly of: 'datum';
  /** Of each dimension, at canonical parameters. */
  readonly variance: (parameters: Parameters) => readonly number[];
  /** One draw, at canonical parameters. */
  readonly sample: (parameters: Parameters, random: Random) => readonly number[];
}

export interface Family<Id extends string = string> {
  readonly id: Id;
  /** As a person writes it: "Bernoulli", "Gaussian". */
  readonly name: string;
  readonly aliases: readonly string[];
  /** Markdown: what it is and when log p may exceed 0. */
  readonly summary: string;
  readonly support: Support;
  /** `mass`: log p(x) <= 0 always. `density`: it may be positive, and depends on the units of x. */
  readonly measure: 'mass' | 'density';
  readonly event: DimensionEvent | DatumEvent;
  readonly given: readonly Given[];
  /** The first one is canonical. */
  readonly parameterisations: readonly [Parameterisation, ...Parameterisation[]];
  readonly decoder: DecoderForm;
  readonly constants: readonly DroppableConstant[];
  readonly sources: readonly [Source, ...Source[]];
}
