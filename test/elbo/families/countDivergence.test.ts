import { symbol } from '../../../src/elbo/expr/build.ts';
import { countDivergence } from '../../../src/elbo/families/countDivergence.ts';
import { derivative, valueOf } from '../../support/dualOps.ts';
import { assertClose } from '../../support/numbers.ts';

const expr = countDivergence(symbol('x'), symbol('l'));

describe('the deviance of a count', () => {
  for (const x of [0, 1, 12, 3000]) {
    for (const l of [-300, -90, -80.5, -79.5, -3, 0, 2.5, 8]) {
      it(`is x log(x/y) - x + y: ${x} at log y = ${l}`, () => {
        const entropy = x === 0 ? 0 : x * Math.log(x);
        const expected = entropy - x * l - x + Math.exp(l);
        const tolerance = { absolute: 1e-11, relative: 1e-12 };
        assertClose(valueOf(expr, { x, l }), expected, tolerance);
        assertClose(derivative(expr, 'l', { x, l }), Math.exp(l) - x, tolerance, 'slope');
      });
    }
  }
});
