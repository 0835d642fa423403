import assert from 'node:assert/strict';
import { evaluate } from '../../../src/elbo/expr/evaluate.ts';
import { numberOps } from '../../../src/elbo/expr/numberOps.ts';
import { bernoulli } from '../../../src/elbo/families/bernoulli.ts';
import { getParameterisation } from '../../../src/elbo/families/index.ts';
import { assertClose } from '../../support/numbers.ts';

const logProb = (form: string, bindings: Record<string, number>): number =>
  evaluate(getParameterisation(bernoulli, form).logProb, numberOps, bindings);

describe('Bernoulli at its edges', () => {
  it('is certain of what has probability 1 and rules out what has 0', () => {
    assert.equal(logProb('probs', { x: 1, probs: 1 }), 0);
    assert.equal(logProb('probs', { x: 0, probs: 0 }), 0);
    assert.equal(logProb('probs', { x: 1, probs: 0 }), -Infinity);
    assert.equal(logProb('probs', { x: 0, probs: 1 }), -Infinity);
  });

  it('stays finite in logits where the sigmoid rounds to 0 or 1', () => {
    assert.equal(logProb('logits', { x: 1, logits: -1000 }), -1000);
    assert.equal(logProb('logits', { x: 0, logits: 1000 }), -1000);
    assertClose(logProb('logits', { x: 0, logits: -40 }), -Math.exp(-40), { relative: 1e-15 });
  });

  it('is a cross-entropy, with entropy as its floor, on grey levels', () => {
    const entropy = -0.3 * Math.log(0.3) - 0.7 * Math.log(0.7);
    assertClose(-logProb('probs', { x: 0.3, probs: 0.3 }), entropy, { relative: 1e-15 });
    for (const probs of [0.1, 0.29, 0.31, 0.9]) {
      assert.ok(-logProb('probs', { x: 0.3, probs }) > entropy);
    }
  });
});
