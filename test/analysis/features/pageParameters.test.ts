// What the page about densities is opened at from code.

import assert from 'node:assert/strict';
import { analyze } from '../../../src/analysis/analyze.ts';
import { pageParameters } from '../../../src/analysis/features/pageParameters.ts';
import { bernoulliSum, classifier, meanSquares } from './losses.ts';

describe('parameters of a page that explains', () => {
  it('are the family of the likelihood, and its scale where the code decides it', () => {
    const code = analyze(bernoulliSum, 'python');
    assert.deepEqual(pageParameters(code, 0), { family: 'bernoulli' });
    assert.equal(pageParameters(analyze(meanSquares, 'python'), 0)?.['family'], 'normal');
  });

  it('are none where the place is no likelihood', () => {
    assert.equal(pageParameters(analyze(bernoulliSum, 'python'), 0, true), null);
    assert.equal(pageParameters(analyze(classifier, 'python'), 3), null);
  });
});
