// Values for whatever symbols a formula has, for properties that hold wherever it is defined.

import { axisOrder, type Axis } from '../../src/elbo/axes.ts';
import { namedArray, type NamedArray } from '../../src/elbo/expr/arrayOps.ts';
import type { Expr } from '../../src/elbo/expr/expr.ts';
import { freeSymbols } from '../../src/elbo/expr/walk.ts';
import { axesOfSymbol } from '../../src/elbo/families/computed.ts';
import { createRandom } from '../../src/elbo/random.ts';

const sizes: Readonly<Record<Axis, number>> = {
  sample: 2,
  batch: 2,
  data: 3,
  latent: 2,
  component: 2,
  category: 3,
  state: 1,
};

/** Every symbol along its axes, between 0.15 and 0.85: fine for probabilities, scales, counts and logits alike. */
export function typicalBindings(expr: Expr): Readonly<Record<string, NamedArray>> {
  const random = createRandom(29);
  return Object.fromEntries(
    [...freeSymbols(expr)].map((name): [string, NamedArray] => {
      const found = axesOfSymbol(expr, name);
      const axes = axisOrder.filter((axis) => found.includes(axis));
      const shape = axes.map((axis) => sizes[axis]);
      const count = shape.reduce((product, size) => product * size, 1);
      const own = random.fork(name);
      const values = Array.from({ length: count }, () => 0.15 + 0.7 * own.uniform());
      return [name, namedArray(axes, shape, values)];
    }),
  );
}
