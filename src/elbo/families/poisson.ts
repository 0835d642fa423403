// Poisson: a count with a rate.

import {
  exp,
  klDiv,
  logFactorialRemainder,
  logGamma,
  minus,
  negative,
  plus,
  symbol,
  times,
  xLogY,
} from '../expr/build.ts';
import type { Expr } from '../expr/expr.ts';
import { drawPoisson } from '../sampling/poisson.ts';
import { logGamma as logGammaOf } from '../special/logGamma.ts';
import { countDivergence } from './countDivergence.ts';
import type { Family } from './family.ts';
import { numberAt } from './values.ts';

const x = symbol('x', ['batch', 'data']);
const rate = symbol('rate', ['sample', 'batch', 'data']);
const lograte = symbol('lograte', ['sample', 'batch', 'data']);
const logFactorial = negative(logGamma(plus(x, 1)));

/** The parts of x log r - r - log x! are hundreds of nats for counts in the hundreds; the sum is a few. */
const stable = (deviance: Expr): Expr => minus(negative(deviance), logFactorialRemainder(x));

const effect =
  'Gradients stay the same. What is left is no log probability: it may exceed 0, and says nothing about bits or ' +
  'about other families.';

export const poisson: Family<'poisson'> = {
  id: 'poisson',
  name: 'Poisson',
  aliases: ['Poisson NLL', 'count'],
  summary:
    'Each dimension is a whole number from 0 up; the decoder gives the logarithm of its rate, which is also its ' +
    'variance. `log p(x|z)` is the logarithm of a probability and never exceeds 0. Counts that vary more than their ' +
    'mean need a negative binomial.',
  support: 'naturalNumber',
  measure: 'mass',
  event: {
    of: 'dimension',
    cdf: (value, parameters) => {
      const mean = numberAt(parameters, 'rate');
      let sum = 0;
      for (let k = 0; k <= Math.floor(value); k++) {
        sum += Math.exp(k * Math.log(mean) - mean - logGammaOf(k + 1));
      }
      return Math.min(1, sum);
    },
    variance: (parameters) => numberAt(parameters, 'rate'),
    sample: (parameters, random) => drawPoisson(numberAt(parameters, 'rate'), random),
  },
  given: [],
  parameterisations: [
    {
      id: 'rate',
      parameters: [{ name: 'rate', domain: 'positive', meaning: 'Mean count.' }],
      logProb: plus(xLogY(x, rate), negative(rate), logFactorial),
      stable: stable(klDiv(x, rate)),
      mean: rate,
      toCanonical: { rate },
    },
    {
      id: 'lograte',
      parameters: [{ name: 'lograte', domain: 'real', meaning: 'Logarithm of the mean count.' }],
      logProb: plus(times(x, lograte), negative(exp(lograte)), logFactorial),
      stable: stable(countDivergence(x, lograte)),
      mean: exp(lograte),
      toCanonical: { rate: exp(lograte) },
    },
  ],
  decoder: { parameterisation: 'lograte', outputs: ['lograte'], settings: [], components: 'none' },
  constants: [
    { parameterisation: 'rate', term: logFactorial, droppable: 'always', effect },
    { parameterisation: 'lograte', term: logFactorial, droppable: 'always', effect },
  ],
  sources: [
    {
      authors:
        'C. H. Grønbech, M. F. Vording, P. N. Timshel, C. K. Sønderby, T. H. Pers, O. Winther',
      title: 'scVAE: variational auto-encoders for single-cell gene expression data',
      year: 2020,
      id: 'doi:10.1093/bioinformatics/btaa293',
    },
  ],
};
