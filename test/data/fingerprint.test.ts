import assert from 'node:assert/strict';
import { fingerprintOf } from '../../src/data/fingerprint.ts';
import { counting, idxFile } from './idxFiles.ts';
import { files, idx, moons } from './prepared.ts';

describe('the fingerprint of data', () => {
  it('is the same for the same data, whatever order the keys come in and wherever the files lie', () => {
    assert.equal(fingerprintOf({ ...idx }, files), fingerprintOf(idx, files));
    const { seed, ...rest } = moons;
    assert.equal(fingerprintOf({ seed, ...rest }, new Map()), fingerprintOf(moons, new Map()));
    const [bytes] = files.values();
    assert.equal(
      fingerprintOf({ ...idx, images: 'elsewhere/y.idx' }, new Map([['elsewhere/y.idx', bytes!]])),
      fingerprintOf(idx, new Map([['x.idx', bytes!]])),
    );
  });

  it('is that of the data, however the model standardises them', () => {
    const standardised = { ...idx, standardise: 'shared' } as const;
    assert.equal(fingerprintOf(standardised, files), fingerprintOf(idx, files));
  });

  it('differs where data or their preparation do', () => {
    const others = [
      fingerprintOf(idx, files),
      fingerprintOf(idx, new Map([['x.idx', idxFile([20, 2, 3], counting(120).toReversed())]])),
      fingerprintOf({ ...idx, transform: 'threshold' }, files),
      fingerprintOf({ ...idx, limit: 5 }, files),
      fingerprintOf(moons, new Map()),
      fingerprintOf({ ...moons, seed: 1 }, new Map()),
      fingerprintOf({ ...moons, options: { noise: 0.2 } }, new Map()),
    ];
    assert.equal(new Set(others).size, others.length);
    for (const fingerprint of others) assert.match(fingerprint, /^[0-9a-f]{8}$/u);
  });
});
