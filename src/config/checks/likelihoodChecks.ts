// Checks of the likelihood against the data it is a likelihood of. They state consequences with numbers; they do
// not call a modelling choice wrong.

import { componentsOf, modeOf, valueOf } from '../likelihoodSettings.ts';
import { plannedOutputs } from '../decoderOutputs.ts';
import { getFamily } from '../../elbo/families/index.ts';
import { targetFacts, targetsInWords } from '../targets.ts';
import { bigNumber, code, numberText } from '../words.ts';
import { problemAt } from './check.ts';
import type { Check } from './check.ts';

/** Outside [0, 1] x log p + (1 - x) log(1 - p) grows without bound as p goes to 0 or 1. */
export const bernoulliOutsideUnitInterval: Check = (input) => {
  const { data, likelihood } = input.experiment;
  const { minimum, maximum, values } = targetFacts(data);
  if (likelihood.family !== 'bernoulli' || values === 'unknown') return [];
  if (minimum >= 0 && maximum <= 1) return [];
  const isTable = values === 'real' || values === 'whole';
  const found = isTable
    ? targetsInWords(data)
    : `these run from ${numberText(minimum)} to ${numberText(maximum)} (${code(`scaling: ${data.scaling}`)})`;
  const family = values === 'whole' ? 'poisson' : 'normal';
  const now = isTable
    ? `Use \`family: ${family}\`.`
    : 'Use `scaling: unit`, a binarising `transform`, or `family: normal`.';
  return [
    problemAt(input, {
      severity: 'error',
      code: 'bernoulli-outside-unit-interval',
      path: 'likelihood.family',
      message:
        `A Bernoulli likelihood needs targets from 0 to 1, but ${found}. There x log p + (1 − x) log(1 − p) has ` +
        `no upper limit, so training would chase infinity. ${now}`,
      changeTo: family,
    }),
  ];
};

/** Grey targets: the number that training reports has a floor and compares with nothing else. */
export const bernoulliOnGrey: Check = (input) => {
  const { data, likelihood } = input.experiment;
  const { minimum, maximum, values } = targetFacts(data);
  const isGrey = values !== 'binary' && minimum >= 0 && maximum <= 1;
  if (likelihood.family !== 'bernoulli' || !isGrey) return [];
  return [
    problemAt(input, {
      severity: 'information',
      code: 'bernoulli-on-grey',
      path: 'likelihood.family',
      message:
        'Bernoulli on grey targets: x log p + (1 − x) log(1 − p) is neither a mass nor a density in x. It cannot ' +
        'go above minus the entropy of the pixels (0.56 nats for a pixel of 0.25, 0.69 for 0.5), and its ELBO does not ' +
        'compare with one of binarised data or of a normal. A common choice for pictures; for a mass, set ' +
        '`transform` to `threshold` or `static-binarisation`.',
    }),
  ];
};

/** A density of something that is 0 or 1 says nothing that a probability would not say better. */
export const densityOnBinary: Check = (input) => {
  const { data, likelihood } = input.experiment;
  if (likelihood.family !== 'continuous-bernoulli') return [];
  if (targetFacts(data).values !== 'binary') return [];
  return [
    problemAt(input, {
      severity: 'warning',
      code: 'density-on-discrete-data',
      path: 'likelihood.family',
      message:
        'A continuous Bernoulli is a density on [0, 1], and these targets are 0 and 1 only: it can put more and more ' +
        'density on both ends, and log p(x|z) grows without limit. Use `family: bernoulli`.',
      changeTo: 'bernoulli',
    }),
  ];
};

/** Below this, one unit of squared error weighs as much as 5000 nats of KL. */
const smallSigma = 0.01;

export const smallFixedSigma: Check = (input) => {
  const { likelihood } = input.experiment;
  const [setting] = getFamily(likelihood.family).decoder.settings;
  if (likelihood.family !== 'normal' || setting === undefined) return [];
  const sigma = valueOf(likelihood, setting);
  if (sigma >= smallSigma || modeOf(likelihood, setting) !== 'fixed') return [];
  const weight = Number((1 / (2 * sigma * sigma)).toPrecision(2));
  return [
    problemAt(input, {
      severity: 'warning',
      code: 'small-sigma',
      path: 'likelihood.sigma',
      message:
        `With sigma ${numberText(sigma)} the squared error is multiplied by 1/(2 sigma²) = ${numberText(weight)}: ` +
        'it drowns the KL and makes steps unstable. If sigma is not known to be that small, learn it: `scale: shared`.',
    }),
  ];
};

/** A density can pile up on discrete values: log p grows without bound as its scale goes to 0. */
export const learnedScaleOnLevels: Check = (input) => {
  const { data, likelihood } = input.experiment;
  const { support, decoder } = getFamily(likelihood.family);
  const [scale] = decoder.settings;
  if (support !== 'real' || scale === undefined || modeOf(likelihood, scale) === 'fixed') return [];
  const { values } = targetFacts(data);
  if (values === 'real' || values === 'dequantised' || values === 'unknown') return [];
  const { key } = scale.value;
  const [what, now] = {
    levels: [
      '256 grey levels',
      `\`transform: uniform-dequantisation\` puts a floor under it, or fix \`${key}\`.`,
    ],
    binary: ['two values', `Use \`family: bernoulli\`, or fix \`${key}\`.`],
    whole: ['whole numbers', `Use \`family: poisson\` for counts, or fix \`${key}\`.`],
  }[values];
  return [
    problemAt(input, {
      severity: 'warning',
      code: 'density-on-discrete-data',
      path: 'likelihood.scale',
      message: `These targets take only ${what}. Where a dimension hardly varies, a learned ${key} can shrink towards 0 and log p(x|z) grow without limit. ${now}`,
    }),
  ];
};

/** From here on the last layer alone takes gigabytes with its gradients and the moments of the optimiser. */
const manyWeights = 50_000_000;

/** One output for each level or component of each dimension adds up. */
export const manyOutputs: Check = (input) => {
  const { data, likelihood, model } = input.experiment;
  const { decoder, given } = getFamily(likelihood.family);
  if (decoder.components === 'none' && !given.includes('levels')) return [];
  const outputs = plannedOutputs(data, likelihood);
  const width = model.decoder.kind === 'mlp' ? (model.decoder.hidden.at(-1) ?? model.latent) : 0;
  if (outputs === undefined || outputs * width < manyWeights) return [];
  const millions = Math.round((outputs * width) / 1e6);
  return [
    problemAt(input, {
      severity: 'warning',
      code: 'many-outputs',
      path: componentsOf(likelihood, decoder) > 1 ? 'likelihood.components' : 'likelihood.family',
      message:
        `The decoder needs ${bigNumber(outputs)} outputs, one for each level or component of each dimension: from ${width} ` +
        `hidden units that is ${bigNumber(millions)} million weights, and four numbers to keep of each. Use a smaller ` +
        'last hidden layer, smaller pictures, `kind: conv`, or `family: discretised-logistic`.',
    }),
  ];
};
