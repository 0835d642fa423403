// Every likelihood family in every parameterisation, as whole log p per datum and as gradients of the trained form.

import { axisOrder, type Axis } from '../../../src/elbo/axes.ts';
import * as build from '../../../src/elbo/expr/build.ts';
import type { Expr } from '../../../src/elbo/expr/expr.ts';
import { axesOfSymbol, computedLogProb } from '../../../src/elbo/families/computed.ts';
import type { Family, Parameterisation } from '../../../src/elbo/families/family.ts';
import { familyIds, getFamily, trainedForm } from '../../../src/elbo/families/index.ts';
import { binWidth, levelValues, type Levels } from '../../../src/elbo/levels.ts';
import { createRandom, type Random } from '../../../src/elbo/random.ts';
import { mapped, normals, perElement, type Case, type Sizes, type Values } from './cases.ts';

const large: Sizes = {
  sample: 2,
  batch: 8,
  data: 50,
  latent: 6,
  component: 3,
  category: 5,
  state: 1,
};
const small: Sizes = {
  sample: 1,
  batch: 3,
  data: 4,
  latent: 2,
  component: 3,
  category: 5,
  state: 1,
};

const levels: Levels = { minimum: 0, maximum: 1, count: 5 };

const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));

/** Axes of a symbol wherever the form uses it, in the engines' order. */
function axesIn(form: Parameterisation, name: string): readonly Axis[] {
  const exprs = [form.logProb, computedLogProb(form)];
  const found = new Set(exprs.flatMap((expr) => axesOfSymbol(expr, name)));
  return axisOrder.filter((axis) => found.has(axis));
}

function constant(values: ArrayLike<number>, axes: readonly Axis[] = []): Values {
  return {
    axes,
    shape: axes.length === 0 ? [] : [values.length],
    values: Float32Array.from(values),
  };
}

/** Values of a parameter: `spread` is how far from typical ones. */
function parameterValues(
  random: Random,
  sizes: Sizes,
  { name, domain }: Parameterisation['parameters'][number],
  axes: readonly Axis[],
  spread: number,
): Values {
  const draw = (scale: number, shift = 0) => normals(random, sizes, axes, scale, shift);
  if (domain === 'positive') return mapped(draw(0.5), Math.exp);
  if (domain === 'openUnitInterval') return mapped(draw(0.5), sigmoid);
  if (domain === 'simplex') return normalised(mapped(draw(1), Math.exp));
  if (name === 'logvar') return draw(spread / 3);
  if (name === 'lograte' || name === 'logmean') return draw(Math.min(1.5, spread), 1);
  return name.startsWith('log') && name !== 'logits' ? draw(Math.min(0.7, spread)) : draw(spread);
}

/** Divided by the sum over the last axis. */
function normalised(raw: Values): Values {
  const run = raw.shape.at(-1) ?? 1;
  const values = raw.values.map((value, index) => {
    const start = index - (index % run);
    return value / raw.values.slice(start, start + run).reduce((sum, other) => sum + other, 0);
  });
  return { ...raw, values };
}

/** Data that the family gives probability to. */
function targets(random: Random, sizes: Sizes, { support }: Family): Values {
  const axes: readonly Axis[] = ['batch', 'data'];
  const raw = normals(random, sizes, axes, 1);
  switch (support) {
    case 'zeroOrOne':
      return mapped(raw, (value) => (value > 0 ? 1 : 0));
    case 'unitInterval':
    case 'openUnitInterval':
      return mapped(raw, (value) => sigmoid(2 * value));
    case 'real':
    case 'circle':
      return raw;
    case 'positive':
      return mapped(raw, Math.exp);
    case 'naturalNumber':
      return mapped(raw, (value) => Math.floor(Math.exp(1.5 * value + 0.5)));
    case 'levels': {
      const values = levelValues(levels);
      return mapped(raw, () => values[random.integer(levels.count)] ?? 0);
    }
    case 'oneHot':
      return {
        ...raw,
        values: raw.values.map((_, index) => (index % (sizes.data + 1) === 0 ? 1 : 0)),
      };
  }
}

/** What the data decide. */
function given(x: Values, sizes: Sizes): Readonly<Record<string, Values>> {
  const totals = Array.from({ length: sizes.batch }, (_, row) =>
    x.values.slice(row * sizes.data, (row + 1) * sizes.data).reduce((sum, value) => sum + value, 0),
  );
  return {
    levels: constant(levelValues(levels), ['category']),
    binWidth: constant([binWidth(levels)]),
    minimum: constant([levels.minimum]),
    maximum: constant([levels.maximum]),
    totalCount: constant(totals, ['batch']),
  };
}

/** x, the parameters of a form and what the data decide. */
export function likelihoodBindings(
  random: Random,
  sizes: Sizes,
  family: Family,
  form: Parameterisation,
  spread: number,
): Readonly<Record<string, Values>> {
  const x = targets(random, sizes, family);
  const known = given(x, sizes);
  // Angles turn: 20 radians are three turns, of which float32 loses digits that float64 keeps.
  const width = family.support === 'circle' ? Math.min(spread, 2) : spread;
  const parameters = form.parameters.map((parameter) => {
    const axes = axesIn(form, parameter.name);
    return [parameter.name, parameterValues(random, sizes, parameter, axes, width)] as const;
  });
  return {
    ...Object.fromEntries(family.given.map((name) => [name, known[name] as Values])),
    ...Object.fromEntries(parameters),
    x,
  };
}

/** Of a datum: summed over its dimensions where log p is of one of them. */
const perDatum = ({ event }: Family, logProb: Expr): Expr =>
  event.of === 'dimension' ? build.sumOver('data', logProb) : logProb;

const entries: readonly Family[] = familyIds.map(getFamily);

/** Mean over draws of log p(x|z) per datum, in every form, at three spreads. */
const values: readonly Case[] = entries.flatMap((family) =>
  family.parameterisations.flatMap((form) =>
    [0.3, 3, 20].map((spread): Case => {
      const random = createRandom(7).fork(`${family.id} ${form.id} ${spread}`);
      return {
        what: `${family.id} ${form.id}, spread ${spread}`,
        expr: build.meanOver('sample', perDatum(family, computedLogProb(form))),
        bindings: likelihoodBindings(random, large, family, form, spread),
        absolute: perElement * large.data,
        by: [],
        gradientsBy: 'entry',
      };
    }),
  ),
);

/** The trained form by each of its parameters. */
const gradients: readonly Case[] = entries.flatMap((family) =>
  [0.3, 3].map((spread): Case => {
    const form = trainedForm(family);
    const random = createRandom(11).fork(`${family.id} ${spread}`);
    return {
      what: `${family.id} ${form.id}, small, spread ${spread}`,
      expr: perDatum(family, computedLogProb(form)),
      bindings: likelihoodBindings(random, small, family, form, spread),
      absolute: perElement * small.data,
      by: form.parameters.map(({ name }) => name),
      gradientsBy: 'largest',
    };
  }),
);

export const likelihoodCases: readonly Case[] = [...values, ...gradients];
