// Checks of the likelihood against the data it is a likelihood of. They state consequences with numbers; they do
// not call a modelling choice wrong.

import { scaleMode } from '../likelihoodScale.ts';
import { getFamily } from '../../elbo/families/index.ts';
import { targetFacts } from '../targets.ts';
import { code, numberText } from '../words.ts';
import { isWritten, problemAt } from './check.ts';
import type { Check } from './check.ts';

/** Outside [0, 1] x log p + (1 - x) log(1 - p) grows without bound as p goes to 0 or 1. */
export const bernoulliOutsideUnitInterval: Check = (input) => {
  const { data, likelihood } = input.experiment;
  const { minimum, maximum, values } = targetFacts(data);
  if (likelihood.family !== 'bernoulli' || values === 'unknown') return [];
  if (minimum >= 0 && maximum <= 1) return [];
  const found =
    values === 'real'
      ? `${code(data.source)} are real numbers without bounds`
      : `these run from ${numberText(minimum)} to ${numberText(maximum)} (${code(`scaling: ${data.scaling}`)})`;
  const now =
    values === 'real'
      ? 'Use `family: normal`.'
      : 'Use `scaling: unit`, a binarising `transform`, or `family: normal`.';
  return [
    problemAt(input, {
      severity: 'error',
      code: 'bernoulli-outside-unit-interval',
      path: 'likelihood.family',
      message:
        `A Bernoulli likelihood needs targets from 0 to 1, but ${found}. There x log p + (1 − x) log(1 − p) has ` +
        `no upper limit, so training would chase infinity. ${now}`,
      changeTo: 'normal',
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

export const scaleOfFamilyWithoutScale: Check = (input) => {
  const { family } = input.experiment.likelihood;
  if (getFamily(family).decoder.scale !== 'none') return [];
  return ['scale', 'sigma']
    .filter((key) => isWritten(input.root, `likelihood.${key}`))
    .map((key) =>
      problemAt(input, {
        severity: 'error',
        code: 'family-without-scale',
        path: `likelihood.${key}`,
        message: `${code(family)} has no scale, so ${code(key)} means nothing here. Remove it, or use \`family: normal\`.`,
      }),
    );
};

/** Below this, one unit of squared error weighs as much as 5000 nats of KL. */
const smallSigma = 0.01;

export const smallFixedSigma: Check = (input) => {
  const { likelihood } = input.experiment;
  const { sigma } = likelihood;
  if (sigma === undefined || sigma >= smallSigma || scaleMode(likelihood) !== 'fixed') return [];
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

/** A density can pile up on discrete values: log p grows without bound as sigma goes to 0. */
export const learnedScaleOnLevels: Check = (input) => {
  const { data, likelihood } = input.experiment;
  const mode = scaleMode(likelihood);
  if (likelihood.family !== 'normal' || mode === 'fixed') return [];
  const { values } = targetFacts(data);
  if (values !== 'levels' && values !== 'binary') return [];
  const what = values === 'levels' ? '256 grey levels' : 'two values';
  const now =
    values === 'levels'
      ? '`transform: uniform-dequantisation` puts a floor under it, or fix `sigma`.'
      : 'Use `family: bernoulli`, or fix `sigma`.';
  return [
    problemAt(input, {
      severity: 'warning',
      code: 'density-on-discrete-data',
      path: 'likelihood.scale',
      message: `These targets take only ${what}. Where a pixel hardly varies, a learned sigma can shrink towards 0 and log p(x|z) grow without limit. ${now}`,
    }),
  ];
};
