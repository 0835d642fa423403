// All primitives, for the engines that register a kernel for each.

import type { Primitive } from '../primitive.ts';
import * as bessel from './bessel.ts';
import * as betainc from './betainc.ts';
import * as deviance from './deviance.ts';
import * as exponentials from './exponentials.ts';
import * as gamma from './gamma.ts';
import * as hyperbolic from './hyperbolic.ts';
import * as trigonometric from './trigonometric.ts';

export const primitives: readonly Primitive[] = [
  exponentials.log1p,
  exponentials.softplus,
  exponentials.expm1MinusX,
  exponentials.log1mExp,
  exponentials.tanh,
  trigonometric.sin,
  trigonometric.cos,
  gamma.logGamma,
  gamma.logFactorialRemainder,
  gamma.digamma,
  gamma.digammaRemainder,
  gamma.trigamma,
  deviance.log1pMinusX,
  deviance.klDiv,
  deviance.devianceOfShift,
  bessel.logBesselI0e,
  bessel.besselRatio,
  bessel.oneMinusBesselRatio,
  bessel.besselRatioSlope,
  hyperbolic.xCothX,
  hyperbolic.xCothXSlope,
  hyperbolic.langevin,
  hyperbolic.langevinSlope,
  betainc.betainc,
  betainc.betaincByA,
  betainc.betaincByB,
  betainc.betaincByX,
];
