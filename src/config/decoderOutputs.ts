// How many numbers a decoder has to give for a datum, as far as the config alone decides it.

import { axesOfSymbol } from '../elbo/families/computed.ts';
import { getFamily, trainedForm } from '../elbo/families/index.ts';
import type { DataConfig, LikelihoodConfig } from './experiment.ts';
import { componentsOf, modeOf } from './likelihoodSettings.ts';
import { findDataset, isGenerated, levelCount, targetFacts } from './targets.ts';

/** The sides of an image file are not known before it is read; most are those of MNIST. */
const likelyPixels = 784;

function dimensionsOf(data: DataConfig): number {
  const dataset = findDataset(data);
  if (dataset === undefined || !isGenerated(data)) return likelyPixels;
  return dataset.shape(data.options).reduce((product, size) => product * size, 1);
}

/** Outputs of the decoder for one datum; undefined where the data take no countable levels. */
export function plannedOutputs(data: DataConfig, likelihood: LikelihoodConfig): number | undefined {
  const family = getFamily(likelihood.family);
  const { decoder } = family;
  const { logProb } = trainedForm(family);
  const levels = levelCount(targetFacts(data));
  if (levels === undefined) return undefined;
  const decoded = [
    ...decoder.outputs,
    ...decoder.settings
      .filter((setting) => modeOf(likelihood, setting) === 'per-element')
      .map(({ parameter }) => parameter),
  ];
  const perDimension = decoded.map((name) => {
    const axes = axesOfSymbol(logProb, name);
    if (axes.includes('category')) return levels;
    return axes.includes('component') ? componentsOf(likelihood, decoder) : 1;
  });
  return dimensionsOf(data) * perDimension.reduce((sum, count) => sum + count, 0);
}
