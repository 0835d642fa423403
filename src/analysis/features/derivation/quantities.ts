// What every symbol of a told derivation may be: those of the derivation under the code's names, sizes, and weights that
// only the code has.

import { axisOrder, axisSize } from '../../../elbo/axes.ts';
import { opened } from '../../../elbo/derivations/points.ts';
import type { Derivation, Quantity } from '../../../elbo/derivations/derivation.ts';
import type { ToldStep } from '../../../elbo/derivations/told.ts';
import { changed } from '../../../elbo/derivations/steps.ts';
import type { Expr } from '../../../elbo/expr/expr.ts';
import { freeSymbols } from '../../../elbo/expr/walk.ts';

const sizeLetters: ReadonlySet<string> = new Set(axisOrder.map((axis) => axisSize[axis]));

/** Of all symbols that the steps use. `values`: numbers that the code gives to names. */
export function quantitiesOf(
  { quantities, definitions }: Pick<Derivation, 'quantities' | 'definitions'>,
  names: Readonly<Record<string, Expr>>,
  steps: readonly ToldStep[],
  values: ReadonlyMap<string, number>,
): readonly Quantity[] {
  const used = new Set(
    steps
      .flatMap(({ from, to, change }) => [from, to, changed(from, change)])
      .flatMap((line) => Array.from(freeSymbols(opened(line, definitions)))),
  );
  const known = quantities.map((quantity) => {
    const name = names[quantity.name];
    if (name?.kind !== 'symbol') return quantity;
    // A size that has a name of its own is a number like any other.
    const isSize = quantity.domain === 'size' && !sizeLetters.has(name.name);
    return isSize ? other(name.name, values) : { ...quantity, name: name.name };
  });
  // What a definition abbreviates may be a variable of the code.
  const given: readonly Quantity[] = Object.entries(names).flatMap(([own, name]) =>
    name.kind === 'symbol' && Object.hasOwn(definitions, own) && own !== name.name
      ? [
          {
            name: name.name,
            domain: name.axes.includes('category') ? 'weights' : 'openUnitInterval',
            meaning: 'What the code has for it.',
          },
        ]
      : [],
  );
  known.push(...given.filter(({ name }) => !known.some((one) => one.name === name)));
  const stated = new Set(known.map(({ name }) => name));
  const others = [...used].filter((name) => !stated.has(name)).map((name) => other(name, values));
  return [...known.filter(({ name }) => used.has(name)), ...others];
}

function other(name: string, values: ReadonlyMap<string, number>): Quantity {
  if (sizeLetters.has(name)) return { name, domain: 'size', meaning: 'A size.' };
  const value = values.get(name);
  const meaning = 'A weight of the code.';
  return value === undefined
    ? // Between 0 and 1, so that one minus it is positive too.
      { name, domain: 'openUnitInterval', meaning }
    : { name, domain: 'fixed', value, meaning };
}
