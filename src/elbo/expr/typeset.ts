// Layout of formulas, shared by LaTeX and Unicode: precedence, signs, where parentheses are needed, indices under
// sums. A notation says how each piece looks; nothing here knows either syntax.

import type { Axis } from '../axes.ts';
import { num, times } from './build.ts';
import type { Expr, Reduction } from './expr.ts';
import { type Measure, splitMeasure } from './measures.ts';
import { readable } from './readable.ts';

/** How tightly a printed piece holds together, loosest first. */
export const binding = { sum: 0, product: 1, power: 2, atom: 3 } as const;
type Binding = (typeof binding)[keyof typeof binding];

export interface Piece {
  readonly text: string;
  readonly binds: Binding;
  /** Whatever followed would be read as part of it: "log x" before "y". */
  readonly open: boolean;
}

export const piece = (text: string, binds: Binding, open = false): Piece => ({ text, binds, open });

/** The functions that no other function explains: they have a notation of their own. */
export type PrintedFunction =
  | 'exp'
  | 'log'
  | 'sqrt'
  | 'abs'
  | 'sin'
  | 'cos'
  | 'tanh'
  | 'sigmoid'
  | 'logGamma'
  | 'digamma'
  | 'betainc'
  | 'logBesselI0'
  | 'besselRatio'
  | 'max'
  | 'greater'
  | 'equal'
  | 'gamma'
  | 'factorial'
  | 'besselI0';

export interface Notation {
  readonly minus: string;
  /** Between factors that may stand side by side, and where two numbers would run together. */
  readonly juxtapose: string;
  readonly dot: string;
  readonly pi: string;
  /** A number >= 0. */
  number(value: number): Piece;
  symbol(name: string, indices: readonly Axis[]): string;
  parenthesised(text: string): string;
  quotient(numerator: Piece, denominator: Piece): Piece;
  power(base: Piece, exponent: Piece): string;
  /** `bare`: the first argument, and only one, needs no parentheses after a function name. */
  call(fn: PrintedFunction, args: readonly Piece[], bare: boolean): Piece;
  reduction(reduction: Exclude<Reduction, 'logSumExp'>, axis: Axis): string;
  /** What a product over an axis begins with. */
  product(axis: Axis): string;
  /** A value averaged under a measure. */
  expectation(measure: Measure, body: string): Piece;
  /** A value integrated over z. */
  integral(body: Piece): Piece;
}

/** The text of an expression in a notation, in its readable form. */
export function typeset(expr: Expr, notation: Notation): string {
  return lay(readable(expr), notation, []).text;
}

/** Parentheses around a piece that holds together less than its place needs. */
export function atLeast(needed: Binding, part: Piece, notation: Notation, closed = false): Piece {
  const fits = part.binds >= needed && !(closed && part.open);
  return fits ? part : piece(notation.parenthesised(part.text), binding.atom);
}

function lay(expr: Expr, notation: Notation, bound: readonly Axis[]): Piece {
  const inner = (part: Expr): Piece => lay(part, notation, bound);
  const { negative, body } = splitSign(expr);
  if (negative) {
    const text = notation.minus + atLeast(binding.product, inner(body), notation).text;
    return piece(text, binding.sum);
  }
  switch (expr.kind) {
    case 'number':
      return notation.number(expr.value);
    case 'constant':
      return piece(notation.pi, binding.atom);
    case 'symbol': {
      const indices = expr.axes.filter((axis) => axis !== 'state' && bound.includes(axis));
      return piece(notation.symbol(expr.name, indices), binding.atom);
    }
    case 'add':
      return laySum(expr.terms, notation, bound);
    case 'multiply':
      return layProduct(expr.factors, expr.factors.map(inner), notation);
    case 'divide':
      return layQuotient(expr, notation, bound);
    case 'power': {
      const base = atLeast(binding.atom, inner(expr.base), notation, true);
      return piece(notation.power(base, inner(expr.exponent)), binding.power);
    }
    case 'apply':
      return layCall(expr, notation, bound);
    case 'reduce':
      return layReduction(expr, notation, bound);
  }
}

