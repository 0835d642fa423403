// From recognised code back to mathematics: code nodes, matched kernels and weight formulas as `Expr` in the
// names the author gave, for the printers.

import {
  abs,
  apply,
  exp,
  log,
  num,
  over,
  pi,
  plus,
  power,
  symbol,
  times,
} from '../../elbo/expr/build.ts';
import { meanOver, sumOver, symbol as named } from '../../elbo/expr/build.ts';
import type { Axis } from '../../elbo/axes.ts';
import type { Expr, FunctionName } from '../../elbo/expr/expr.ts';
import { evaluate } from '../../elbo/expr/evaluate.ts';
import { numberOps } from '../../elbo/expr/numberOps.ts';
import { toLatex } from '../../elbo/expr/latex.ts';
import { literalName } from '../../elbo/expr/spelling.ts';
import { smallFraction } from '../../elbo/expr/typeset.ts';
import { toUnicode } from '../../elbo/expr/unicode.ts';
import { map } from '../../elbo/expr/walk.ts';
import type { Code } from '../lowering/code.ts';
import { labelOf } from '../lowering/machine.ts';
import type { ScaleParameter } from '../recognition/bases.ts';
import type { Match } from '../recognition/match.ts';

/** One formula in the two notations. */
export interface Printed {
  readonly latex: string;
  readonly text: string;
}

const letters = /^(?:[A-Za-z]|mu|sigma|beta)$/u;

export const print = (expr: Expr): Printed => ({
  latex: toLatex(expr),
  text: toUnicode(expr),
});

/** An author's name as a symbol. */
export function nameExpr(name: string, axes: readonly Axis[] = []): Expr {
  const short = name.replace(/^(?:self|this)\./u, '');
  if (/^(?:eps|epsilon)$/u.test(short)) return symbol('epsilon', axes);
  return symbol(letters.test(short) ? short : literalName(short), axes);
}

const functions: Partial<Record<string, FunctionName>> = {
  exp: 'exp',
  log: 'log',
  log1p: 'log1p',
  abs: 'abs',
  sigmoid: 'sigmoid',
  softplus: 'softplus',
};

/** A code node as a formula; `fallback` stands for what is too long to be read or has no name. */
export function codeExpr(node: Code, axes: readonly Axis[], fallback: string, depth = 0): Expr {
  const inner = (part: Code): Expr => codeExpr(part, axes, fallback, depth + 1);
  const unreadable = symbol(fallback, axes);
  if (depth > 4) return unreadable;
  switch (node.kind) {
    case 'number':
      return num(node.value);
    case 'noise':
      return symbol('epsilon', axes);
    case 'symbol':
      return symbolExpr(node, axes, fallback);
    case 'named':
      return node.name.startsWith('@') ? inner(node.value) : nameExpr(node.name, axes);
    case 'choice':
      return node.alternatives[0] ? inner(node.alternatives[0]) : unreadable;
    case 'add':
      return node.terms.length > 4 ? unreadable : plus(...node.terms.map(inner));
    case 'multiply':
      return node.factors.length > 4 ? unreadable : times(...node.factors.map(inner));
    case 'power': {
      const { base, exponent } = node;
      if (exponent.kind !== 'number' || exponent.value >= 0)
        return power(inner(base), inner(exponent));
      return over(1, exponent.value === -1 ? inner(base) : power(inner(base), -exponent.value));
    }
    case 'apply': {
      const [argument] = node.args;
      const fn = functions[node.fn];
      if (!argument) return unreadable;
      if (node.fn === 'clip') return inner(argument);
      return fn ? apply(fn, inner(argument)) : unreadable;
    }
    case 'reduce':
    case 'library':
      return unreadable;
  }
}

function symbolExpr(
  node: Extract<Code, { kind: 'symbol' }>,
  axes: readonly Axis[],
  fallback: string,
): Expr {
  const { name, origin, args } = node.symbol;
  if (name.startsWith('_') && /^_\d+/u.test(name)) return symbol(fallback, axes);
  if (origin !== 'call') return name.length > 24 ? symbol(fallback, axes) : nameExpr(name, axes);
  const [argument] = args;
  const short = name.split('.').at(-1) ?? name;
  const within = args.length === 1 && argument && !/^_\d/u.test(labelOf(argument));
  return nameExpr(`${short}(${within ? labelOf(argument) : '…'})`, axes);
}

/** log sigma^2 of a scale variable read as each parameterisation. */
export function logVariance(u: Expr, parameter: ScaleParameter | null): Expr {
  switch (parameter) {
    case 'log_sigma':
      return times(2, u);
    case 'sigma':
      return times(2, log(u));
    case 'var':
      return log(u);
    case 'negative_logvar':
      return times(-1, u);
    case 'precision':
      return times(-1, log(u));
    case 'logvar':
    case null:
      return u;
  }
}

const roleLetters: Readonly<Record<string, string>> = {
  m: 'xHat',
  m1: 'mu',
  m2: 'm',
  l: 'logits',
  lv: literalName('logvar'),
  e: 'epsilon',
};

