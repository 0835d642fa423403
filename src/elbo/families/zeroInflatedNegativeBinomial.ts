// Zero-inflated negative binomial: a count that is missing (read as 0) with a probability of its own.

import {
  exp,
  greater,
  log,
  log1p,
  minus,
  negative,
  over,
  plus,
  power,
  sigmoid,
  softplus,
  symbol,
  times,
} from '../expr/build.ts';
import type { Expr } from '../expr/expr.ts';
import type { Family, Parameters, Setting } from './family.ts';
import {
  drawNegativeBinomial,
  formOfLogs,
  formOfProbs,
  logMassOfMean,
  logMassOfProbs,
  negativeBinomialCdf,
  stableLogMass,
  x,
} from './negativeBinomialMass.ts';
import { dispersionSetting } from './settings.ts';
import { numberAt } from './values.ts';

const totalCount = symbol('totalCount', ['sample', 'batch', 'data']);
const probs = symbol('probs', ['sample', 'batch', 'data']);
const gate = symbol('gate', ['sample', 'batch', 'data']);
const logmean = symbol('logmean', ['sample', 'batch', 'data']);
const logdispersion = symbol('logdispersion', ['sample', 'batch', 'data']);
const gatelogits = symbol('gatelogits', ['sample', 'batch', 'data']);
const [mu, theta] = [exp(logmean), exp(logdispersion)];
const meanOfProbs = formOfProbs(totalCount, probs).mu;
const isCount = greater(x, 0);
const isZero = minus(1, isCount);

/** The probability of an extra zero, and the rest of 1 with its logarithm, each in the way that keeps its digits. */
interface Gate {
  readonly extra: Expr;
  readonly rest: Expr;
  readonly logRest: Expr;
}

const gateOfProbs: Gate = {
  extra: gate,
  rest: minus(1, gate),
  logRest: log1p(negative(gate)),
};
const gateOfLogits: Gate = {
  extra: sigmoid(gatelogits),
  rest: sigmoid(negative(gatelogits)),
  logRest: negative(softplus(gatelogits)),
};

/** At 0 the extra zeros and those of the count together, above it the count alone. */
const mixture = ({ extra, rest, logRest }: Gate, zero: Expr, logMass: Expr): Expr =>
  plus(times(isZero, log(plus(extra, times(rest, zero)))), times(isCount, plus(logRest, logMass)));

const zeroInflation: Setting = {
  parameter: 'gatelogits',
  mode: {
    key: 'zeroInflation',
    description: 'Where the probability pi of an extra zero comes from.',
  },
  value: {
    key: 'pi',
    default: 0.1,
    below: 1,
    description:
      'The probability that a count is missing and reads 0: its value if `fixed`, else where it starts.',
  },
  learnedFromValue: (value) => Math.log(value) - Math.log1p(-value),
  valueFromLearned: (learned) => 1 / (1 + Math.exp(-learned)),
};

function moments(parameters: Parameters): { readonly mean: number; readonly variance: number } {
  const probability = numberAt(parameters, 'probs');
  const mean = (numberAt(parameters, 'totalCount') * probability) / (1 - probability);
  return { mean, variance: mean / (1 - probability) };
}

export const zeroInflatedNegativeBinomial: Family<'zero-inflated-negative-binomial'> = {
  id: 'zero-inflated-negative-binomial',
  name: 'Zero-inflated negative binomial',
  aliases: ['ZINB', 'zinb'],
  summary:
    'Each dimension is a whole number from 0 up: a negative binomial of mean mu and inverse dispersion theta, or, with ' +
    'probability pi, a 0 that stands for a count nobody saw. `log p(x|z)` is the logarithm of a probability and never ' +
    'exceeds 0. The mean of x is (1 - pi) mu.',
  support: 'naturalNumber',
  measure: 'mass',
  event: {
    of: 'dimension',
    cdf: (value, parameters) => {
      if (value < 0) return 0;
      const extra = numberAt(parameters, 'gate');
      const own = negativeBinomialCdf(
        value,
        numberAt(parameters, 'totalCount'),
        numberAt(parameters, 'probs'),
      );
      return extra + (1 - extra) * own;
    },
    variance: (parameters) => {
      const extra = numberAt(parameters, 'gate');
      const { mean, variance } = moments(parameters);
      return (1 - extra) * (variance + extra * mean * mean);
    },
    sample: (parameters, random) =>
      random.uniform() < numberAt(parameters, 'gate')
        ? 0
        : drawNegativeBinomial(
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
        {
          name: 'totalCount',
          domain: 'positive',
          meaning: 'Number of failures that end the count; need not be whole. It is theta.',
        },
        { name: 'probs', domain: 'openUnitInterval', meaning: 'Probability of a success.' },
        { name: 'gate', domain: 'openUnitInterval', meaning: 'Probability pi of an extra zero.' },
      ],
      logProb: mixture(
        gateOfProbs,
        power(minus(1, probs), totalCount),
        logMassOfProbs(totalCount, probs),
      ),
      stable: mixture(
        gateOfProbs,
        exp(times(totalCount, log1p(negative(probs)))),
        stableLogMass(formOfProbs(totalCount, probs)),
      ),
      mean: times(minus(1, gate), meanOfProbs),
      toCanonical: { totalCount, probs, gate },
    },
    {
      id: 'logmean',
      parameters: [
        {
          name: 'logmean',
          domain: 'real',
          meaning: 'Logarithm of mu, the mean without extra zeros.',
        },
        { name: 'logdispersion', domain: 'real', meaning: 'log theta, the inverse dispersion.' },
        { name: 'gatelogits', domain: 'real', meaning: 'log(pi / (1 - pi)).' },
      ],
      logProb: mixture(
        gateOfLogits,
        power(over(theta, plus(theta, mu)), theta),
        logMassOfMean(mu, theta),
      ),
      // In logits: log p = log NB - softplus(g), and at 0 more by softplus(g - log NB(0)).
      stable: plus(
        stableLogMass(formOfLogs(logmean, logdispersion)),
        negative(softplus(gatelogits)),
        times(
          isZero,
          softplus(plus(gatelogits, times(theta, softplus(minus(logmean, logdispersion))))),
        ),
      ),
      mean: times(sigmoid(negative(gatelogits)), mu),
      toCanonical: {
        totalCount: theta,
        probs: sigmoid(minus(logmean, logdispersion)),
        gate: sigmoid(gatelogits),
      },
    },
  ],
  decoder: {
    parameterisation: 'logmean',
    outputs: ['logmean'],
    settings: [dispersionSetting, zeroInflation],
    components: 'none',
  },
  constants: [],
  sources: [
    {
      authors: 'R. Lopez, J. Regier, M. B. Cole, M. I. Jordan, N. Yosef',
      title: 'Deep generative modeling for single-cell transcriptomics',
      year: 2018,
      id: 'doi:10.1038/s41592-018-0229-2',
    },
  ],
};