/** Takes a leading minus off a term, so that sums can print differences. */
function splitSign(expr: Expr): { readonly negative: boolean; readonly body: Expr } {
  if (expr.kind === 'number' && expr.value < 0) {
    return { negative: true, body: { ...expr, value: -expr.value } };
  }
  if (expr.kind === 'divide') {
    const { negative, body } = splitSign(expr.numerator);
    return { negative, body: { ...expr, numerator: body } };
  }
  if (expr.kind !== 'multiply') return { negative: false, body: expr };
  const [first, ...rest] = expr.factors;
  if (first?.kind !== 'number' || !(first.value < 0)) return { negative: false, body: expr };
  const [only] = rest;
  if (first.value === -1 && only !== undefined) {
    return { negative: true, body: rest.length === 1 ? only : { ...expr, factors: rest } };
  }
  const factors = [{ ...first, value: -first.value }, ...rest];
  return { negative: true, body: { ...expr, factors } };
}

function laySum(terms: readonly Expr[], notation: Notation, bound: readonly Axis[]): Piece {
  const texts = terms.map((term, index) => {
    const { negative, body } = splitSign(term);
    const { text } = atLeast(binding.product, lay(body, notation, bound), notation);
    if (index === 0) return negative ? notation.minus + text : text;
    return negative ? ` ${notation.minus.trim()} ${text}` : ` + ${text}`;
  });
  return piece(texts.join('') || notation.number(0).text, binding.sum);
}

/** Only the last factor may be open or a quotient: before others it would swallow or divide them. */
function layProduct(factors: readonly Expr[], pieces: readonly Piece[], notation: Notation): Piece {
  const last = pieces.at(-1);
  if (last === undefined) return notation.number(1);
  const parts = pieces
    .slice(0, -1)
    .map((part) => atLeast(binding.power, part, notation, true))
    .concat(atLeast(binding.product, last, notation));
  const texts = parts.map(({ text }, index) => {
    if (index === 0) return text;
    if (/^\d/.test(text)) return notation.dot + text;
    // 2 pi is written as one numeral, everything else with a space.
    const joined = factors[index]?.kind === 'constant' && factors[index - 1]?.kind === 'number';
    return (joined ? '' : notation.juxtapose) + text;
  });
  return piece(texts.join(''), binding.product, parts.at(-1)?.open);
}

/** A sum that is divided, or a logarithm among other factors, stands behind the fraction, not in it. */
function layQuotient(
  { numerator, denominator }: Extract<Expr, { kind: 'divide' }>,
  notation: Notation,
  bound: readonly Axis[],
): Piece {
  const inner = (part: Expr): Piece => lay(part, notation, bound);
  const factors = numerator.kind === 'multiply' ? numerator.factors : [numerator];
  const last = factors.at(-1);
  const isSum = last?.kind === 'reduce' && last.axis !== 'state';
  const isLog = last?.kind === 'apply' && last.fn === 'log' && factors.length > 1;
  if (last === undefined || !(isSum || isLog)) {
    return notation.quotient(inner(numerator), inner(denominator));
  }
  const above = factors.slice(0, -1);
  const [first = num(1)] = above;
  const quotient = notation.quotient(
    inner(above.length > 1 ? times(...above) : first),
    inner(denominator),
  );
  return layProduct([first, last], [quotient, inner(last)], notation);
}

function layCall(
  expr: Extract<Expr, { kind: 'apply' }>,
  notation: Notation,
  bound: readonly Axis[],
): Piece {
  const [argument] = expr.args;
  const product = expr.fn === 'exp' && argument !== undefined ? productIn(argument) : undefined;
  if (product !== undefined) {
    const body = lay(product.body, notation, [...bound, product.axis]);
    const text = notation.product(product.axis) + atLeast(binding.product, body, notation).text;
    return piece(text, binding.product, true);
  }
  const named = argument && expr.fn === 'exp' ? exponentialName(argument) : undefined;
  if (named !== undefined) {
    const inner = lay(named.argument, notation, bound);
    return notation.call(named.fn, [inner], inner.binds >= binding.atom);
  }
  const parts = expr.args.map((arg) => lay(arg, notation, bound));
  const [part] = parts;
  // Every other function has a meaning, which `readable` has put in its place.
  const fn = expr.fn as PrintedFunction;
  const simple = part !== undefined && part.binds >= binding.power && !part.open;
  return notation.call(fn, parts, simple || (argument !== undefined && isNumeral(argument)));
}

