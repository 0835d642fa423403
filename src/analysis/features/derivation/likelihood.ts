// A likelihood's derivation told of code: from p(x|z) in the author's names to the very statement. What the code leaves
// out, which scale it states, what it multiplies by and what it has wrong are steps of their own, each with its value.

import { minus, over, sqrt, squared, symbol, times } from '../../../elbo/expr/build.ts';
import type { Expr } from '../../../elbo/expr/expr.ts';
import { evaluate } from '../../../elbo/expr/evaluate.ts';
import { numberOps } from '../../../elbo/expr/numberOps.ts';
import { freeSymbols, substitute } from '../../../elbo/expr/walk.ts';
import type { Change, Derivation } from '../../../elbo/derivations/derivation.ts';
import { getDerivation } from '../../../elbo/derivations/index.ts';
import type { ScaleChoice } from '../../../elbo/derivations/told.ts';
import { ToldSteps } from '../../../elbo/derivations/toldSteps.ts';
import type { Match } from '../../recognition/match.ts';
import { Product } from '../../recognition/product.ts';
import { clean, tidyNumber } from '../toExpr.ts';
import type { TellingContext } from './context.ts';
import { type Form, forms } from './forms.ts';
import { codeKernel, hasColumns, inNames, roleSymbols } from './inNames.ts';
import { furtherOf, throughBatch } from './ownTerm.ts';
import { isUnit, type LossProducts, ownProduct, productsOf, weightOfProduct } from './weight.ts';

/** Data vary along these axes, and so do the decoder's outputs. */
const axes = ['batch', 'data'] as const;

export interface LikelihoodSteps {
  readonly derivation: Derivation;
  /** The code's variables in place of the derivation's symbols. */
  readonly names: Readonly<Record<string, Expr>>;
  readonly steps: ToldSteps;
  readonly scale: ScaleChoice | null;
}

interface Telling {
  readonly context: TellingContext;
  readonly match: Match;
  readonly form: Form;
  readonly derivation: Derivation;
  readonly names: Readonly<Record<string, Expr>>;
}

export function likelihoodSteps(context: TellingContext): LikelihoodSteps | null {
  const { match } = context.term;
  const form = match ? forms[match.basis.id] : undefined;
  if (!match || !form) return null;
  const derivation = getDerivation(form.derivation);
  const roles = roleSymbols(match, axes);
  const names = Object.fromEntries(
    Object.entries(form.symbols).map(([name, role]) => [name, roles[role] ?? symbol(name, axes)]),
  );
  const telling: Telling = { context, match, form, derivation, names };
  const { likelihood } = derivation;
  const open = likelihood === 'none' || form.chosen !== null ? null : likelihood.scale;
  const told = open === null ? withStatedScale(telling) : withOpenScale(telling, open);
  return told && { derivation, names, ...told };
}

/** The derivation's own steps in the code's names, up to where it drops something. */
function exactSteps({ derivation, names }: Telling): ToldSteps {
  const end = derivation.steps.findIndex(({ change }) => change.kind === 'dropped');
  const inCode = (expr: Expr): Expr => substitute(expr, names);
  const own = derivation.steps
    .slice(0, end < 0 ? derivation.steps.length : end)
    .map((step) => ({ ...step, from: inCode(step.from), to: inCode(step.to) }));
  return ToldSteps.from(inCode(derivation.steps[0].from)).follow(own, ['A']);
}

/** What the derivation drops, and what is left; null where it drops nothing. */
function droppedIn({ derivation, names }: Telling): {
  readonly change: Extract<Change, { kind: 'dropped' }>;
  readonly term: Expr;
  readonly rest: Expr;
  readonly why: string;
} | null {
  for (const { change, to, why } of derivation.steps) {
    if (change.kind !== 'dropped') continue;
    return { change, term: substitute(change.term, names), rest: substitute(to, names), why };
  }
  return null;
}

type Told = Pick<LikelihoodSteps, 'steps' | 'scale'>;

/** The code leaves sigma open: any value of it makes the code a likelihood, beside another weight of the KL. */
function withOpenScale(telling: Telling, name: string): Told | null {
  const { context, match, derivation } = telling;
  const dropped = droppedIn(telling);
  const own = ownProduct(context.term, 'D');
  const { piece, reduction } = context.term;
  if (!dropped || !own || !piece) return null;
  const sizes = context.loss?.sizes ?? [];
  const products = agreeing(context.loss && productsOf(context.loss));
  const exponent = derivation.id === 'gaussian-fixed-scale' ? 2 : 1;
  const scale = symbol(name);
  const power = exponent === 2 ? squared(scale) : scale;

  const before = exactSteps(telling).step(
    { ...dropped.change, term: dropped.term },
    dropped.rest,
    dropped.why,
  );
  const line = codeKernel(
    match,
    piece.coefficient,
    'data',
    reduction.features === 'mean' ? 'mean' : 'sum',
    axes,
  );
  // What the loss multiplies by after this statement.
  const extra = products ? products.likelihood.over(own) : new Product();
  const further = furtherOf(context, weightOfProduct(extra, sizes));
  // What the statement multiplies by, at the scale at which the KL has weight 1.
  const rest = products ? products.divergence.over(extra) : new Product();
  const fitted = weightOfProduct(rest.over(own), sizes);
  const factorAtFit = weightOfProduct(rest, sizes);
  const ownWeight = weightOfProduct(own, sizes);
  const beta = products && weightOfProduct(products.divergence.over(products.likelihood), sizes);
  if (!fitted || !factorAtFit || !ownWeight) return null;

  const value = exponent === 2 ? sqrt(fitted.expr) : fitted.expr;
  const chosen = before.step(
    { kind: 'chosen', symbol: name, value, shown: [power, fitted.expr] },
    isUnit(factorAtFit) ? line : over(line, factorAtFit.expr),
    products
      ? 'The one scale at which the KL beside it has weight 1.'
      : 'The one scale at which nothing is left to multiply by.',
    ['C'],
  );
  const scaled = isUnit(factorAtFit)
    ? chosen
    : chosen.step(
        { kind: 'scaled', factor: factorAtFit.expr },
        line,
        'The factor that the loss multiplies both of its terms by.',
        ['C'],
      );
  const factor = isUnit(ownWeight) ? power : times(ownWeight.expr, power);
  const given = before.step(
    { kind: 'scaled', factor },
    line,
    'What the code multiplies by at this scale; the KL beside it keeps its own factor.',
    ['C'],
  );
  return {
    steps: throughBatch(scaled, context, further),
    scale: {
      symbol: name,
      exponent,
      fitted: value,
      betaAtOne: beta?.expr ?? null,
      givenSteps: throughBatch(given, context, further).steps,
    },
  };
}

