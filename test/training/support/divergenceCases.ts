// Every divergence that is a formula: closed form with its gradients near and far from 0, and the mean of its estimator.

import type { Axis } from '../../../src/elbo/axes.ts';
import type { FormulaDivergence } from '../../../src/elbo/divergences/expressions.ts';
import { closedFormOf, formulaDivergences } from '../../../src/elbo/divergences/expressions.ts';
import * as build from '../../../src/elbo/expr/build.ts';
import { freeSymbols } from '../../../src/elbo/expr/walk.ts';
import { axesOfSymbol } from '../../../src/elbo/families/computed.ts';
import { createRandom, type Random } from '../../../src/elbo/random.ts';
import { mapped, normals, perElement, type Case, type Sizes, type Values } from './cases.ts';

const sizes: Sizes = {
  sample: 2,
  batch: 6,
  data: 1,
  latent: 4,
  component: 1,
  category: 3,
  state: 1,
};

/** One parameter, `spread` away from typical values; positive ones on a scale of factors. */
function parameterValues(
  random: Random,
  sizes: Sizes,
  { form }: FormulaDivergence,
  { name, domain }: FormulaDivergence['parameters'][number],
  spread: number,
): Values {
  if (name === 'categories') {
    return { axes: [], shape: [], values: Float32Array.of(sizes.category) };
  }
  const axes = axesOfSymbol(form.monteCarlo, name);
  const values = normals(random, sizes, axes, domain === 'positive' ? Math.min(spread, 1) : spread);
  return domain === 'positive' ? mapped(values, (value) => Math.exp(0.5 + value)) : values;
}

/** The parameters of a divergence. */
export function divergenceBindings(
  divergence: FormulaDivergence,
  sizes: Sizes,
  spread: number,
  random: Random,
): Readonly<Record<string, Values>> {
  return Object.fromEntries(
    divergence.parameters.map((parameter) => [
      parameter.name,
      parameterValues(random, sizes, divergence, parameter, spread),
    ]),
  );
}

/** Draws of anything in the support will do: the estimator is a formula of z. */
function drawsFor(divergence: FormulaDivergence, random: Random): Values {
  const axes: readonly Axis[] = axesOfSymbol(divergence.form.monteCarlo, 'z');
  const raw = normals(random, sizes, axes, 1);
  const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));
  if (divergence.q === 'gamma') return mapped(raw, Math.exp);
  return divergence.q === 'beta' ? mapped(raw, sigmoid) : raw;
}

/** Gammas of different sizes are subtracted: what is left has their rounding. */
const allowance = ({ q }: FormulaDivergence) =>
  q === 'gamma' || q === 'beta' ? 50 * perElement : 5 * perElement;

const closedForms: readonly Case[] = formulaDivergences.flatMap((divergence) =>
  [1e-4, 0.01, 1, 5].map((spread): Case => {
    const random = createRandom(7).fork(`${divergence.id} ${spread}`);
    const bindings = divergenceBindings(divergence, sizes, spread, random);
    const expr = closedFormOf(divergence);
    const isGaussian = divergence.q === 'diagonal-normal';
    const used = divergence.parameters
      .map(({ name }) => name)
      .filter((name) => name !== 'categories' && freeSymbols(expr).has(name));
    return {
      what: `${divergence.name} in closed form, spread ${spread}`,
      expr,
      bindings: Object.fromEntries(
        Object.entries(bindings).filter(([name]) => freeSymbols(expr).has(name)),
      ),
      absolute: isGaussian ? perElement : allowance(divergence),
      // Close to q = p the gradients of the others are differences that float32 does not have.
      by: isGaussian || spread >= 1 ? used : [],
      gradientsBy: isGaussian ? 'entry' : 'largest',
    };
  }),
);

const estimators: readonly Case[] = formulaDivergences.flatMap((divergence) =>
  [0.01, 1].map((spread): Case => {
    const random = createRandom(11).fork(`${divergence.id} ${spread}`);
    return {
      what: `${divergence.name} by Monte Carlo, spread ${spread}`,
      expr: build.meanOver('sample', build.sumOver('latent', divergence.form.monteCarlo)),
      bindings: {
        ...divergenceBindings(divergence, sizes, spread, random),
        z: drawsFor(divergence, random),
      },
      absolute: sizes.latent * allowance(divergence),
      by: [],
      gradientsBy: 'entry',
    };
  }),
);

export const divergenceCases: readonly Case[] = [...closedForms, ...estimators];