/** 2 pi: a product of numbers, which needs no parentheses after log. */
const isNumeral = (expr: Expr): boolean =>
  expr.kind === 'multiply' &&
  expr.factors.every(
    (factor) => factor.kind === 'constant' || (factor.kind === 'number' && factor.value >= 0),
  );

function layReduction(
  expr: Extract<Expr, { kind: 'reduce' }>,
  notation: Notation,
  bound: readonly Axis[],
): Piece {
  const reduction = expr.reduction === 'mean' ? 'mean' : 'sum';
  if (expr.axis === 'state') return layIntegral(expr.body, notation, [...bound, expr.axis]);
  const body = lay(expr.body, notation, [...bound, expr.axis]);
  const text =
    notation.reduction(reduction, expr.axis) + atLeast(binding.product, body, notation).text;
  return piece(text, binding.product, true);
}

/** What e^(log Gamma(u)) and e^(log I_0(u)) are called; Gamma(n + 1) is n!. */
function exponentialName(
  exponent: Expr,
): { readonly fn: PrintedFunction; readonly argument: Expr } | undefined {
  const [argument] = exponent.kind === 'apply' ? exponent.args : [];
  if (exponent.kind !== 'apply' || argument === undefined) return undefined;
  if (exponent.fn === 'logBesselI0') return { fn: 'besselI0', argument };
  if (exponent.fn !== 'logGamma') return undefined;
  const [first, second] = argument.kind === 'add' ? argument.terms : [];
  const isNext = argument.kind === 'add' && argument.terms.length === 2;
  return isNext && first?.kind === 'symbol' && second?.kind === 'number' && second.value === 1
    ? { fn: 'factorial', argument: first }
    : { fn: 'gamma', argument };
}

/** The factors of exp(sum of log f), which is written as the product of f. */
function productIn(exponent: Expr): { readonly axis: Axis; readonly body: Expr } | undefined {
  if (exponent.kind !== 'reduce' || exponent.reduction !== 'sum') return undefined;
  const { axis, body } = exponent;
  const [factor] = body.kind === 'apply' && body.fn === 'log' ? body.args : [];
  return factor === undefined ? undefined : { axis, body: factor };
}

/** Over all values of z: the expectation of what a measure multiplies, else an integral. */
function layIntegral(body: Expr, notation: Notation, bound: readonly Axis[]): Piece {
  const { measure, rest } = splitMeasure(body);
  const inner = lay(readable(rest), notation, bound);
  return measure === undefined
    ? notation.integral(inner)
    : notation.expectation(measure, inner.text);
}

/** The letter that runs along an axis. */
export const axisIndex = {
  sample: 'k',
  batch: 'n',
  data: 'i',
  latent: 'j',
  component: 'm',
  category: 'l',
  state: 's',
} as const satisfies Record<Axis, string>;

/** Fractions that print as such instead of as decimals: numerator and denominator of 1/2, 2/3, ... */
export function smallFraction(value: number): readonly [number, number] | undefined {
  if (!(value > 0 && value < 1)) return undefined;
  for (const denominator of [2, 3, 4, 5, 6, 8]) {
    const numerator = Math.round(value * denominator);
    if (numerator > 0 && numerator / denominator === value) return [numerator, denominator];
  }
  return undefined;
}

/** A number as digits and, where JavaScript would write an exponent, a power of ten. */
export function digitsOf(value: number): { readonly mantissa: string; readonly exponent: string } {
  const [mantissa = '', exponent = ''] = String(value).split('e');
  return { mantissa, exponent: exponent.replace('+', '') };
}
