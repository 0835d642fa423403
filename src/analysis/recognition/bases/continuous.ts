// Densities of real-valued data: Gaussian, Laplace, log-cosh.

import {
  abs,
  exp,
  log,
  minus,
  num,
  over,
  plus,
  squared,
  symbol,
  times,
} from '../../../elbo/expr/build.ts';
import { type Basis, basis } from '../basis.ts';

const one = num(1);
const s = symbol;
const [x, m, b, lv] = [symbol('x'), symbol('m'), symbol('b'), symbol('lv')];
const halfLog2Pi = 'D/2*log(2*pi)';

export const realDensities: readonly Basis[] = [
  basis(
    'gaussian',
    'reconstruction',
    'gaussian_learned_var',
    'x m lv',
    [
      ['(x-m)^2/sigma^2', over(squared(minus(x, m)), exp(lv)), 0.5],
      ['log sigma^2', lv, 0.5],
      ['1', one, null],
    ],
    { symmetric: [0, 1], constant: halfLog2Pi, isDensity: true },
  ),
  basis(
    'laplaceScale',
    'reconstruction',
    'laplace',
    'x m b',
    [
      ['|x-m|/b', over(abs(minus(x, m)), b), 1],
      ['log b', log(b), 1],
      ['1', one, null],
    ],
    { symmetric: [0, 1], constant: 'D*log(2)', isDensity: true },
  ),
  basis(
    'laplaceLogScale',
    'reconstruction',
    'laplace',
    'x m lb',
    [
      ['|x-m|/b', over(abs(minus(x, m)), exp(s('lb'))), 1],
      ['log b', s('lb'), 1],
      ['1', one, null],
    ],
    { symmetric: [0, 1], constant: 'D*log(2)', isDensity: true },
  ),
  basis(
    'logCosh',
    'reconstruction',
    'logcosh',
    'x m',
    [
      ['log cosh(x-m)', log(plus(exp(minus(x, m)), exp(minus(m, x)))), 1],
      ['1', one, null],
    ],
    { symmetric: [0, 1] },
  ),
  basis(
    'logCoshInner',
    'reconstruction',
    'logcosh',
    'x m b',
    [
      ['log cosh(a(x-m))', log(plus(exp(times(b, minus(x, m))), exp(times(b, minus(m, x))))), 1],
      ['1', one, null],
    ],
    { symmetric: [0, 1] },
  ),
  basis(
    'logCoshScaled',
    'reconstruction',
    'logcosh',
    'x m b',
    [
      [
        'log cosh(a(x-m))/a',
        over(log(plus(exp(times(b, minus(x, m))), exp(times(b, minus(m, x))))), b),
        1,
      ],
      ['1/a', over(1, b), null],
      ['1', one, null],
    ],
    { symmetric: [0, 1] },
  ),
  basis(
    'gaussianFixed',
    'reconstruction',
    'gaussian_fixed',
    'x m',
    [
      ['(x-m)^2', squared(minus(x, m)), 0.5],
      ['1', one, null],
    ],
    { symmetric: [0, 1], constant: halfLog2Pi, isDensity: true },
  ),
  basis(
    'gaussianFixedScale',
    'reconstruction',
    'gaussian_fixed',
    'x m c',
    [
      ['c (x-m)^2', times(s('c'), squared(minus(x, m))), 0.5],
      ['1', one, null],
    ],
    { symmetric: [0, 1], constant: halfLog2Pi, isDensity: true },
  ),
  basis(
    'laplaceFixed',
    'reconstruction',
    'laplace',
    'x m',
    [
      ['|x-m|', abs(minus(x, m)), 1],
      ['1', one, null],
    ],
    { symmetric: [0, 1], constant: 'D*log(2)', isDensity: true },
  ),
];
