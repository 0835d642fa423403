// What a family of distributions of one data dimension must state. One family, one file, one line in
// `index.ts`; everything else (training, config schema, reports, documentation) reads these entries.

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

/** Values at which a log probability is finite. */
export type Support = 'zeroOrOne' | 'unitInterval' | 'real' | 'positive' | 'naturalNumber';

/** Values a parameter may take. */
export type ParameterDomain = 'real' | 'positive' | 'openUnitInterval';

export interface Parameter {
  /** As in torch.distributions: `loc`, `scale`, `probs`, `logits`; `logvar` is log sigma^2. */
  readonly name: string;
  readonly domain: ParameterDomain;
  readonly meaning: string;
}

/** One way to name the parameters, with log p(x) of one dimension stated in them. */
export interface Parameterisation {
  /** `probs`, `logits`, `scale`, `logvar`. */
  readonly id: string;
  readonly parameters: readonly Parameter[];
  /** log p(x), elementwise, in nats, constants included; symbols are `x` and the parameters' names. */
  readonly logProb: Expr;
  /** E[x], elementwise, in the parameters. */
  readonly mean: Expr;
  /** The canonical parameters (those of `parameterisations[0]`) in terms of these. */
  readonly toCanonical: Readonly<Record<string, Expr>>;
}

/** An addend of log p(x) that code often leaves out. */
export interface DroppableConstant {
  /** Which parameterisation it is read in. */
  readonly parameterisation: string;
  /** The addend, per data dimension. */
  readonly term: Expr;
  /** `always`: free of every parameter. `fixedScale`: only while the scale is not learned. `never`: it matters. */
  readonly droppable: 'always' | 'fixedScale' | 'never';
  /** What changes when it is dropped, in words. */
  readonly effect: string;
}

/** How a decoder produces the parameters. */
export interface DecoderForm {
  /** Parameter that every decoder outputs per data dimension, e.g. `logits` or `loc`. */
  readonly location: string;
  /** The scale parameter in the two parameterisations in use, or `none`. */
  readonly scale:
    | 'none'
    | {
        /** Parameterisation used while sigma is a number in the config, and its scale parameter. */
        readonly fixed: { readonly parameterisation: string; readonly parameter: string };
        /** Parameterisation used when the scale is learned; the parameter is unconstrained. */
        readonly learned: { readonly parameterisation: string; readonly parameter: string };
        /** The learned parameter's value that corresponds to a scale, for initialisation. */
        readonly learnedFromScale: (scale: number) => number;
        /** The scale that a learned value stands for. */
        readonly scaleFromLearned: (learned: number) => number;
      };
  /** Parameterisation used when `scale` is `none`. */
  readonly parameterisation: string;
}

/** A value of each parameter, by name. */
export type Parameters = Readonly<Record<string, number>>;

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
  /** The first one is canonical. */
  readonly parameterisations: readonly [Parameterisation, ...Parameterisation[]];
  readonly decoder: DecoderForm;
  readonly constants: readonly DroppableConstant[];
  /** P(X <= x), at canonical parameters. */
  readonly cdf: (x: number, parameters: Parameters) => number;
  /** One draw, at canonical parameters. */
  readonly sample: (parameters: Parameters, random: Random) => number;
  readonly sources: readonly [Source, ...Source[]];
}