/** With the KL subtracted no scale makes the loss a negative ELBO. */
const agreeing = (products: LossProducts | null): LossProducts | null =>
  products && products.likelihood.number * products.divergence.number > 0 ? products : null;

/** The code states every parameter of the likelihood. */
function withStatedScale(telling: Telling): Told | null {
  const { context, match, form } = telling;
  const { term, loss } = context;
  const own = ownProduct(term, 'D');
  if (!own || !term.piece) return null;
  const sizes = loss?.sizes ?? [];
  const products = loss && productsOf(loss);
  const extra = products ? products.likelihood.over(own) : new Product();
  const further = furtherOf(context, weightOfProduct(extra, sizes));
  const weight = weightOfProduct(own, sizes);
  if (!weight) return null;

  const exact = inCodesQuantity(exactSteps(telling), form, match);
  const kept = withoutDropped(exact, telling);
  const inCode = hasColumns(match) ? codeKernel(match, 1 / match.scale, 'data', 'sum', axes) : null;
  const stated = inCode ? asStated(kept, inCode, match) : kept;
  const reduction = term.reduction.features === 'mean' ? 'mean' : 'sum';
  const line = inCode
    ? codeKernel(match, term.piece.coefficient, 'data', reduction, axes)
    : times(weight.expr, stated.end);
  const scaled = isUnit(weight)
    ? stated
    : stated.step({ kind: 'scaled', factor: weight.expr }, line, scaleWords(telling), ['C']);
  return { steps: throughBatch(scaled, context, further), scale: null };
}

function scaleWords({ context: { term } }: Telling): string {
  const isMean = term.reduction.features === 'mean';
  return isMean
    ? 'A mean over dimensions instead of a sum: nats per dimension, beside a KL that counts whole nats.'
    : 'What the code multiplies by.';
}

/** The scale in the quantity that the code has: log sigma^2, sigma, 1/sigma^2. */
function inCodesQuantity(steps: ToldSteps, { chosen }: Form, match: Match): ToldSteps {
  if (chosen === null) return steps;
  const value = inNames(chosen.value, match, axes);
  const to = substitute(steps.end, { [chosen.symbol]: value });
  const [left, right] = chosen.shown;
  return steps.step(
    { kind: 'chosen', symbol: chosen.symbol, value, shown: [left, inNames(right, match, axes)] },
    to,
    'The quantity that the code has for the scale.',
    ['A'],
  );
}

/** Without the constant, as far as the code leaves it out. */
function withoutDropped(steps: ToldSteps, telling: Telling): ToldSteps {
  const dropped = droppedIn(telling);
  const { match, form } = telling;
  if (!dropped || dropped.change.needed) return steps;
  const chosen = form.chosen && { [form.chosen.symbol]: inNames(form.chosen.value, match, axes) };
  const term = chosen ? substitute(dropped.term, chosen) : dropped.term;
  const rest = chosen ? substitute(dropped.rest, chosen) : dropped.rest;
  const constant = match.basis.columns.findIndex(({ target }) => target === null);
  const kept = constant < 0 ? 0 : (match.coefficients[constant] ?? 0) / match.scale;
  if (!hasColumns(match) && match.basis.constant === null && !form.alwaysDrops) return steps;
  if (kept === 0 || Math.abs(kept) < 1e-9) {
    return steps.step({ ...dropped.change, term }, rest, dropped.why);
  }
  const perDimension = constantPerDimension(term);
  const left = perDimension === null ? null : clean(perDimension - kept);
  if (left === null || left === 0) return steps;
  const part = times(symbol('D'), tidyNumber(left));
  return steps.step({ ...dropped.change, term: part }, minus(steps.end, part), dropped.why);
}

/** The value of D c for one dimension; null where it is none of this form. */
function constantPerDimension(term: Expr): number | null {
  const free = [...freeSymbols(term)];
  return free.length === 1 && free[0] === 'D' ? evaluate(term, numberOps, { D: 1 }) : null;
}

/** The same as the code writes it, or what it has instead. */
function asStated(steps: ToldSteps, kernel: Expr, { wrong }: Match): ToldSteps {
  if (wrong.length === 0) {
    return steps.step({ kind: 'rewritten' }, kernel, 'As the code writes it.', ['A']);
  }
  return steps.step(
    { kind: 'replaced', difference: minus(kernel, steps.end) },
    kernel,
    'What the code has instead: it is no negative log density.',
    ['A'],
  );
}
