// The formulas printed for TensorFlow.js, executed on the CPU backend: with the core, which the package that they
// import hands on.

import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import { functionName } from '../../../src/elbo/source/module.ts';
import { tfjs } from '../../../src/elbo/source/tfjs.ts';
import { derivative, valueOf } from '../../support/dualOps.ts';
import { assertAllClose, assertClose } from '../../support/numbers.ts';
import { textOf } from '../../support/repository.ts';
import { argumentsOf, programCases, type ProgramCase } from './cases.ts';

type Printed = (...args: readonly (tf.Tensor | number)[]) => tf.Scalar;

/** Of the larger of 1 and the value: sums of a few values with 32 bits each. */
const allowed = 2e-6;

/** Numbers of the language stay numbers; a scalar parameter is a tensor, as others are. */
const given = new Set(['binWidth', 'minimum', 'maximum', 'categories']);

function execute(printed: Printed, one: ProgramCase) {
  return tf.tidy(() => {
    const args = argumentsOf(one, tfjs).map(({ name, shape, values }) =>
      given.has(name) ? (values[0] ?? Number.NaN) : tf.tensor(values, [...shape]),
    );
    const places = one.by.map((name) =>
      argumentsOf(one, tfjs).findIndex((argument) => argument.name === name),
    );
    const of = (...by: readonly tf.Tensor[]): tf.Scalar =>
      printed(...args.map((arg, index) => by[places.indexOf(index)] ?? arg));
    const { value, grads } = tf.valueAndGrads(of)(places.map((place) => args[place] as tf.Tensor));
    return {
      value: value.dataSync()[0] ?? Number.NaN,
      gradients: grads.map((gradient) => gradient.dataSync()),
    };
  });
}

describe('formulas printed for TensorFlow.js', () => {
  let printed: Readonly<Record<string, Printed>>;

  before(async () => {
    await tf.setBackend('cpu');
    const core = pathToFileURL(createRequire(import.meta.url).resolve('@tensorflow/tfjs-core'));
    const text = textOf('docs/formulas/tfjs.js').replace("'@tensorflow/tfjs'", `'${core.href}'`);
    const module = `data:text/javascript,${encodeURIComponent(text)}`;
    printed = (await import(module)) as typeof printed;
  });

  for (const one of programCases) {
    it(`say there what the formula says: ${one.key}`, () => {
      const { [functionName(one.program, tfjs)]: run } = printed;
      const { value, gradients } = execute(run as Printed, one);
      const expected = valueOf(one.expr, one.bindings);
      assertClose(value, expected, { absolute: allowed, relative: allowed });
      for (const [index, by] of one.by.entries()) {
        const exact = Array.from(one.bindings[by]?.values ?? [], (_, entry) =>
          derivative(one.expr, by, one.bindings, entry),
        );
        const largest = Math.max(1, ...exact.map(Math.abs));
        const tolerance = { absolute: allowed * largest };
        assertAllClose(gradients[index] ?? [], exact, tolerance, `gradient by ${by}`);
      }
    });
  }
});
