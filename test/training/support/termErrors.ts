// Terms and gradients on the active backend against float64, as a table of errors relative to what is allowed.
// Runs in Node and, bundled, in a browser.

import { grads, scalar, tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import type { Axis } from '../../../src/elbo/axes.ts';
import { arrayOps, namedArray, type NamedArray } from '../../../src/elbo/expr/arrayOps.ts';
import * as build from '../../../src/elbo/expr/build.ts';
import { evaluate } from '../../../src/elbo/expr/evaluate.ts';
import type { FunctionName } from '../../../src/elbo/expr/expr.ts';
import { createRandom } from '../../../src/elbo/random.ts';
import {
  constantOperand,
  variableOperand,
  type AxisTensor,
  type Operand,
} from '../../../src/training/operand.ts';
import { tensorOps } from '../../../src/training/tensorOps.ts';
import { derivative } from '../../support/dualOps.ts';
import { listOf, normals, perElement, type Case, type Sizes, type Values } from './cases.ts';
import { divergenceCases } from './divergenceCases.ts';
import { likelihoodCases } from './likelihoodCases.ts';

/** `excess` <= 1 is within the allowance. */
export interface TermError {
  readonly what: string;
  readonly excess: number;
  readonly value: number;
  readonly expected: number;
}

/** Special functions are made of several steps, each of which rounds. */
const perSpecialFunction = 1e-6;

const sizes = [1e-8, 1e-6, 1e-4, 1e-3, 0.01, 0.1, 0.3, 0.49, 0.5, 0.51, 0.9, 1, 2, 5, 10, 20];
const bothSigns = [0, ...sizes, ...sizes.map((size) => -size)];
const probabilities = [1e-6, 1e-3, 0.1, 0.5, 0.9, 0.999];

const x = build.symbol('x');
const y = build.symbol('y');

const elementwise: readonly Case[] = [
  { fn: 'softplus', grid: [...bothSigns, 80, -80, 120, -120] },
  { fn: 'expm1MinusX', grid: bothSigns },
  { fn: 'sigmoid', grid: bothSigns },
  { fn: 'log1p', grid: [...bothSigns.filter((value) => value > -0.9), 1e4] },
].map(({ fn, grid }) => ({
  what: fn,
  expr: build.apply(fn as 'softplus', x),
  bindings: { x: listOf(grid) },
  absolute: perElement,
  gradientsBy: 'entry',
  by: ['x'],
}));

/** Arguments of the special functions, one list for each argument. */
const above: readonly number[] = [1e-4, ...sizes.filter((size) => size >= 0.01), 35, 150, 990];
const shifts = [-0.9, -0.3, -1e-3, 0.2, 0.6, 4];
const rates = [0.1, 1.1, 7, 60, 500];
const shapes = [0.3, 1, 2.5, 9];
const specialArguments: Partial<Record<FunctionName, readonly (readonly number[])[]>> = {
  sin: bothSigns.map((x) => [x]),
  cos: bothSigns.map((x) => [x]),
  tanh: bothSigns.map((x) => [x]),
  log1mExp: above.filter((x) => x <= 80).map((x) => [x]),
  logGamma: above.map((x) => [x]),
  digamma: above.map((x) => [x]),
  logFactorialRemainder: above.map((x) => [x]),
  logBesselI0: above.map((x) => [x]),
  logBesselI0e: above.map((x) => [x]),
  besselRatio: above.map((x) => [x]),
  xCothX: bothSigns.map((x) => [x]),
  langevin: bothSigns.map((x) => [x]),
  klDiv: [0, 1, 2, 7, 50, 480].flatMap((x) => rates.map((y) => [x, y])),
  devianceOfShift: shifts.flatMap((share) => rates.map((y) => [share * y, y])),
  max: [-2, 0.5, 3].flatMap((x) => [-3, 0.25, 7].map((y) => [x, y])),
  greater: [0, 1, 0.2].flatMap((x) => [0, 1, 0.2].map((y) => [x, y])),
  equal: [0, 1, 0.2].flatMap((x) => [0, 1, 0.2].map((y) => [x, y])),
  betainc: shapes.flatMap((a) => shapes.flatMap((b) => [0.02, 0.3, 0.8].map((u) => [a, b, u]))),
};

const special: readonly Case[] = Object.entries(specialArguments).map(([fn, points]) => {
  const names = ['x', 'y', 'u'].slice(0, points[0]?.length);
  const bindings = Object.fromEntries(
    names.map((name, index) => [name, listOf(points.map((point) => point[index] ?? 0))]),
  );
  return {
    what: fn,
    expr: build.apply(fn as FunctionName, ...names.map((name) => build.symbol(name))),
    bindings,
    absolute: perSpecialFunction,
    gradientsBy: 'entry',
    // By a count, which is data, nobody differentiates.
    by: fn === 'klDiv' ? ['y'] : names,
  };
});

const products: readonly Case[] = (['xLogY', 'xLog1pMinusY'] as const).map((fn) => ({
  what: fn,
  expr: build.apply(fn, x, y),
  bindings: {
    x: listOf([0, 0.25, 1].flatMap((value) => probabilities.map(() => value))),
    y: listOf([0, 0.25, 1].flatMap(() => probabilities)),
  },
  absolute: perElement,
  gradientsBy: 'entry',
  by: ['y'],
}));

const random = createRandom(7);
const count: Sizes = {
  sample: 2,
  batch: 8,
  data: 50,
  latent: 6,
  component: 3,
  category: 5,
  state: 1,
};
const data: readonly Axis[] = ['batch', 'data'];

/** About 50, not about 0: a sum that cancels is as exact as the order of adding, which is the engine's choice. */
const reductions: readonly Case[] = (['sum', 'mean', 'logSumExp'] as const).map((reduction) => ({
  what: `${reduction} over data`,
  expr: { kind: 'reduce', reduction, axis: 'data', body: build.symbol('x', data) },
  bindings: { x: normals(random, count, data, 30, 50) },
  absolute: perElement * count.data,
  gradientsBy: 'entry',
  by: [],
}));

/** Errors of every case; `tolerance` is the relative allowance, 1e-7 nats per element the absolute one. */
export async function termErrors(tolerance: number): Promise<readonly TermError[]> {
  const cases = [
    ...elementwise,
    ...special,
    ...products,
    ...likelihoodCases,
    ...divergenceCases,
    ...reductions,
  ];
  const errors: TermError[] = [];
  for (const one of cases) {
    errors.push(await valueError(one, tolerance));
    for (const name of one.by) errors.push(await gradientError(one, name, tolerance));
  }
  return errors;
}

function operandOf({ axes, shape, values }: Values, isConstant: boolean): AxisTensor {
  const made = tensor(values, [...shape], 'float32');
  return isConstant ? constantOperand(made, axes) : variableOperand(made, axes);
}

/** Read without blocking: software WebGPU cannot do otherwise. */
async function valuesOf(make: () => Tensor): Promise<Float32Array> {
  const made = tidy(make);
  const values = (await made.data<'float32'>()).slice();
  made.dispose();
  return values;
}

function tensorValue({ expr, bindings }: Case): Promise<Float32Array> {
  return valuesOf(() => {
    const operands = Object.entries(bindings).map(([name, value]) => [
      name,
      operandOf(value, true),
    ]);
    const result = evaluate<Operand>(expr, tensorOps, Object.fromEntries(operands));
    return typeof result === 'number' ? scalar(result) : result.tensor;
  });
}

/** The same numbers in float64. */
const arraysOf = ({ bindings }: Case): Readonly<Record<string, NamedArray>> =>
  Object.fromEntries(
    Object.entries(bindings).map(([name, { axes, shape, values }]) => [
      name,
      namedArray(axes, shape, values),
    ]),
  );

async function valueError(one: Case, tolerance: number): Promise<TermError> {
  const exact = evaluate(one.expr, arrayOps, arraysOf(one)).values;
  return worst(one.what, await tensorValue(one), exact, tolerance, one.absolute);
}

/** The gradient of the value summed over all axes, by one of the symbols that the case differentiates by. */
function gradientOf({ expr, bindings, by }: Case, name: string): Tensor {
  const constants = Object.entries(bindings).map(([symbol, value]): [string, AxisTensor] => [
    symbol,
    operandOf(value, true),
  ]);
  const variables = by.map((symbol) => operandOf(bindings[symbol] as Values, false));
  const total = (...tensors: Tensor[]): Tensor => {
    const bound = variables.map((variable, index): [string, AxisTensor] => [
      by[index] ?? '',
      { ...variable, tensor: tensors[index] as Tensor },
    ]);
    const all = Object.fromEntries([...constants, ...bound]);
    const value = evaluate<Operand>(expr, tensorOps, all) as AxisTensor;
    const sum = value.axes.reduce<Operand>(
      (rest, axis) => tensorOps.reduce('sum', axis, rest),
      value,
    );
    return (sum as AxisTensor).tensor;
  };
  const gradients = grads(total)(variables.map(({ tensor }) => tensor));
  return gradients[by.indexOf(name)] as Tensor;
}

async function gradientError(one: Case, by: string, tolerance: number): Promise<TermError> {
  const gradient = await valuesOf(() => gradientOf(one, by));
  const arrays = arraysOf(one);
  const exact = Float64Array.from(gradient, (_, entry) => derivative(one.expr, by, arrays, entry));
  const what = `d ${one.what} / d ${by}`;
  if (one.gradientsBy === 'entry') return worst(what, gradient, exact, tolerance, one.absolute);
  const largest = exact.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return worst(what, gradient, exact, 0, 2 * tolerance * largest);
}

function worst(
  what: string,
  values: ArrayLike<number>,
  exact: ArrayLike<number>,
  tolerance: number,
  absolute: number,
): TermError {
  let found: TermError = { what, excess: 0, value: Number.NaN, expected: Number.NaN };
  if (values.length !== exact.length) return { ...found, excess: Infinity };
  for (let i = 0; i < values.length; i++) {
    const [value, expected] = [values[i] ?? Number.NaN, exact[i] ?? Number.NaN];
    const excess = Math.abs(value - expected) / (tolerance * Math.abs(expected) + absolute);
    const isWorse = Number.isNaN(excess) ? value !== expected : excess > found.excess;
    if (isWorse)
      found = { what, excess: Number.isNaN(excess) ? Infinity : excess, value, expected };
  }
  return found;
}
