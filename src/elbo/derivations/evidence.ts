// What both routes to the ELBO start from: a joint density of x and z, and any q over z. The routes are tried on finitely
// many values of z, for which all integrals are sums and every equation is exact.

import type { Axis } from '../axes.ts';
import { log, minus, over, sumOver, symbol, times } from '../expr/build.ts';
import type { Expr } from '../expr/expr.ts';
import type { Derivation, Quantity } from './derivation.ts';
import { quantity } from './symbols.ts';

/** The symbols, of one datum or of each datum of a batch. */
function symbolsOf(data: readonly Axis[]) {
  const along: readonly Axis[] = [...data, 'state'];
  return {
    q: symbol('qzGivenX', along),
    pxGivenZ: symbol('pxGivenZ', along),
    pz: symbol('pz', ['state']),
    pxAndZ: symbol('pxAndZ', along),
    pzGivenX: symbol('pzGivenX', along),
    px: symbol('px', data),
    klToPosterior: symbol('klToPosterior', data),
    klToPrior: symbol('klToPrior', data),
    elbo: symbol('elbo', data),
  };
}

export const evidenceSymbols = symbolsOf([]);
export const batchEvidenceSymbols = symbolsOf(['batch']);

export const evidenceQuantities: readonly Quantity[] = [
  quantity('qzGivenX', 'weights', 'The approximate posterior, what the encoder gives.'),
  quantity(
    'pxGivenZ',
    'positive',
    'The likelihood, what the decoder gives, at the x that is fixed.',
  ),
  quantity('pz', 'weights', 'The prior.'),
];

function definitionsOf(symbols: typeof evidenceSymbols): Derivation['definitions'] {
  const { q, pxGivenZ, pz, pxAndZ, pzGivenX, px } = symbols;
  const divergence = (other: Expr) => sumOver('state', times(q, log(over(q, other))));
  return {
    pxAndZ: times(pxGivenZ, pz),
    px: sumOver('state', pxAndZ),
    pzGivenX: over(pxAndZ, px),
    klToPosterior: divergence(pzGivenX),
    klToPrior: divergence(pz),
    elbo: minus(sumOver('state', times(q, log(pxGivenZ))), divergence(pz)),
  };
}

export const evidenceDefinitions = definitionsOf(evidenceSymbols);
export const batchEvidenceDefinitions = definitionsOf(batchEvidenceSymbols);
