import assert from 'node:assert/strict';
import { apply, symbol } from '../../../src/elbo/expr/build.ts';
import { evaluate } from '../../../src/elbo/expr/evaluate.ts';
import type { FunctionName } from '../../../src/elbo/expr/expr.ts';
import {
  functions,
  type ElementwiseFunction,
  type FunctionDomain,
} from '../../../src/elbo/expr/functions.ts';
import { numberOps } from '../../../src/elbo/expr/numberOps.ts';
import { finiteDifference } from '../../support/dualOps.ts';
import { assertClose, type Tolerance } from '../../support/numbers.ts';
import { readReference } from '../../support/references.ts';

interface Point {
  readonly args: readonly number[];
  readonly value: number;
  readonly derivatives: readonly number[];
}

const reference = readReference('special') as { functions: Record<string, readonly Point[]> };
const rows = Object.entries(functions) as [FunctionName, ElementwiseFunction][];
const names = ['a', 'b', 'c'];

/** Where 1e-15 of the value cannot be asked for: differences of logarithms, iterations, zeros inside the domain. */
const looser: Partial<Record<FunctionName, Tolerance>> = {
  digamma: { relative: 1e-15, absolute: 2e-15 },
  logFactorialRemainder: { relative: 4e-15, absolute: 1e-19 },
  logBesselI0: { relative: 2e-15 },
  logBesselI0e: { relative: 2e-15 },
  klDiv: { relative: 3e-15 },
  devianceOfShift: { relative: 4e-15 },
  langevin: { relative: 2e-15 },
  betainc: { relative: 2e-14, absolute: 1e-17 },
};

const looserDerivatives: Partial<Record<FunctionName, Tolerance>> = {
  logGamma: { relative: 2e-15, absolute: 2e-15 },
  logFactorialRemainder: { relative: 2e-14 },
  devianceOfShift: { relative: 5e-15 },
  klDiv: { relative: 2e-15, absolute: 2e-16 },
  logBesselI0e: { relative: 2e-14 },
  besselRatio: { relative: 1e-11, absolute: 1e-15 },
  log1mExp: { relative: 2e-15 },
  xCothX: { relative: 1e-14 },
  langevin: { relative: 2e-15 },
  betainc: { relative: 1e-12, absolute: 2e-14 },
};

describe('elementwise functions', () => {
  it('all have references', () => {
    assert.deepEqual(
      Object.keys(reference.functions).toSorted(),
      rows.map(([name]) => name).toSorted(),
    );
  });

  for (const [name, row] of rows) {
    describe(name, () => {
      const points = reference.functions[name] ?? [];
      const expr = apply(name, ...row.domains.map((_, index) => symbol(names[index] ?? '')));
      const bind = (args: readonly number[]): Record<string, number> =>
        Object.fromEntries(args.map((value, index) => [names[index] ?? '', value]));

      it('agrees with 150-digit values to 1e-15, or as declared', () => {
        for (const { args, value } of points) {
          const what = `${name}(${args.join(', ')})`;
          const tolerance = looser[name] ?? { relative: 1e-15 };
          assertClose(evaluate(expr, numberOps, bind(args)), value, tolerance, what);
        }
      });

      it('has derivatives that agree with 150-digit values to 2e-15, or as declared', () => {
        for (const { args, derivatives } of points) {
          assert.equal(row.derivatives.length, derivatives.length);
          derivatives.forEach((expected, index) => {
            const actual = row.derivatives[index]?.(...args) ?? Number.NaN;
            const tolerance = looserDerivatives[name] ?? { relative: 2e-15 };
            assertClose(actual, expected, tolerance, `d${index} at ${args.join(', ')}`);
          });
        }
      });

      it('has derivatives that its own values agree with, by finite differences', () => {
        const smooth = points.filter(({ args }) => args.every((x) => x !== 0 && Math.abs(x) <= 10));
        for (const { args, derivatives } of smooth.filter(({ args }) => inside(row, args))) {
          derivatives.forEach((expected, index) => {
            const measured = finiteDifference(expr, names[index] ?? '', bind(args));
            const what = `d${index} at ${args.join(', ')}`;
            assertClose(measured, expected, { relative: 1e-7, absolute: 1e-8 }, what);
          });
        }
      });

      it('means what it prints as', () => {
        if (row.meaning === 'none') return;
        const meaning = row.meaning(...row.domains.map((_, index) => symbol(names[index] ?? '')));
        for (const { args, value } of points.filter(({ args }) =>
          args.every((x) => Math.abs(x) >= 0.1 && Math.abs(x) <= 20),
        )) {
          const plain = evaluate(meaning, numberOps, bind(args));
          assertClose(plain, value, { relative: 1e-12, absolute: 1e-12 }, args.join(', '));
        }
      });
    });
  }
});

/** Where, in each domain, a central difference with steps of a thousandth is far enough from the edge. */
const smoothPart: Readonly<Record<FunctionDomain, (x: number) => boolean>> = {
  // Away from the kink of abs.
  real: (x) => Math.abs(x) >= 1e-3,
  positive: (x) => x >= 0.1,
  nonNegative: (x) => x >= 0.1,
  aboveMinusOne: (x) => x > -0.9,
  unit: (x) => x >= 0.01 && x <= 0.98,
};

function inside(row: ElementwiseFunction, args: readonly number[]): boolean {
  return row.domains.every((domain, index) => smoothPart[domain](args[index] ?? Number.NaN));
}
