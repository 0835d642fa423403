import assert from 'node:assert/strict';
import { evaluate } from '../../../src/elbo/expr/evaluate.ts';
import { numberOps } from '../../../src/elbo/expr/numberOps.ts';
import { formulaExpr, nameExpr, print, tidyNumber } from '../../../src/analysis/features/toExpr.ts';

function checkFormula(formula: string, text: string, latex: string): void {
  const expr = formulaExpr(formula);
  assert.ok(expr, formula);
  assert.deepEqual(print(expr), { text, latex });
}

describe('a formula of weights and sizes', () => {
  it('prints as written by hand', () => {
    checkFormula('1', '1', '1');
    checkFormula('0.000125*D', 'D/8000', '\\frac{D}{8000}');
    checkFormula('sqrt(0.5*D*w)', '√(D w/2)', '\\sqrt{\\frac{D\\,w}{2}}');
    checkFormula('beta/B', 'β/B', '\\frac{\\beta}{B}');
    checkFormula('kld_weight*D', 'kld_weight D', '\\mathrm{kld\\_weight}\\,D');
    checkFormula('D^2', 'D²', 'D^{2}');
    checkFormula('(M)*((N)^(-1))', 'M/N', '\\frac{M}{N}');
    checkFormula('w*D/-2/alpha', '−w D/(2 alpha)', '-\\frac{w\\,D}{2\\,\\mathrm{alpha}}');
  });

  it('is refused where it is no plain arithmetic', () => {
    for (const text of ['', 'a b', '2*', '(a', 'f(x)', 'a = b', '💥', '1 ? 2 : 3']) {
      assert.equal(formulaExpr(text), null, text);
    }
  });
});

describe('a number of a fit', () => {
  it('is printed as it was meant', () => {
    const printed = [
      0.5,
      2,
      0.25,
      Math.log(2 * Math.PI),
      Math.log(2),
      1 / 784,
      0.1,
      0.00025,
      0,
    ].map((value) => print(tidyNumber(value)).text);
    assert.deepEqual(printed, ['½', '2', '¼', 'log 2π', 'log 2', '1/784', '0.1', '1/4000', '0']);
  });

  it('keeps its value to four digits', () => {
    for (const value of [1.2345678, 1e-3 / 7, 1 / 3, 12_288, -0.5, 7.14159, 1e-9, 0.1 / 0.3]) {
      const read = evaluate(tidyNumber(value), numberOps, {});
      const scale = Math.max(Math.abs(value), 1e-8);
      assert.ok(Math.abs(read - value) <= 1e-3 * scale, `${value} as ${String(read)}`);
    }
  });
});

describe("an author's name", () => {
  it('is a Greek letter where it spells one, else itself', () => {
    const names = ['mu', 'sigma', 'beta', 'eps', 'x', 'loc', 'logvar', 'self.z_mean', 'scale'];
    assert.deepEqual(
      names.map((name) => print(nameExpr(name)).text),
      ['μ', 'σ', 'β', 'ε', 'x', 'loc', 'logvar', 'z_mean', 'scale'],
    );
    assert.equal(print(nameExpr('a_b%c{d}')).latex, '\\mathrm{a\\_b\\%c\\{d\\}}');
  });
});
