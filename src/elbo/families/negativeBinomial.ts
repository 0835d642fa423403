// Negative binomial: a count that varies more than a Poisson of the same mean.

import { exp, minus, negative, plus, sigmoid, softplus, symbol, times } from '../expr/build.ts';
import type { Family } from './family.ts';
import {
  drawNegativeBinomial,
  formOfLogs,
  formOfProbs,
  gammaRatio,
  logFactorial,
  logMassOfMean,
  logMassOfProbs,
  negativeBinomialCdf,
  sharesOf,
  stableLogMass,
  x,
} from './negativeBinomialMass.ts';
import { dispersionSetting } from './settings.ts';
import { numberAt } from './values.ts';

const totalCount = symbol('totalCount', ['sample', 'batch', 'data']);
const probs = symbol('probs', ['sample', 'batch', 'data']);
const logits = symbol('logits', ['sample', 'batch', 'data']);
const logmean = symbol('logmean', ['sample', 'batch', 'data']);
const logdispersion = symbol('logdispersion', ['sample', 'batch', 'data']);
const [mu, theta] = [exp(logmean), exp(logdispersion)];

const factorialEffect =
  'Gradients stay the same. What is left is no log probability: it may exceed 0, and says nothing about bits or ' +
  'about other families.';

const gammaEffect =
  'With a fixed dispersion gradients stay the same. If it is learned they must stay: they hold theta, and without ' +
  'them it goes to an end of its range.';

const total = {
  name: 'totalCount',
  domain: 'positive',
  meaning: 'Number of failures that end the count; need not be whole. It is theta.',
} as const;

export const negativeBinomial: Family<'negative-binomial'> = {
  id: 'negative-binomial',
  name: 'Negative binomial',
  aliases: ['NB', 'nb', 'gamma-Poisson'],
  summary:
    'Each dimension is a whole number from 0 up with mean mu and variance mu + mu^2/theta: a Poisson whose rate itself ' +
    'varies. The decoder gives log mu; the inverse dispersion theta is a number, learned, or decoded. As theta grows it ' +
    'becomes the Poisson. `log p(x|z)` is the logarithm of a probability and never exceeds 0.',
  support: 'naturalNumber',
  measure: 'mass',
  event: {
    of: 'dimension',
    cdf: (value, parameters) =>
      negativeBinomialCdf(value, numberAt(parameters, 'totalCount'), numberAt(parameters, 'probs')),
    variance: (parameters) => {
      const probability = numberAt(parameters, 'probs');
      return (numberAt(parameters, 'totalCount') * probability) / (1 - probability) ** 2;
    },
    sample: (parameters, random) =>
      drawNegativeBinomial(
        numberAt(parameters, 'totalCount'),
        numberAt(parameters, 'probs'),
        random,
      ),
  },
  given: [],
  parameterisations: [
    {
      id: 'probs',
      parameters: [
        total,
        { name: 'probs', domain: 'openUnitInterval', meaning: 'Probability of a success.' },
      ],
      logProb: logMassOfProbs(totalCount, probs),
      stable: stableLogMass(formOfProbs(totalCount, probs)),
      mean: formOfProbs(totalCount, probs).mu,
      toCanonical: { totalCount, probs },
    },
    {
      id: 'logits',
      parameters: [
        total,
        { name: 'logits', domain: 'real', meaning: 'log(p / (1 - p)) = log(mu / theta).' },
      ],
      logProb: plus(
        times(-1, totalCount, softplus(logits)),
        times(-1, x, softplus(negative(logits))),
        ...gammaRatio(totalCount),
        logFactorial,
      ),
      stable: stableLogMass({
        mu: times(totalCount, exp(logits)),
        theta: totalCount,
        ...sharesOf(logits),
      }),
      mean: times(totalCount, exp(logits)),
      toCanonical: { totalCount, probs: sigmoid(logits) },
    },
    {
      id: 'logmean',
      parameters: [
        { name: 'logmean', domain: 'real', meaning: 'Logarithm of the mean count mu.' },
        { name: 'logdispersion', domain: 'real', meaning: 'log theta, the inverse dispersion.' },
      ],
      logProb: logMassOfMean(mu, theta),
      stable: stableLogMass(formOfLogs(logmean, logdispersion)),
      mean: mu,
      toCanonical: { totalCount: theta, probs: sigmoid(minus(logmean, logdispersion)) },
    },
  ],
  decoder: {
    parameterisation: 'logmean',
    outputs: ['logmean'],
    settings: [dispersionSetting],
    components: 'none',
  },
  constants: [
    {
      parameterisation: 'probs',
      term: logFactorial,
      droppable: 'always',
      effect: factorialEffect,
    },
    {
      parameterisation: 'probs',
      term: plus(...gammaRatio(totalCount)),
      droppable: 'fixedScale',
      effect: gammaEffect,
    },
    {
      parameterisation: 'logmean',
      term: logFactorial,
      droppable: 'always',
      effect: factorialEffect,
    },
    {
      parameterisation: 'logmean',
      term: plus(...gammaRatio(theta)),
      droppable: 'fixedScale',
      effect: gammaEffect,
    },
  ],
  sources: [
    {
      authors: 'R. Lopez, J. Regier, M. B. Cole, M. I. Jordan, N. Yosef',
      title: 'Deep generative modeling for single-cell transcriptomics',
      year: 2018,
      id: 'doi:10.1038/s41592-018-0229-2',
    },
  ],
};
