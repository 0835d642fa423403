// How a decoder's outputs and free variables become the parameters of p(x|z): any family, any scale mode.

import type { Variable } from '@tensorflow/tfjs-core';
import { initialSigma, scaleMode } from '../config/likelihoodScale.ts';
import type { LikelihoodConfig, ScaleMode } from '../config/experiment.ts';
import type { Axis } from '../elbo/axes.ts';
import type { Expr } from '../elbo/expr/expr.ts';
import type { DecoderForm } from '../elbo/families/family.ts';
import { getFamily, getParameterisation } from '../elbo/families/index.ts';
import { variableOperand, type AxisTensor, type Operand } from './operand.ts';
import type { Parameters } from './networks/parameters.ts';

export interface LikelihoodHead {
  /** log p(x|z) of one data dimension, in `x` and the parameters. */
  readonly logProb: Expr;
  /** E[x|z] of one data dimension. */
  readonly mean: Expr;
  /** What the decoder must output per data dimension. */
  readonly decoderOutputs: Readonly<Record<string, { readonly biasShift: number }>>;
  /** The parameters: decoder outputs, learned variables and fixed numbers. */
  readonly bind: (
    decoded: Readonly<Record<string, AxisTensor>>,
  ) => Readonly<Record<string, Operand>>;
  /** How sigma is learned; `null` where it is not. */
  readonly learned: LearnedScale | null;
}

export interface LearnedScale {
  readonly mode: Exclude<ScaleMode, 'fixed'>;
  readonly parameter: string;
  readonly scaleFromLearned: (learned: number) => number;
  /** The free variable; `null` for `per-element`, where the decoder outputs it. */
  readonly variable: Variable | null;
}

type ScaleForm = Exclude<DecoderForm['scale'], 'none'>;

export function likelihoodHead(
  config: LikelihoodConfig,
  dimensions: number,
  parameters: Parameters,
): LikelihoodHead {
  const { decoder: form, ...family } = getFamily(config.family);
  const mode = scaleMode(config);
  const location = { [form.location]: { biasShift: 0 } };
  const formulas = (id: string) => {
    const { logProb, mean } = getParameterisation({ ...family, decoder: form }, id);
    return { logProb, mean };
  };
  if (form.scale === 'none') {
    return {
      ...formulas(form.parameterisation),
      decoderOutputs: location,
      bind: (decoded) => decoded,
      learned: null,
    };
  }
  if (mode === 'fixed') {
    const { parameterisation, parameter } = form.scale.fixed;
    const sigma = initialSigma(config);
    return {
      ...formulas(parameterisation),
      decoderOutputs: location,
      bind: (decoded) => ({ ...decoded, [parameter]: sigma }),
      learned: null,
    };
  }
  const start = form.scale.learnedFromScale(initialSigma(config));
  return {
    ...formulas(form.scale.learned.parameterisation),
    ...learnedHead(mode, form.scale, start, dimensions, parameters, location),
  };
}

function learnedHead(
  mode: LearnedScale['mode'],
  scale: ScaleForm,
  start: number,
  dimensions: number,
  parameters: Parameters,
  location: LikelihoodHead['decoderOutputs'],
): Pick<LikelihoodHead, 'decoderOutputs' | 'bind' | 'learned'> {
  const { parameter } = scale.learned;
  const { scaleFromLearned } = scale;
  if (mode === 'per-element') {
    return {
      decoderOutputs: { ...location, [parameter]: { biasShift: start } },
      bind: (decoded) => decoded,
      learned: { mode, parameter, scaleFromLearned, variable: null },
    };
  }
  const axes: readonly Axis[] = mode === 'shared' ? [] : ['data'];
  const shape = mode === 'shared' ? [] : [dimensions];
  const count = mode === 'shared' ? 1 : dimensions;
  const variable = parameters.addValues(
    `likelihood.${parameter}`,
    shape,
    new Float32Array(count).fill(start),
  );
  return {
    decoderOutputs: location,
    bind: (decoded) => ({ ...decoded, [parameter]: variableOperand(variable, axes) }),
    learned: { mode, parameter, scaleFromLearned, variable },
  };
}
