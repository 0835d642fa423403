import assert from 'node:assert/strict';
import { besselQuotient, logBesselI, logBesselI0e } from '../../../src/elbo/special/bessel.ts';
import { expm1MinusX } from '../../../src/elbo/special/expm1MinusX.ts';
import { logSumExp } from '../../../src/elbo/special/logSumExp.ts';
import { normalCdf } from '../../../src/elbo/special/normalCdf.ts';
import { sigmoid } from '../../../src/elbo/special/sigmoid.ts';
import { softplus } from '../../../src/elbo/special/softplus.ts';
import { xLog1pMinusY } from '../../../src/elbo/special/xLog1pMinusY.ts';
import { xLogY } from '../../../src/elbo/special/xLogY.ts';
import { assertClose } from '../../support/numbers.ts';
import { readReference } from '../../support/references.ts';

interface Point {
  readonly args: readonly number[];
  readonly value: number;
}

const reference = readReference('special') as {
  normalCdf: readonly Point[];
  logSumExp: readonly Point[];
  logBesselI: readonly (Point & { readonly quotient: number })[];
};

describe('normalCdf', () => {
  it('agrees with 150-digit values to 2e-15, tails included', () => {
    for (const { args, value } of reference.normalCdf) {
      assertClose(normalCdf(args[0] ?? 0), value, { relative: 2e-15 }, `normalCdf(${args[0]})`);
    }
  });

  it('is 0 and 1 at the infinities, and NaN at NaN', () => {
    assert.deepEqual([-Infinity, 0, Infinity].map(normalCdf), [0, 0.5, 1]);
    assert.ok(Number.isNaN(normalCdf(Number.NaN)));
  });

  it('never falls', () => {
    let previous = 0;
    for (let z = -10; z <= 10; z += 0.01) {
      const value = normalCdf(z);
      assert.ok(value >= previous, `at ${z}`);
      previous = value;
    }
  });
});

describe('logSumExp', () => {
  it('agrees with 150-digit values', () => {
    for (const { args, value } of reference.logSumExp) {
      assertClose(
        logSumExp(args),
        value,
        { relative: 4e-16, absolute: 4e-16 },
        `of ${args.join()}`,
      );
    }
  });

  it('is log 0 of nothing, and passes infinities and NaN on', () => {
    assert.equal(logSumExp([]), -Infinity);
    assert.equal(logSumExp([-Infinity, -Infinity]), -Infinity);
    assert.equal(logSumExp([-Infinity, 3]), 3);
    assert.equal(logSumExp([Infinity, 3]), Infinity);
    assert.ok(Number.isNaN(logSumExp([1, Number.NaN, 3])));
  });
});

describe('Bessel functions of any order', () => {
  it('agree with 150-digit values: log I to 2e-15, quotients of neighbours to 1e-15', () => {
    for (const { args, value, quotient } of reference.logBesselI) {
      const [order = 0, x = 0] = args;
      const what = `order ${order} at ${x}`;
      assertClose(logBesselI(order, x), value, { relative: 2e-15, absolute: 1e-15 }, what);
      assertClose(besselQuotient(order, x), quotient, { relative: 1e-15 }, what);
    }
  });

  it('meet where the series changes, and are NaN below 0', () => {
    assertClose(logBesselI0e(25 - 1e-13), logBesselI0e(25 + 1e-13), { relative: 2e-15 });
    assert.ok(Number.isNaN(logBesselI0e(-1)));
    assert.equal(besselQuotient(2, 0), 0);
  });
});

describe('elementwise functions at their edges', () => {
  it('expm1MinusX is infinite at both infinities, 0 at 0 and continuous where the series ends', () => {
    assert.deepEqual([-Infinity, 0, Infinity].map(expm1MinusX), [Infinity, 0, Infinity]);
    for (const edge of [-0.5, 0.5]) {
      assertClose(expm1MinusX(edge * (1 - 1e-15)), expm1MinusX(edge), { relative: 5e-15 });
    }
  });

  it('softplus and sigmoid neither overflow nor lose the tail', () => {
    assert.deepEqual([-Infinity, -1000, 1000, Infinity].map(softplus), [0, 0, 1000, Infinity]);
    assert.deepEqual([-Infinity, -1000, 1000, Infinity].map(sigmoid), [0, 0, 1, 1]);
    assertClose(softplus(-700), Math.exp(-700), { relative: 1e-15 });
    assertClose(sigmoid(-700), Math.exp(-700), { relative: 1e-15 });
  });

  it('x log y and x log(1 - y) take 0 log 0 as 0, and nothing else', () => {
    assert.deepEqual([xLogY(0, 0), xLogY(0, Infinity), xLogY(1, 0)], [0, 0, -Infinity]);
    assert.deepEqual([xLog1pMinusY(0, 1), xLog1pMinusY(1, 1)], [0, -Infinity]);
    assert.ok(Number.isNaN(xLogY(0, Number.NaN)));
    assert.ok(Number.isNaN(xLog1pMinusY(0, Number.NaN)));
  });
});
