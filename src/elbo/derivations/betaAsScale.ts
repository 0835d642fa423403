// Beta as a choice of sigma: a Gaussian likelihood with another scale is the same loss with another weight of the KL.

import {
  half,
  log,
  minus,
  over,
  pi,
  plus,
  sqrt,
  squared,
  sumOver,
  symbol,
  times,
} from '../expr/build.ts';
import type { Source } from '../families/family.ts';
import type { Derivation } from './derivation.ts';
import { rybkin } from './sources.ts';
import { Steps } from './steps.ts';
import { data, dataSize, decoderMean, dimensions, quantity, sigma, x, xHat } from './symbols.ts';

const beta = symbol('beta');
const kl = symbol('kl');
const variance = squared(sigma);
const squares = sumOver('data', squared(minus(x, xHat)));
const constant = times(over(dimensions, 2), log(times(2, pi, variance)));

const lucas: Source = {
  authors: 'J. Lucas, G. Tucker, R. Grosse, M. Norouzi',
  title: 'Don’t Blame the ELBO! A Linear VAE Perspective on Posterior Collapse',
  year: 2019,
  id: 'arXiv:1911.02469',
};

export const betaAsScale: Derivation<'beta-as-scale'> = {
  id: 'beta-as-scale',
  title: 'β as a choice of σ',
  kind: 'scale',
  question: 'Is β in a β-VAE a hyperparameter, or the noise of the decoder?',
  subject: symbol('negativeElbo'),
  likelihood: 'none',
  quantities: [
    data('real'),
    decoderMean,
    quantity('sigma', 'positive', 'Standard deviation of the decoder.'),
    quantity('kl', 'positive', 'KL(q(z|x) ‖ p(z)), nats.'),
    quantity('beta', 'positive', 'The weight of the KL.'),
    dataSize,
  ],
  definitions: {},
  steps: Steps.from(plus(over(squares, times(2, variance)), constant, kl))
    .drop(
      constant,
      plus(over(squares, times(2, variance)), kl),
      'With σ fixed no parameter is learned in it, so gradients stay.',
      'Two σ can then no longer be compared by their loss.',
    )
    .scale(
      variance,
      plus(times(half, squares), times(variance, kl)),
      'Times σ²: a factor of the whole loss changes no optimum, only the step size.',
    )
    .choose(
      { symbol: 'sigma', value: sqrt(beta), shown: [variance, beta] },
      plus(times(half, squares), times(beta, kl)),
      'The weight of the KL is σ². A β-VAE with σ = 1 is a VAE with σ² = β.',
    )
    .done(),
  conclusion:
    'β above 1 says that the decoder is noisier than σ = 1, below 1 that it is not. Learning σ learns the weight, as long as ' +
    'D/2 log 2πσ² stays in the loss.',
  sources: [rybkin, lucas],
};
