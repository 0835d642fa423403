import assert from 'node:assert/strict';
import { sharedStoragePath } from '../../../src/extension/runs/sharedStorage.ts';

describe('The storage of several windows on one folder', () => {
  for (const [path, shared] of [
    ['/w/3d63560d-1/elbo.lens', '/w/3d63560d/elbo.lens'],
    ['/w/3d63560d-12/elbo.lens', '/w/3d63560d/elbo.lens'],
    ['/w/3d63560d/elbo.lens', '/w/3d63560d/elbo.lens'],
    // An id may be a negative number.
    ['/w/-1234/elbo.lens', '/w/-1234/elbo.lens'],
    ['/w/-1234-1/elbo.lens', '/w/-1234/elbo.lens'],
    ['/w-1/3d63560d/elbo.lens-2', '/w-1/3d63560d/elbo.lens-2'],
  ] as const) {
    it(`is at ${shared} where one is given ${path}`, () => {
      assert.equal(sharedStoragePath(path), shared);
    });
  }
});
