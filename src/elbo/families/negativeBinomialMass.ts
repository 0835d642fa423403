// The log mass of a negative binomial in mean and dispersion, which its zero-inflated form reads too.

import {
  devianceOfShift,
  exp,
  klDiv,
  log,
  log1p,
  logFactorialRemainder,
  logGamma,
  max,
  minus,
  negative,
  over,
  plus,
  sigmoid,
  symbol,
  times,
  xLogY,
} from '../expr/build.ts';
import type { Expr } from '../expr/expr.ts';
import { drawGamma } from '../sampling/gamma.ts';
import { drawPoisson } from '../sampling/poisson.ts';
import type { Random } from '../random.ts';
import { betainc } from '../special/betainc.ts';
import { belowFloor, lowestLog } from './countDivergence.ts';

export const x = symbol('x', ['batch', 'data']);

/** -log x! */
export const logFactorial = negative(logGamma(plus(x, 1)));

/** log Gamma(x + r) - log Gamma(r), in two addends. */
export const gammaRatio = (r: Expr): readonly Expr[] => [
  logGamma(plus(x, r)),
  negative(logGamma(r)),
];

/** In the parameters of torch.distributions. */
export const logMassOfProbs = (totalCount: Expr, probs: Expr): Expr =>
  plus(
    times(totalCount, log1p(negative(probs))),
    xLogY(x, probs),
    ...gammaRatio(totalCount),
    logFactorial,
  );

/** In mean mu and inverse dispersion theta: its variance is mu + mu^2 / theta. */
export const logMassOfMean = (mu: Expr, theta: Expr): Expr =>
  plus(
    times(theta, log(over(theta, plus(theta, mu)))),
    times(x, log(over(mu, plus(theta, mu)))),
    ...gammaRatio(theta),
    logFactorial,
  );

/** The mean mu, theta, and the share mu / (mu + theta) with the rest of 1, each in the way that keeps its digits. */
export interface NegativeBinomialForm {
  readonly mu: Expr;
  readonly theta: Expr;
  readonly share: Expr;
  readonly rest: Expr;
  /** What the count loses where the share is taken larger than it is, for it would be 0; `none` if it never is. */
  readonly shortfall: Expr | 'none';
}

/** The share and the rest of 1 by their logits. */
export const sharesOf = (
  logits: Expr,
): Pick<NegativeBinomialForm, 'share' | 'rest' | 'shortfall'> => ({
  share: sigmoid(max(logits, lowestLog)),
  rest: sigmoid(negative(logits)),
  shortfall: belowFloor(x, logits),
});

/**
 * The same by the divergence of x from what mean and total x + theta let expect, with the log gammas' remainders: two
 * log gammas of theta = 10^6 differ by a few nats and are 10^7 each, of which float32 keeps no digit of the difference.
 * The part of theta's own divergence is written in the difference mu - x, which keeps the gradient of theta.
 */
export function stableLogMass(form: NegativeBinomialForm): Expr {
  const { mu, theta, share, rest, shortfall } = form;
  const total = plus(x, theta);
  return plus(
    negative(klDiv(x, times(total, share))),
    ...(shortfall === 'none' ? [] : [negative(shortfall)]),
    times(-1, rest, devianceOfShift(minus(mu, x), total)),
    logFactorialRemainder(total),
    negative(logFactorialRemainder(theta)),
    negative(logFactorialRemainder(x)),
    negative(log1p(over(x, theta))),
  );
}

/** In the logarithms of mean and theta, as they are trained. */
export const formOfLogs = (logmean: Expr, logdispersion: Expr): NegativeBinomialForm => ({
  mu: exp(logmean),
  theta: exp(logdispersion),
  ...sharesOf(minus(logmean, logdispersion)),
});

/** In the parameters of torch.distributions. */
export const formOfProbs = (totalCount: Expr, probs: Expr): NegativeBinomialForm => ({
  mu: times(totalCount, over(probs, minus(1, probs))),
  theta: totalCount,
  share: probs,
  rest: minus(1, probs),
  shortfall: 'none',
});

/** P(X <= value) in the parameters of torch.distributions. */
export const negativeBinomialCdf = (value: number, totalCount: number, probs: number): number =>
  value < 0 ? 0 : betainc(totalCount, Math.floor(value) + 1, 1 - probs);

/** A Poisson draw whose rate is a gamma draw. */
export const drawNegativeBinomial = (totalCount: number, probs: number, random: Random): number =>
  drawPoisson((drawGamma(totalCount, random) * probs) / (1 - probs), random);
