// How a decoder's outputs and free variables become the parameters of p(x|z): any family, any source of each setting.

import { tensor1d, type Variable } from '@tensorflow/tfjs-core';
import { componentsOf, modeOf, valueOf } from '../config/likelihoodSettings.ts';
import type { LikelihoodConfig, SettingMode } from '../config/experiment.ts';
import type { Axis } from '../elbo/axes.ts';
import type { Expr } from '../elbo/expr/expr.ts';
import { axesOfSymbol, computedLogProb } from '../elbo/families/computed.ts';
import type { Family, Given, Setting } from '../elbo/families/family.ts';
import { getFamily, trainedForm } from '../elbo/families/index.ts';
import { binWidth, levelValues, type Levels } from '../elbo/levels.ts';
import { constantOperand, variableOperand, type AxisTensor, type Operand } from './operand.ts';
import type { Parameters } from './networks/parameters.ts';
import { tensorOps } from './tensorOps.ts';

type Bindings = Readonly<Record<string, Operand>>;

/** What a decoder must output per data dimension under one name. */
export interface DecoderOutput {
  /** Added to every initial bias. */
  readonly biasShift: number;
  /** How many values a data dimension has; along `axis` where it has one. */
  readonly perDimension: number;
  readonly axis: Axis | 'none';
}

export interface LikelihoodHead {
  /** log p(x|z) of one data dimension, or of the datum, in `x`, the parameters and what the data decide. */
  readonly logProb: Expr;
  readonly event: Family['event']['of'];
  /** E[x|z] of each data dimension. */
  readonly mean: Expr;
  readonly decoderOutputs: Readonly<Record<string, DecoderOutput>>;
  /** The parameters: decoder outputs, learned variables, fixed numbers and constants of the data. */
  readonly bind: (decoded: Readonly<Record<string, AxisTensor>>) => Bindings;
  /** What a datum decides of its own log p, such as its total count; x is along [batch, data]. */
  readonly bindDatum: (x: AxisTensor) => Bindings;
  /** Settings that are learned, the scale first. */
  readonly learned: readonly LearnedSetting[];
}

export interface LearnedSetting {
  readonly mode: Exclude<SettingMode, 'fixed'>;
  readonly parameter: string;
  readonly valueFromLearned: (learned: number) => number;
  /** The free variable; `null` for `per-element`, where the decoder outputs it. */
  readonly variable: Variable | null;
}

/** What the head must know of the data. */
export interface HeadData {
  readonly dimensions: number;
  /** Null where the data take no countable levels. */
  readonly levels: Levels | null;
}

export function likelihoodHead(
  config: LikelihoodConfig,
  data: HeadData,
  parameters: Parameters,
): LikelihoodHead {
  const family = getFamily(config.family);
  const { decoder, given, event } = family;
  const form = trainedForm(family);
  const sizes = {
    component: componentsOf(config, decoder),
    category: data.levels?.count ?? 1,
  };
  const outputOf = (name: string, biasShift: number): DecoderOutput => {
    const axes = axesOfSymbol(form.logProb, name);
    const axis = (['component', 'category'] as const).find((each) => axes.includes(each));
    return axis === undefined
      ? { biasShift, perDimension: 1, axis: 'none' }
      : { biasShift, perDimension: sizes[axis], axis };
  };
  const settings = decoder.settings.map((setting) =>
    placed(setting, config, data.dimensions, parameters),
  );
  const outputs = [
    ...decoder.outputs.map((name) => [name, outputOf(name, 0)] as const),
    ...settings.flatMap(({ setting, mode, start }) =>
      mode === 'per-element'
        ? [[setting.parameter, outputOf(setting.parameter, start)] as const]
        : [],
    ),
  ];
  const bound = Object.assign({}, ...settings.map(({ binding }) => binding)) as Bindings;
  return {
    logProb: computedLogProb(form),
    event: event.of,
    mean: form.mean,
    decoderOutputs: Object.fromEntries(outputs),
    bind: (decoded) => ({ ...decoded, ...bound, ...constantsOf(given, data.levels, config) }),
    bindDatum: (x) =>
      given.includes('totalCount') ? { totalCount: tensorOps.reduce('sum', 'data', x) } : {},
    learned: settings.flatMap(({ learned }) => learned ?? []),
  };
}

interface PlacedSetting {
  readonly setting: Setting;
  readonly mode: SettingMode;
  /** The unconstrained parameter that the config's value stands for. */
  readonly start: number;
  readonly binding: Bindings;
  readonly learned: LearnedSetting | null;
}

/** A setting where the config wants it: a number, a variable, or left to the decoder. */
function placed(
  setting: Setting,
  config: LikelihoodConfig,
  dimensions: number,
  parameters: Parameters,
): PlacedSetting {
  const { parameter, valueFromLearned } = setting;
  const mode = modeOf(config, setting);
  const start = setting.learnedFromValue(valueOf(config, setting));
  const common = { setting, mode, start };
  if (mode === 'fixed') return { ...common, binding: { [parameter]: start }, learned: null };
  const learned = { mode, parameter, valueFromLearned };
  if (mode === 'per-element') {
    return { ...common, binding: {}, learned: { ...learned, variable: null } };
  }
  const axes: readonly Axis[] = mode === 'shared' ? [] : ['data'];
  const shape = mode === 'shared' ? [] : [dimensions];
  const values = new Float32Array(mode === 'shared' ? 1 : dimensions).fill(start);
  const variable = parameters.addValues(`likelihood.${parameter}`, shape, values);
  return {
    ...common,
    binding: { [parameter]: variableOperand(variable, axes) },
    learned: { ...learned, variable },
  };
}

/** The constants that the levels of the data decide. Tensors are made anew: bindings live as long as a step. */
function constantsOf(
  given: readonly Given[],
  levels: Levels | null,
  { family }: LikelihoodConfig,
): Bindings {
  if (!given.includes('levels')) return {};
  if (levels === null) throw new Error(`${family} needs data with levels`);
  const { minimum, maximum } = levels;
  return {
    levels: constantOperand(tensor1d(levelValues(levels)), ['category']),
    binWidth: binWidth(levels),
    minimum,
    maximum,
  };
}