/** The variable in one role, as the author wrote it. */
export function roleExpr(match: Match, role: string, axes: readonly Axis[]): Expr {
  const node = match.roles[match.basis.roles.indexOf(role)];
  const fallback = roleLetters[role] ?? role;
  return node ? codeExpr(node, axes, fallback) : symbol(fallback, axes);
}

/** sigma^2 of a role that is a scale. */
export const varianceExpr = (match: Match, role: string, axes: readonly Axis[]): Expr =>
  splitExponentials(exp(logVariance(roleExpr(match, role, axes), match.parameter)));

/** A formula of roles with the author's variables in their place. */
export function inAuthorsNames(expr: Expr, match: Match, axes: readonly Axis[]): Expr {
  const replaced = map(expr, (node) => {
    if (node.kind !== 'symbol') return node;
    const at = match.basis.roles.indexOf(node.name);
    if (at < 0) return node;
    const role = roleExpr(match, node.name, axes);
    return match.basis.scales.includes(at) ? logVariance(role, match.parameter) : role;
  });
  return splitExponentials(replaced);
}

/** e^(log a - log b) as a quotient, where a logarithm is left to open. */
export function splitExponentials(expr: Expr): Expr {
  return map(expr, (node) => {
    const [argument] = node.kind === 'apply' && node.fn === 'exp' ? node.args : [];
    if (argument?.kind !== 'add' || !argument.terms.some(holdsLog)) return node;
    return times(...argument.terms.map((term) => exp(term)));
  });
}

function holdsLog(expr: Expr): boolean {
  if (expr.kind === 'multiply') return expr.factors.some(holdsLog);
  return expr.kind === 'apply' && expr.fn === 'log';
}

/** 12 digits: coefficients come from a least-squares fit. */
export const clean = (value: number): number => {
  const short = Number(value.toPrecision(9));
  return Math.abs(short) < 1e-9 ? 0 : short;
};

/** A fitted number as it would be written by hand: log 2π, 1/784, at most 4 digits. */
export function tidyNumber(value: number): Expr {
  const short = Number(value.toPrecision(9));
  if (Number.isInteger(short)) return num(short);
  const digits = String(short).replace(/^-?0?\.?0*/u, '').length;
  for (const [constant, expr] of logarithms) {
    const ratio = clean(short / constant);
    if ([0.25, 0.5, 1, 2].includes(Math.abs(ratio))) return ratio === 1 ? expr : times(ratio, expr);
  }
  const inverse = Math.round(1 / value);
  const isPlain = digits <= 4 && Math.abs(short) >= 0.01;
  if (!isPlain && Math.abs(inverse * value - 1) < 1e-8)
    return over(Math.sign(inverse), Math.abs(inverse));
  return num(digits <= 4 ? short : Number(short.toPrecision(4)));
}

const logarithms: readonly (readonly [number, Expr])[] = [
  [Math.log(2 * Math.PI), log(times(2, pi))],
  [Math.log(Math.PI), log(pi)],
  [Math.log(2), log(2)],
];

/**
 * What the line computes for one datum: factor x reduction x kernel, with the coefficients the code has, right or
 * wrong. `axis` null: nothing is reduced yet.
 */
export function lineExpr(
  match: Match,
  factor: number,
  axis: Axis | null,
  reduction: 'sum' | 'mean',
): Expr {
  const axes = axis ? [axis] : [];
  const columns = match.basis.columns.flatMap((column, i) => {
    const coefficient = clean((match.coefficients[i] ?? 0) * factor);
    return coefficient === 0 ? [] : [{ ...column, coefficient }];
  });
  const first = columns.find(({ target }) => target !== null)?.coefficient ?? 1;
  const terms = columns.map(({ expr, coefficient }) =>
    times(tidyNumber(coefficient / first), inAuthorsNames(expr, match, axes)),
  );
  const body = plus(...terms);
  if (!axis) return times(tidyNumber(first), body);
  return times(
    tidyNumber(first),
    reduction === 'mean' ? meanOver(axis, body) : sumOver(axis, body),
  );
}

const sizes = /^(?:B|D|d|T|K|N|C|H|W|V)$/u;

