// Values for the symbols of a derivation, drawn at random from what each may take: where its steps are tried.

import { axisOrder, axisSize, type Axis } from '../axes.ts';
import { namedArray, scalar, type NamedArray } from '../expr/arrayOps.ts';
import type { Expr } from '../expr/expr.ts';
import { substitute } from '../expr/walk.ts';
import { axesOfSymbol } from '../families/computed.ts';
import type { Random } from '../random.ts';
import { normalRule } from '../quadrature/normalRule.ts';
import type { Derivation, Quantity, Step } from './derivation.ts';

export type Sizes = Readonly<Record<Axis, number>>;
export type Bindings = Readonly<Record<string, NamedArray>>;

/** An expression in free symbols alone. */
export function opened(expr: Expr, definitions: Derivation['definitions']): Expr {
  let current = expr;
  // A definition may use others; each round opens one level.
  for (let depth = 0; depth < Object.keys(definitions).length; depth++) {
    current = substitute(current, definitions);
  }
  return current;
}

type Stepped = Pick<Derivation, 'definitions'> & { readonly steps: readonly Step[] };

const linesOf = ({ steps }: Stepped): readonly Expr[] =>
  steps.flatMap(({ from, to, change }) => [
    from,
    to,
    ...(change.kind === 'dropped' ? [change.term] : []),
    ...(change.kind === 'bounded' ? [change.gap] : []),
    ...(change.kind === 'sampled' ? [change.measure] : []),
    ...(change.kind === 'replaced' ? [change.difference] : []),
    ...(change.kind === 'scaled' ? [change.factor] : []),
    ...(change.kind === 'chosen' ? [change.value] : []),
  ]);

/** The axes a symbol varies along, wherever the derivation uses it. */
export function axesOfSteps(derivation: Stepped, name: string): readonly Axis[] {
  const found = new Set(
    linesOf(derivation).flatMap((line) => axesOfSymbol(opened(line, derivation.definitions), name)),
  );
  return axisOrder.filter((axis) => found.has(axis));
}

/** One point: every free symbol along its axes. */
export function randomPoint(
  derivation: Stepped & Pick<Derivation, 'quantities'>,
  sizes: Sizes,
  random: Random,
): Bindings {
  return Object.fromEntries(
    derivation.quantities.map((quantity): [string, NamedArray] => {
      const axes = axesOfSteps(derivation, quantity.name);
      return [quantity.name, randomValues(quantity, axes, sizes, random.fork(quantity.name))];
    }),
  );
}

export function randomValues(
  quantity: Quantity,
  axes: readonly Axis[],
  sizes: Sizes,
  random: Random,
): NamedArray {
  if (quantity.domain === 'size') return scalar(sizeNamed(quantity.name, sizes));
  if (quantity.domain === 'fixed') return scalar(quantity.value);
  const shape = axes.map((axis) => sizes[axis]);
  const count = shape.reduce((product, size) => product * size, 1);
  const last = shape.at(-1) ?? 1;
  return namedArray(axes, shape, drawn(quantity.domain, count, last, random));
}

function sizeNamed(letter: string, sizes: Sizes): number {
  const axis = axisOrder.find((candidate) => axisSize[candidate] === letter);
  if (axis === undefined) throw new Error(`no axis has the size ${letter}`);
  return sizes[axis];
}

function drawn(
  domain: Exclude<Quantity['domain'], 'size' | 'fixed'>,
  count: number,
  last: number,
  random: Random,
): readonly number[] {
  const each = (draw: () => number): readonly number[] => Array.from({ length: count }, draw);
  const runs = (draw: () => readonly number[]): readonly number[] =>
    Array.from({ length: count / last }, draw).flat();
  switch (domain) {
    case 'real':
      return each(() => 1.5 * random.normal());
    case 'positive':
      return each(() => Math.exp(0.7 * random.normal()));
    case 'openUnitInterval':
      return each(() => 0.03 + 0.94 * random.uniform());
    case 'unitInterval':
      return each(() => random.uniform());
    case 'zeroOrOne':
      return each(() => random.integer(2));
    case 'naturalNumber':
      return each(() => random.integer(7));
    case 'circle':
      return each(() => Math.PI * (2 * random.uniform() - 1));
    case 'level':
      return each(() => -1 + 0.5 * random.integer(5));
    case 'weights':
      return runs(() => {
        const parts = Array.from({ length: last }, () => 0.05 + random.uniform());
        const total = parts.reduce((sum, part) => sum + part, 0);
        return parts.map((part) => part / total);
      });
    case 'oneHot':
      return runs(() => {
        const place = random.integer(last);
        return Array.from({ length: last }, (_, index) => (index === place ? 1 : 0));
      });
    case 'nodes':
      return runs(() => normalRule(last).nodes);
    case 'nodeWeights':
      return runs(() => normalRule(last).weights);
  }
}
