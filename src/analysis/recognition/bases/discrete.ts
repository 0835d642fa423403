// Bernoulli, continuous Bernoulli, Poisson and categorical, and divergences between categoricals.

import { exp, log, minus, num, over, softplus, symbol, times } from '../../../elbo/expr/build.ts';
import { type Basis, basis } from '../basis.ts';

const one = num(1);
const s = symbol;
const [x, p, l] = [symbol('x'), symbol('p'), symbol('l')];

export const discreteMasses: readonly Basis[] = [
  basis('bernoulli', 'reconstruction', 'bernoulli', 'x p', [
    ['x log p', times(x, log(p)), -1],
    ['(1-x) log(1-p)', times(minus(1, x), log(minus(1, p))), -1],
  ]),
  basis('bernoulliLogits', 'reconstruction', 'bernoulli_logits', 'x l', [
    ['softplus(l)', softplus(l), 1],
    ['x l', times(x, l), -1],
  ]),
  // The same on {0, 1}, and nowhere else: softplus of the logits with the sign of what did not happen.
  basis('bernoulliSigned', 'reconstruction', 'bernoulli_logits', 'x l', [
    ['softplus((1-2x) l)', softplus(times(minus(1, times(2, x)), l)), 1],
  ]),
  basis('continuousBernoulli', 'reconstruction', 'continuous_bernoulli', 'x p', [
    ['x log p', times(x, log(p)), -1],
    ['(1-x) log(1-p)', times(minus(1, x), log(minus(1, p))), -1],
    ['log C(p)', log(over(minus(log(minus(1, p)), log(p)), minus(1, times(2, p)))), -1],
    ['1', one, null],
  ]),
  basis('poissonRate', 'reconstruction', 'poisson', 'x r', [
    ['x log r', times(x, log(s('r'))), -1],
    ['r', s('r'), 1],
  ]),
  basis('poissonLogRate', 'reconstruction', 'poisson', 'x l', [
    ['x l', times(x, l), -1],
    ['exp(l)', exp(l), 1],
  ]),
  basis('categoricalKl', 'discrete_kl', 'categorical', 'q', [
    ['q log q', times(s('q'), log(s('q'))), 1],
    ['q', s('q'), null],
  ]),
  basis('categoricalKlUniform', 'discrete_kl', 'categorical', 'q k', [
    ['q log(k q)', times(s('q'), log(times(s('k'), s('q')))), 1],
  ]),
  basis('categoricalPair', 'discrete_kl', 'categorical', 'q p', [
    ['q log q', times(s('q'), log(s('q'))), 1],
    ['q log p', times(s('q'), log(p)), -1],
  ]),
  basis('categorical', 'reconstruction', 'categorical', 'x p', [['x log p', times(x, log(p)), -1]]),
];