/** Plain arithmetic (`0.5*D/w^2`, `sqrt(2*beta)`) as an expression; null where it is none. */
export function formulaExpr(text: string): Expr | null {
  const tokens = text.match(/[A-Za-z_][\w.]*|\d+(?:\.\d+)?(?:e[-+]?\d+)?|[-+*/^()]/giu) ?? [];
  if (tokens.join('') !== text.replaceAll(/\s/gu, '')) return null;
  let at = 0;
  const accept = (token: string): boolean => {
    if (tokens[at] !== token) return false;
    at += 1;
    return true;
  };
  const sum = (): Expr | null => {
    const terms: Expr[] = [];
    let sign = accept('-') ? -1 : 1;
    for (;;) {
      const term = product();
      if (!term) return null;
      terms.push(sign < 0 ? times(-1, term) : term);
      if (accept('+')) sign = 1;
      else if (accept('-')) sign = -1;
      else return terms.length === 1 ? (terms[0] ?? null) : plus(...terms);
    }
  };
  const product = (): Expr | null => {
    const first = raised();
    const above = first ? [first] : [];
    const below: Expr[] = [];
    while (above.length > 0 && (tokens[at] === '*' || tokens[at] === '/')) {
      const part = tokens[at] === '/' ? below : above;
      at += 1;
      const factor = raised();
      if (!factor) return null;
      part.push(factor);
    }
    return first && quotientOf(above, below);
  };
  const raised = (): Expr | null => {
    const base = atom();
    if (!base || !accept('^')) return base;
    const negative = accept('-');
    const exponent = atom();
    if (!exponent) return null;
    const inverse = negative || (exponent.kind === 'number' && exponent.value < 0);
    if (!inverse) return power(base, exponent);
    const positive = exponent.kind === 'number' ? num(Math.abs(exponent.value)) : exponent;
    return over(
      1,
      positive.kind === 'number' && positive.value === 1 ? base : power(base, positive),
    );
  };
  const atom = (): Expr | null => {
    const token = tokens[at];
    if (token === undefined) return null;
    at += 1;
    if (token === '-') {
      const value = atom();
      return value?.kind === 'number' ? num(-value.value) : value && times(-1, value);
    }
    if (token === '(') {
      const inner = sum();
      return inner && accept(')') ? unwrapped(inner) : null;
    }
    if (/^\d/u.test(token)) return tidyNumber(Number(token));
    if (!/^[A-Za-z_]/u.test(token)) return null;
    if (token === 'pi') return { kind: 'constant', name: 'pi' };
    if (/^(?:sqrt|log|exp|abs)$/u.test(token) && tokens[at] === '(') {
      at += 1;
      const argument = sum();
      if (!argument || !accept(')')) return null;
      return token === 'abs' ? abs(argument) : apply(token as FunctionName, argument);
    }
    return sizes.test(token) ? named(token) : nameExpr(token);
  };
  const whole = sum();
  return at === tokens.length ? whole : null;
}

/** One fraction, its sign in front and its numbers brought together. */
export function quotientOf(above: readonly Expr[], below: readonly Expr[]): Expr {
  const numberOf = (parts: readonly Expr[]): number =>
    parts.reduce((product, part) => (part.kind === 'number' ? product * part.value : product), 1);
  const symbols = (parts: readonly Expr[]): Expr[] =>
    parts.filter((part) => part.kind !== 'number' && !isReciprocal(part));
  const reciprocals = (parts: readonly Expr[]): Expr[] =>
    parts.flatMap((part) =>
      part.kind === 'divide' && isReciprocal(part) ? [part.denominator] : [],
    );
  const [top, bottom] = [
    numberOf(above) / numberOf(reciprocals(above)),
    numberOf(below) / numberOf(reciprocals(below)),
  ];
  const ratio = fractionOf(top / bottom);
  const front = ratio.kind === 'divide' ? [ratio.numerator] : [ratio];
  const numerator = [...symbols(above), ...symbols(reciprocals(below))];
  const denominator = [
    ...(ratio.kind === 'divide' ? [ratio.denominator] : []),
    ...symbols(below),
    ...symbols(reciprocals(above)),
  ];
  const [first] = front;
  const isOne = first?.kind === 'number' && first.value === 1;
  const up = isOne && numerator.length > 0 ? numerator : [...front, ...numerator];
  const product = up.length === 1 && up[0] ? up[0] : times(...up);
  const [only] = denominator;
  if (!only) return product;
  return over(product, denominator.length === 1 ? only : times(...denominator));
}

/** ½ as 1/2, so that the 2 can stand below the rest. */
function fractionOf(value: number): Expr {
  const [numerator, denominator] = smallFraction(Math.abs(value)) ?? [];
  return numerator === undefined || denominator === undefined
    ? tidyNumber(value)
    : over(Math.sign(value) * numerator, denominator);
}

/** The sign of a product of numbers and positive symbols; of a sum, that of its value with each symbol at 1. */
export function signOf(expr: Expr): number {
  const positive = map(expr, (node) => (node.kind === 'symbol' ? num(1) : node));
  return Math.sign(evaluate(positive, numberOps, {}));
}

const isReciprocal = (part: Expr): boolean =>
  part.kind === 'divide' && part.numerator.kind === 'number' && part.numerator.value === 1;

/** (-1) is the number -1, so that an exponent in parentheses reads as one. */
function unwrapped(expr: Expr): Expr {
  const [sign, value] = expr.kind === 'multiply' ? expr.factors : [];
  return sign?.kind === 'number' &&
    value?.kind === 'number' &&
    expr.kind === 'multiply' &&
    expr.factors.length === 2
    ? num(sign.value * value.value)
    : expr;
}
