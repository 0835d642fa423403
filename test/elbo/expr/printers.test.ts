import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { axisOrder } from '../../../src/elbo/axes.ts';
import { arrayOps } from '../../../src/elbo/expr/arrayOps.ts';
import { formulaDivergences } from '../../../src/elbo/divergences/expressions.ts';
import {
  abs,
  exp,
  expm1MinusX,
  log,
  logSumExpOver,
  meanOver,
  minus,
  negative,
  num,
  over,
  pi,
  plus,
  power,
  sqrt,
  squared,
  sumOver,
  symbol,
  times,
} from '../../../src/elbo/expr/build.ts';
import { evaluate } from '../../../src/elbo/expr/evaluate.ts';
import type { Expr } from '../../../src/elbo/expr/expr.ts';
import { toLatex } from '../../../src/elbo/expr/latex.ts';
import { numberOps } from '../../../src/elbo/expr/numberOps.ts';
import { readable } from '../../../src/elbo/expr/readable.ts';
import { toUnicode } from '../../../src/elbo/expr/unicode.ts';
import { families } from '../../../src/elbo/families/index.ts';
import { objectives } from '../../../src/elbo/objectives/index.ts';
import { arbitraryExpr } from '../../support/arbitraryExpr.ts';
import { assertAllClose } from '../../support/numbers.ts';
import { checkSnapshot } from '../../support/snapshot.ts';
import { typicalBindings } from '../../support/typicalBindings.ts';

const a = symbol('a');
const b = symbol('b');
const x = symbol('x', ['batch', 'data']);

function checkUnicode(cases: readonly (readonly [Expr, string])[]): void {
  for (const [expr, expected] of cases) assert.equal(toUnicode(expr), expected);
}

function checkLatex(cases: readonly (readonly [Expr, string])[]): void {
  for (const [expr, expected] of cases) assert.equal(toLatex(expr), expected);
}

/** Every formula of the registries by what it is. */
function registered(): Readonly<Record<string, Expr>> {
  const logProbs = families.flatMap((family) =>
    family.parameterisations.map((form): [string, Expr] => [
      `${family.name}, ${form.id}: log p(x)`,
      form.logProb,
    ]),
  );
  const kls = formulaDivergences.flatMap(({ name, form }): [string, Expr][] => {
    const draw: [string, Expr] = [`${name}, one draw`, form.monteCarlo];
    return form.closedForm === 'none' ? [draw] : [[name, form.closedForm], draw];
  });
  const losses = objectives.map(({ name, loss }): [string, Expr] => [`${name}: loss`, loss]);
  return Object.fromEntries([...logProbs, ...kls, ...losses]);
}

