import assert from 'node:assert/strict';
import { toUnicode } from '../../../src/elbo/expr/unicode.ts';
import { encoderInput } from '../../../src/elbo/families/encoderInput.ts';
import { families } from '../../../src/elbo/families/index.ts';

describe('what an encoder reads', () => {
  for (const family of families) {
    const expected = family.support === 'naturalNumber' ? 'log(1 + x)' : 'x';
    it(`is ${expected} under a ${family.name} likelihood`, () => {
      assert.equal(toUnicode(encoderInput(family)), expected);
    });
  }
});
