// An expression rewritten the way a paper would state it: abbreviations opened (expm1MinusX, softplus), sigma in
// place of logvar, quotients gathered, numbers in front. Same value in exact arithmetic, unfit for computing.

import { exp, log, num, over, plus, power, squared, sumOver, symbol, times } from './build.ts';
import type { Expr } from './expr.ts';
import { functions } from './functions.ts';
import { map } from './walk.ts';

/** The readable form; where `logvar` stood, the symbol `sigma` = exp(logvar / 2) does. */
export function readable(expr: Expr): Expr {
  return map(expr, rewrite);
}

/** One node whose parts are readable already. */
function rewrite(node: Expr): Expr {
  switch (node.kind) {
    case 'symbol':
      return node.name === 'logvar' ? log(squared(symbol('sigma', node.axes))) : node;
    case 'add':
      return sumOf(node.terms.flatMap((term) => (term.kind === 'add' ? term.terms : [term])));
    case 'multiply':
      return productOf(node.factors);
    case 'apply':
      return rewriteApply(node);
    case 'reduce':
      return node.reduction === 'logSumExp'
        ? log(sumOver(node.axis, rewrite(exp(node.body))))
        : node;
    case 'number':
    case 'constant':
    case 'divide':
    case 'power':
      return node;
  }
}

function sumOf(terms: readonly Expr[]): Expr {
  const [only] = terms;
  if (only === undefined) return num(0);
  return terms.length === 1 ? only : plus(...terms);
}

function rewriteApply(node: Extract<Expr, { kind: 'apply' }>): Expr {
  const { meaning } = functions[node.fn];
  if (meaning !== 'none') return readable(meaning(...node.args));
  const [argument] = node.args;
  return node.fn === 'exp' && argument !== undefined ? exponentialOf(argument) : node;
}

const isLog = (expr: Expr): boolean => expr.kind === 'apply' && expr.fn === 'log';

/** e^(c log u) = u^c: this is how e^logvar becomes sigma^2. Other exponents keep the exponential. */
function exponentialOf(exponent: Expr): Expr {
  const factors = exponent.kind === 'multiply' ? exponent.factors : [exponent];
  const logs = factors.filter(isLog);
  const [logarithm] = logs;
  const others = factors.filter((factor) => factor !== logarithm);
  if (logs.length !== 1 || logarithm?.kind !== 'apply') return exp(exponent);
  const [base] = logarithm.args;
  const [coefficient = num(1)] = others;
  if (base === undefined || others.length > 1 || coefficient.kind !== 'number')
    return exp(exponent);
  return powerOf(base, coefficient.value);
}

function powerOf(base: Expr, exponent: number): Expr {
  if (exponent < 0) return over(1, powerOf(base, -exponent));
  // Only a square that stands under a logarithm (sigma^2) has a root that needs no absolute value.
  const isSquare = base.kind === 'power' && base.exponent.kind === 'number';
  if (isSquare && base.base.kind === 'symbol' && base.base.name === 'sigma') {
    return powerOf(
      base.base,
      exponent * (base.exponent.kind === 'number' ? base.exponent.value : 1),
    );
  }
  return exponent === 1 ? base : power(base, exponent);
}

/** Numbers multiplied into one coefficient in front, nested products opened, quotients gathered into one. */
function productOf(nested: readonly Expr[]): Expr {
  const factors = nested.flatMap((factor) =>
    factor.kind === 'multiply' ? factor.factors : [factor],
  );
  const coefficient = factors.reduce(
    (product, factor) => (factor.kind === 'number' ? product * factor.value : product),
    1,
  );
  const rest = gathered(factors.filter((factor) => factor.kind !== 'number'));
  if (rest === undefined) return num(coefficient);
  if (coefficient === 1) return rest;
  return times(coefficient, ...(rest.kind === 'multiply' ? rest.factors : [rest]));
}

function gathered(factors: readonly Expr[]): Expr | undefined {
  const above = factors.map((factor) => (factor.kind === 'divide' ? factor.numerator : factor));
  const below = factors.flatMap((factor) => (factor.kind === 'divide' ? [factor.denominator] : []));
  const plain = below.length === 0 ? above : above.filter((factor) => !isOne(factor));
  const [only] = plain;
  const product = plain.length > 1 ? times(...plain) : only;
  if (below.length === 0) return product;
  return over(product ?? 1, productOf(below));
}

const isOne = (expr: Expr): boolean => expr.kind === 'number' && expr.value === 1;
