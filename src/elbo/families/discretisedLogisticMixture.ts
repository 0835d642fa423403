// Mixture of discretised logistics: one of the data's levels, which may gather around several values.

import {
  exp,
  log,
  logSumExpOver,
  minus,
  negative,
  over,
  plus,
  sumOver,
  symbol,
  times,
} from '../expr/build.ts';
import type { Expr } from '../expr/expr.ts';
import { drawCategory } from '../sampling/category.ts';
import type { Family, Parameters } from './family.ts';
import {
  levelCdf,
  levelMoments,
  levelOfDraw,
  logMass,
  meanLevel,
  stableLogMass,
} from './logisticMass.ts';
import { scaleSetting } from './settings.ts';
import { listAt } from './values.ts';

const axes = ['sample', 'batch', 'data', 'component'] as const;
const probs = symbol('probs', axes);
const logits = symbol('logits', axes);
const loc = symbol('loc', axes);
const scale = symbol('scale', ['component']);
const logscale = symbol('logscale', axes);
const precision = exp(negative(logscale));
const logWeights = minus(logits, logSumExpOver('component', logits));

/** log of the weighted sum over components, each with its log mass. */
const mixed = (logWeight: Expr, mass: Expr): Expr =>
  logSumExpOver('component', plus(logWeight, mass));

/** The weighted sum over components of something of each. */
function overComponents(
  parameters: Parameters,
  of: (loc: number, scale: number) => number,
): number {
  const [locs, scales] = [listAt(parameters, 'loc'), listAt(parameters, 'scale')];
  return listAt(parameters, 'probs').reduce(
    (sum, weight, m) => sum + weight * of(locs[m] ?? Number.NaN, scales[m] ?? Number.NaN),
    0,
  );
}

export const discretisedLogisticMixture: Family<'discretised-logistic-mixture'> = {
  id: 'discretised-logistic-mixture',
  name: 'Mixture of discretised logistics',
  aliases: ['logistic mixture', 'mixture of logistics', 'DMOL'],
  summary:
    'Each dimension takes one of equally spaced levels, whose mass is a weighted sum of discretised logistics: several ' +
    'values may be likely and those between them not. The decoder gives weights and centres of all components. ' +
    '`log p(x|z)` is the logarithm of a probability and never exceeds 0. Channels of a colour are independent here.',
  support: 'levels',
  measure: 'mass',
  event: {
    of: 'dimension',
    cdf: (value, parameters) =>
      overComponents(parameters, (loc, scale) => levelCdf(value, loc, scale, parameters)),
    variance: (parameters) => {
      const mean = overComponents(
        parameters,
        (loc, scale) => levelMoments(loc, scale, parameters).mean,
      );
      return overComponents(parameters, (loc, scale) => {
        const own = levelMoments(loc, scale, parameters);
        return own.variance + (own.mean - mean) ** 2;
      });
    },
    sample: (parameters, random) => {
      const m = drawCategory(listAt(parameters, 'probs'), random);
      const loc = listAt(parameters, 'loc')[m] ?? Number.NaN;
      const scale = listAt(parameters, 'scale')[m] ?? Number.NaN;
      return levelOfDraw(random.uniform(), loc, scale, parameters);
    },
  },
  given: ['levels', 'binWidth', 'minimum', 'maximum'],
  parameterisations: [
    {
      id: 'scale',
      parameters: [
        { name: 'probs', domain: 'simplex', meaning: 'Weight of each component; they sum to 1.' },
        { name: 'loc', domain: 'real', meaning: 'Centre of each component.' },
        { name: 'scale', domain: 'positive', meaning: 'Scale s of each component.' },
      ],
      logProb: mixed(log(probs), logMass(loc, over(1, scale))),
      stable: mixed(log(probs), stableLogMass(loc, over(1, scale))),
      mean: sumOver('component', times(probs, meanLevel(loc, over(1, scale)))),
      toCanonical: { probs, loc, scale },
    },
    {
      id: 'logscale',
      parameters: [
        {
          name: 'logits',
          domain: 'real',
          meaning: 'Log weight of each component, up to a constant that all share.',
        },
        { name: 'loc', domain: 'real', meaning: 'Centre of each component.' },
        { name: 'logscale', domain: 'real', meaning: 'log s of each component.' },
      ],
      logProb: mixed(logWeights, logMass(loc, precision)),
      stable: mixed(logWeights, stableLogMass(loc, precision)),
      mean: sumOver('component', times(exp(logWeights), meanLevel(loc, precision))),
      toCanonical: { probs: exp(logWeights), loc, scale: exp(logscale) },
    },
  ],
  decoder: {
    parameterisation: 'logscale',
    outputs: ['logits', 'loc'],
    settings: [scaleSetting('s', 'that of each logistic density', 0.1)],
    components: 5,
  },
  constants: [],
  sources: [
    {
      authors: 'T. Salimans, A. Karpathy, X. Chen, D. P. Kingma',
      title: 'PixelCNN++',
      year: 2017,
      id: 'arXiv:1701.05517',
      locator: 'equations 1 and 2',
    },
  ],
};
