import assert from 'node:assert/strict';
import type { DataParameters } from '../../src/data/parameters.ts';
import { reportData } from '../../src/data/report.ts';
import { idx, moons, prepared } from './prepared.ts';

const bernoulliLike = {
  name: 'Bernoulli',
  measure: 'mass',
  support: 'zeroOrOne',
  given: [],
} as const;
const gaussianLike = {
  name: 'Gaussian',
  measure: 'density',
  support: 'real',
  given: [],
} as const;

describe('the report of prepared data', () => {
  it('counts, names the range, and says bits per dimension exist for binary targets of a mass', () => {
    const binary = prepared({ ...idx, transform: 'threshold', validation: 4 });
    assert.deepEqual(reportData(binary, bernoulliLike), {
      name: 'x.idx',
      kind: 'image',
      shape: [2, 3, 1],
      dimensions: 6,
      columns: null,
      trainCount: 16,
      validationCount: 4,
      minimum: 0,
      maximum: 1,
      sumLogScale: null,
      fingerprint: binary.fingerprint,
      bitsPerDimUndefinedBecause: null,
    });
  });

  it('says why there are no bits per dimension where there are none', () => {
    const why = (data: DataParameters, family: typeof bernoulliLike | typeof gaussianLike) =>
      reportData(prepared(data), family).bitsPerDimUndefinedBecause;
    assert.match(why(idx, bernoulliLike) ?? '', /grey levels/u);
    assert.match(why(idx, gaussianLike) ?? '', /dequantisation/u);
    assert.match(why(moons, gaussianLike) ?? '', /units/u);
    assert.equal(why({ ...idx, transform: 'uniform-dequantisation' }, gaussianLike), null);
  });
});
