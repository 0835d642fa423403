// Symbols that several derivations share, and what each may be.

import type { Axis } from '../axes.ts';
import { log, pi, symbol, times } from '../expr/build.ts';
import type { Expr } from '../expr/expr.ts';
import type { Quantity, QuantityDomain } from './derivation.ts';

export const ofData: readonly Axis[] = ['batch', 'data'];
export const ofLatent: readonly Axis[] = ['batch', 'latent'];

export const x = symbol('x', ofData);
/** The decoder's output where it is a location. */
export const xHat = symbol('xHat', ofData);
export const sigma = symbol('sigma');
export const dimensions = symbol('D');
export const latentDimensions = symbol('d');
export const logTwoPi = log(times(2, pi));

export const quantity = (name: string, domain: QuantityDomain, meaning: string): Quantity => ({
  name,
  domain,
  meaning,
});

export const data = (domain: QuantityDomain): Quantity => quantity('x', domain, 'The datum.');
export const decoderMean = quantity(
  'xHat',
  'real',
  'What the decoder puts out: the location of x.',
);
export const dataSize = quantity('D', 'size', 'Number of data dimensions.');
export const latentSize = quantity('d', 'size', 'Number of latent dimensions.');

/** p(x|z), the left side of every derivation of a likelihood. */
export const pxGivenZ: Expr = symbol('pxGivenZ');
