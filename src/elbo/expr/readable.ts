// An expression rewritten the way a paper would state it: abbreviations opened (expm1MinusX, softplus), sigma in place
// of logvar and rates in place of their logarithms, quotients gathered, numbers in front. Same value in exact
// arithmetic, unfit for computing.

import { exp, log, num, over, plus, power, squared, sumOver, symbol, times } from './build.ts';
import type { Axis } from '../axes.ts';
import type { Expr } from './expr.ts';
import { functions } from './functions.ts';
import { map } from './walk.ts';

/** What trained parameters are the logarithms of: the quantities that papers speak of. */
const quantities: Readonly<Record<string, (axes: readonly Axis[]) => Expr>> = {
  logvar: (axes) => squared(symbol('sigma', axes)),
  priorLogvar: (axes) => squared(symbol('priorSigma', axes)),
  logscale: (axes) => symbol('scale', axes),
  logdf: (axes) => symbol('df', axes),
  lograte: (axes) => symbol('rate', axes),
  logmean: (axes) => symbol('mean', axes),
  logdispersion: (axes) => symbol('dispersion', axes),
  logconcentration: (axes) => symbol('concentration', axes),
};

/** The readable form; where `logvar` stood, the symbol `sigma` = exp(logvar / 2) does, and so for the others. */
export function readable(expr: Expr): Expr {
  return map(expr, rewrite);
}

/** One node whose parts are readable already. */
function rewrite(node: Expr): Expr {
  switch (node.kind) {
    case 'symbol': {
      const quantity = Object.hasOwn(quantities, node.name) ? quantities[node.name] : undefined;
      return quantity === undefined ? node : log(quantity(node.axes));
    }
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
    case 'power':
      return raised(node);
    case 'number':
    case 'constant':
    case 'divide':
      return node;
  }
}

/** (e^a)^n = e^(n a), and the square of a root is what stands under it. */
function raised(node: Extract<Expr, { kind: 'power' }>): Expr {
  const { base, exponent } = node;
  const [argument] = base.kind === 'apply' ? base.args : [];
  if (exponent.kind !== 'number' || base.kind !== 'apply' || argument === undefined) return node;
  if (base.fn === 'sqrt' && exponent.value === 2) return argument;
  if (base.fn !== 'exp' || isNamedExponential(base)) return node;
  return exponentialOf(productOf([exponent, argument]));
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
  if (argument === undefined) return node;
  if (node.fn === 'exp') return exponentialOf(argument);
  // log e^a = a
  const isInverse = node.fn === 'log' && argument.kind === 'apply' && argument.fn === 'exp';
  const [inner] = isInverse && !isNamedExponential(argument) ? argument.args : [];
  const isProduct = inner?.kind === 'reduce';
  return inner === undefined || isProduct ? node : inner;
}

const isLog = (expr: Expr): boolean =>
  expr.kind === 'apply' &&
  (expr.fn === 'log' || expr.fn === 'logGamma' || expr.fn === 'logBesselI0');

/** e^(log Gamma(u)) stays as it is, and is printed as Gamma(u). */
const isNamedExponential = (expr: Expr): boolean =>
  expr.kind === 'apply' &&
  expr.fn === 'exp' &&
  expr.args.every((arg) => arg.kind === 'apply' && arg.fn !== 'log' && isLog(arg));

/** e^(c log u) = u^c: this is how e^logvar becomes sigma^2. Other exponents keep the exponential. */
function exponentialOf(exponent: Expr): Expr {
  if (exponent.kind === 'add') {
    const parts = exponent.terms.map(exponentialOf);
    const isPlain = parts.every(isPlainFactor);
    return isPlain ? productOf(parts) : exp(exponent);
  }
  const factors = exponent.kind === 'multiply' ? exponent.factors : [exponent];
  const logs = factors.filter(isLog);
  const [logarithm] = logs;
  const others = factors.filter((factor) => factor !== logarithm);
  if (logs.length !== 1 || logarithm?.kind !== 'apply') return exp(exponent);
  const [argument] = logarithm.args;
  const base = logarithm.fn === 'log' ? argument : exp(logarithm);
  const [coefficient = num(1)] = others;
  if (base === undefined || others.length > 1 || coefficient.kind !== 'number')
    return exp(exponent);
  return powerOf(base, coefficient.value);
}

function isPlainFactor(expr: Expr): boolean {
  if (expr.kind === 'divide')
    return isPlainFactor(expr.numerator) && isPlainFactor(expr.denominator);
  return expr.kind !== 'apply' || expr.fn !== 'exp' || isNamedExponential(expr);
}

function powerOf(base: Expr, exponent: number): Expr {
  if (exponent < 0) return over(1, powerOf(base, -exponent));
  // Only a square that stands under a logarithm (sigma^2) has a root that needs no absolute value.
  const isSquare = base.kind === 'power' && base.exponent.kind === 'number';
  if (isSquare && base.base.kind === 'symbol' && /^(?:sigma|priorSigma)$/u.test(base.base.name)) {
    return powerOf(
      base.base,
      exponent * (base.exponent.kind === 'number' ? base.exponent.value : 1),
    );
  }
  return exponent === 1 ? base : power(base, exponent);
}

const factorsOf = (expr: Expr): readonly Expr[] =>
  expr.kind === 'multiply' ? expr.factors : [expr];

/** Numbers multiplied into one coefficient in front, nested products opened, quotients gathered into one. */
function productOf(nested: readonly Expr[]): Expr {
  const factors = nested.flatMap(factorsOf);
  const above = factors.flatMap((factor) =>
    factor.kind === 'divide' ? factorsOf(factor.numerator) : [factor],
  );
  const below = factors.flatMap((factor) => (factor.kind === 'divide' ? [factor.denominator] : []));
  const coefficient = above.reduce(
    (product, factor) => (factor.kind === 'number' ? product * factor.value : product),
    1,
  );
  const plain = above.filter((factor) => factor.kind !== 'number');
  const [only] = plain;
  const product = plain.length > 1 ? times(...plain) : only;
  const rest = below.length === 0 ? product : over(product ?? 1, productOf(below));
  if (rest === undefined) return num(coefficient);
  return coefficient === 1 ? rest : times(coefficient, ...factorsOf(rest));
}
