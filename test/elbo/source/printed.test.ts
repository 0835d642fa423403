import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { Framework } from '../../../src/elbo/source/framework.ts';
import { jax } from '../../../src/elbo/source/jax.ts';
import { pytorch } from '../../../src/elbo/source/pytorch.ts';
import { tensorflow } from '../../../src/elbo/source/tensorflow.ts';
import { derivative, valueOf } from '../../support/dualOps.ts';
import { assertAllClose, assertClose } from '../../support/numbers.ts';
import { readReference } from '../../support/references.ts';
import { textOf } from '../../support/repository.ts';
import { programCases, type ProgramCase } from './cases.ts';

interface Printed {
  readonly sha256: string;
  readonly results: Readonly<
    Record<
      string,
      {
        readonly value: number;
        readonly gradients: Readonly<Record<string, readonly number[]>>;
      }
    >
  >;
}

const gradientOf = ({ expr, bindings }: ProgramCase, name: string): readonly number[] =>
  Array.from(bindings[name]?.values ?? [], (_, entry) => derivative(expr, name, bindings, entry));

/** PyTorch's softplus(x) is x above 20, which is off by 2e-9. */
const allowed = 5e-9;

function checkFramework({ id, name }: Framework): void {
  describe(`formulas printed for ${name}`, () => {
    const { sha256, results } = readReference(`printed-${id}`) as Printed;

    it('are those that were executed there', () => {
      const text = textOf(`docs/formulas/${id}.py`);
      assert.equal(createHash('sha256').update(text).digest('hex'), sha256);
      assert.deepEqual(
        Object.keys(results),
        programCases.map(({ key }) => key),
      );
    });

    for (const one of programCases) {
      it(`say there what the formula says: ${one.key}`, () => {
        const result = results[one.key];
        const value = valueOf(one.expr, one.bindings);
        assertClose(result?.value ?? Number.NaN, value, { absolute: allowed, relative: allowed });
        for (const by of one.by) {
          const expected = gradientOf(one, by);
          const largest = Math.max(...expected.map(Math.abs));
          assertAllClose(
            result?.gradients[by] ?? [],
            expected,
            { absolute: allowed * Math.max(1, largest) },
            `gradient by ${by}`,
          );
        }
      });
    }
  });
}

for (const framework of [pytorch, tensorflow, jax]) checkFramework(framework);
