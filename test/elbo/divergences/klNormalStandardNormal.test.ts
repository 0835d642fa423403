import assert from 'node:assert/strict';
import { closedFormOf } from '../../../src/elbo/divergences/expressions.ts';
import { klNormalNormal } from '../../../src/elbo/divergences/klNormalNormal.ts';
import { klNormalStandardNormal } from '../../../src/elbo/divergences/klNormalStandardNormal.ts';
import { evaluate } from '../../../src/elbo/expr/evaluate.ts';
import type { Expr } from '../../../src/elbo/expr/expr.ts';
import { numberOps } from '../../../src/elbo/expr/numberOps.ts';
import { assertClose } from '../../support/numbers.ts';
import { readReference } from '../../support/references.ts';

interface Point {
  readonly parameters: { readonly mu: number; readonly logvar: number };
  readonly exact: number;
}

const points = (readReference('divergences') as Readonly<Record<string, readonly Point[]>>)[
  klNormalStandardNormal.id
];
const closedForm = closedFormOf(klNormalStandardNormal);
const read = (expr: Expr, bindings: Readonly<Record<string, number>>): number =>
  evaluate(expr, numberOps, bindings);

describe('KL of a Gaussian posterior', () => {
  it('keeps all digits near collapse, where the parts of the usual form cancel', () => {
    assert.ok((points?.length ?? 0) > 50);
    for (const { parameters, exact } of points ?? []) {
      const what = JSON.stringify(parameters);
      assertClose(read(closedForm, { ...parameters }), exact, { relative: 1e-14 }, what);
    }
  });

  it('is negative on some single draws, as its summary says', () => {
    const { form } = klNormalStandardNormal;
    assert.ok(form.kind === 'expression');
    assert.ok(read(form.monteCarlo, { mu: 0.1, logvar: 0, z: -1 }) < 0);
  });

  it('to another Gaussian is that to the standard normal where the prior is standard', () => {
    for (const mu of [0, 0.7]) {
      for (const logvar of [-2, 0, 1]) {
        const pair = { mu, logvar, priorMu: 0, priorLogvar: 0 };
        assert.equal(read(closedFormOf(klNormalNormal), pair), read(closedForm, { mu, logvar }));
      }
    }
  });

  it('weighs the distance of the means by the variance of the prior', () => {
    const at = (logvar: number, priorLogvar: number, mu: number) =>
      read(closedFormOf(klNormalNormal), { mu, logvar, priorMu: 0, priorLogvar });
    assertClose(at(0, Math.log(4), 2) - at(0, Math.log(4), 0), 0.5, { relative: 1e-14 });
    assertClose(at(Math.log(4), 0, 2) - at(Math.log(4), 0, 0), 2, { relative: 1e-14 });
  });
});
