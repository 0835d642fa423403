import assert from 'node:assert/strict';
import { evaluate } from '../../../src/elbo/expr/evaluate.ts';
import { numberOps } from '../../../src/elbo/expr/numberOps.ts';
import { normal } from '../../../src/elbo/families/normal.ts';
import { withoutAddends } from '../../support/addends.ts';
import { derivative } from '../../support/dualOps.ts';
import { assertClose } from '../../support/numbers.ts';

const [scaleForm] = normal.parameterisations;
const logvarForm = normal.parameterisations[1] ?? assert.fail('no logvar form');

describe('Gaussian', () => {
  it('has a density above 1, so a negative loss, once sigma is below 1 / sqrt(2 pi)', () => {
    const peak = (scale: number): number =>
      evaluate(scaleForm.logProb, numberOps, { x: 0, loc: 0, scale });
    assert.ok(peak(0.3989) > 0);
    assert.ok(peak(0.399) < 0);
    assert.match(normal.summary, /below 0\.399/);
  });

  it('is half the squared error at sigma 1, up to 0.919 nats per dimension', () => {
    const difference =
      evaluate(scaleForm.logProb, numberOps, { x: 3, loc: 1, scale: 1 }) - -0.5 * (3 - 1) ** 2;
    assertClose(difference, -0.919, { absolute: 1e-3 });
  });

  it('no longer holds the learned scale back once log sigma^2 is dropped', () => {
    const bindings = { x: 1, loc: 0, logvar: 8 };
    const constant =
      normal.constants.find(({ droppable }) => droppable === 'never') ?? assert.fail('none');
    const isIt = (term: typeof constant.term): boolean =>
      evaluate(term, numberOps, bindings) === evaluate(constant.term, numberOps, bindings);
    // A variance far too large: the true gradient pulls it down, the mutilated one still pushes it up.
    assert.ok(derivative(logvarForm.logProb, 'logvar', bindings) < 0);
    assert.ok(derivative(withoutAddends(logvarForm.logProb, isIt), 'logvar', bindings) > 0);
  });
});
