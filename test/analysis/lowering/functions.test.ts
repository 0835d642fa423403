// Special functions code can call, against SciPy.

import assert from 'node:assert/strict';
import { functionValues } from '../../../src/analysis/lowering/functions.ts';
import { readReference } from '../../support/references.ts';

type Checked = 'logGamma' | 'digamma' | 'besselI0' | 'logBesselI0' | 'logSigmoid';
type Reference = Readonly<
  Record<Checked, readonly { readonly x: number; readonly value: number }[]>
>;

const reference = readReference('codeFunctions') as Reference;
const checked: readonly Checked[] = [
  'logGamma',
  'digamma',
  'besselI0',
  'logBesselI0',
  'logSigmoid',
];

describe('functions of code', () => {
  for (const name of checked) {
    it(`${name} is that of SciPy`, () => {
      for (const { x, value } of reference[name]) {
        const ours = functionValues[name](x, 0);
        const error = Math.abs(ours - value);
        assert.ok(
          error <= 2e-14 * Math.max(1, Math.abs(value)),
          `${name}(${x}) = ${ours}, not ${value}`,
        );
      }
    });
  }
});