describe('printers', () => {
  it('put parentheses where they are needed and nowhere else', () => {
    checkUnicode([
      [minus(a, plus(b, 1)), 'a − (b + 1)'],
      [plus(a, plus(b, 1)), 'a + b + 1'],
      [times(a, plus(b, 1)), 'a (b + 1)'],
      [squared(plus(a, b)), '(a + b)²'],
      [squared(negative(a)), '(−a)²'],
      [squared(squared(a)), '(a²)²'],
      [squared(log(a)), '(log a)²'],
      [times(log(a), b), '(log a) b'],
      [times(b, log(a)), 'b log a'],
      [log(times(a, b)), 'log(a b)'],
      [log(times(2, pi)), 'log 2π'],
      [over(a, times(2, b)), 'a/(2 b)'],
      [over(over(a, b), 2), 'a/b/2'],
      [over(a, over(b, 2)), 'a/(b/2)'],
      [times(sumOver('data', x), a), '(Σᵢ₌₁ᴰ xᵢ) a'],
      [plus(sumOver('data', x), a), 'Σᵢ₌₁ᴰ xᵢ + a'],
      [sumOver('data', plus(x, a)), 'Σᵢ₌₁ᴰ (xᵢ + a)'],
      [sqrt(plus(a, b)), '√(a + b)'],
      [abs(minus(a, b)), '|a − b|'],
      [power(a, plus(b, 1)), 'a^(b + 1)'],
      [power(a, -2), 'a⁻²'],
    ]);
  });

  it('write signs as differences, and -1 as a minus alone', () => {
    checkUnicode([
      [plus(negative(a), b), '−a + b'],
      [minus(a, times(0.5, b)), 'a − ½ b'],
      [plus(a, -1), 'a − 1'],
      [times(-1, times(-1, a)), 'a'],
      [over(negative(a), b), '−a/b'],
    ]);
  });

  it('write numbers as a book does', () => {
    checkUnicode([
      [num(0.75), '¾'],
      [num(2 / 3), '⅔'],
      [num(3.25), '3.25'],
      [num(1e-8), '10⁻⁸'],
      [times(2.5e-8, a), '(2.5 · 10⁻⁸) a'],
      [times(a, power(2, b)), 'a · 2^b'],
      [num(-Infinity), '−∞'],
      [num(Number.NaN), 'NaN'],
      [plus(), '0'],
      [times(), '1'],
    ]);
  });

  it('show sigma in place of logvar, and open what only the computer needs', () => {
    const logvar = symbol('logvar');
    checkUnicode([
      [logvar, 'log σ²'],
      [exp(logvar), 'σ²'],
      [exp(times(0.5, logvar)), 'σ'],
      [times(a, exp(negative(logvar))), 'a/σ²'],
      [exp(times(a, logvar)), 'exp(a log σ²)'],
      [expm1MinusX(a), 'exp(a) − 1 − a'],
      [times(2, expm1MinusX(a)), '2 (exp(a) − 1 − a)'],
    ]);
  });

  it('give sums their bounds, and indices to what varies along them', () => {
    const mean = meanOver('batch', sumOver('data', times(x, symbol('c'))));
    checkUnicode([
      [mean, '1/B Σₙ₌₁ᴮ Σᵢ₌₁ᴰ xₙᵢ c'],
      [logSumExpOver('sample', symbol('w', ['sample'])), 'log(Σₖ₌₁ᴷ exp(wₖ))'],
    ]);
    checkLatex([
      [mean, '\\frac{1}{B} \\sum_{n=1}^{B} \\sum_{i=1}^{D} x_{n,i}\\,c'],
      [x, 'x'],
    ]);
  });

  it('spell quantities in LaTeX, whatever their names hold', () => {
    checkLatex([
      [symbol('xHat'), '\\hat{x}'],
      [symbol('log_weight'), '\\mathrm{log\\_weight}'],
      [symbol('a^b\\c'), '\\mathrm{a\\hat{}b\\backslash c}'],
      [num(0.5), '\\tfrac{1}{2}'],
      [exp(plus(a, b)), 'e^{a + b}'],
    ]);
  });

  it('print every formula of the registries as reviewed', () => {
    const printed = Object.entries(registered()).map(([title, expr]) => [
      title,
      `${toUnicode(expr)}\n${toLatex(expr)}`,
    ]);
    checkSnapshot('formulas', Object.fromEntries(printed) as Record<string, string>);
  });

  it('say the same as what is computed: the readable form has the same value', () => {
    const quantities = [
      ['logvar', 'sigma', 0.5],
      ['priorLogvar', 'priorSigma', 0.5],
      ['logscale', 'scale', 1],
      ['logdf', 'df', 1],
      ['lograte', 'rate', 1],
      ['logmean', 'mean', 1],
      ['logdispersion', 'dispersion', 1],
      ['logconcentration', 'concentration', 1],
    ] as const;
    for (const [title, expr] of Object.entries(registered())) {
      const bindings = typicalBindings(expr);
      const spoken = quantities.flatMap(([logarithm, quantity, factor]) => {
        const array = bindings[logarithm];
        if (array === undefined) return [];
        return [[quantity, { ...array, values: array.values.map((v) => Math.exp(factor * v)) }]];
      });
      const value = evaluate(expr, arrayOps, bindings).values;
      const read = { ...bindings, ...(Object.fromEntries(spoken) as typeof bindings) };
      assertAllClose(
        evaluate(readable(expr), arrayOps, read).values,
        value,
        { relative: 1e-12, absolute: 1e-12 },
        title,
      );
    }
  });

  it('keep the value of any formula that has one', () => {
    const bindings = { x: 0.7, mu: -0.4, z: 1.9, logvar: -0.3, sigma: Math.exp(-0.15) };
    fc.assert(
      fc.property(arbitraryExpr, (expr) => {
        const value = evaluate(expr, numberOps, bindings);
        const readableValue = evaluate(readable(expr), numberOps, bindings);
        // Where plain forms overflow or cancel, the readable form is only for reading.
        fc.pre(Number.isFinite(value) && Number.isFinite(readableValue));
        fc.pre(Math.abs(value) < 1e3);
        assert.ok(Math.abs(value - readableValue) <= 1e-6 * Math.max(1, Math.abs(value)));
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  it('never throw, and balance their brackets, whatever the formula', () => {
    const reduced = fc
      .tuple(arbitraryExpr, fc.constantFrom(...axisOrder))
      .map(([expr, axis]) => logSumExpOver(axis, meanOver(axis, sumOver(axis, expr))));
    fc.assert(
      fc.property(fc.oneof(arbitraryExpr, reduced), (expr) => {
        for (const text of [toUnicode(expr), toLatex(expr)]) {
          assert.notEqual(text, '');
          for (const [open, close] of [
            ['(', ')'],
            ['{', '}'],
          ] as const) {
            assert.equal(text.split(open).length, text.split(close).length, text);
          }
          assert.doesNotMatch(text, /undefined|--|− −|\u2212\u2212/);
        }
      }),
    );
  });
});
