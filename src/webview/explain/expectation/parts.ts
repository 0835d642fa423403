// What parts of this page may do, and the pieces that its figures are made of.

import type { Expectation } from '../../../elbo/expectation/expectation.ts';
import { formatCheck } from '../../../elbo/format.ts';
import { short } from '../figure/parts.ts';
import type { Acting } from '../page.ts';
import type { ExpectationState } from './state.ts';

export * from '../figure/parts.ts';

export type Act = Acting<ExpectationState>;

/** The integral with no more decimals than its quadrature is sure of. */
export const integralText = ({ value: { mean }, error }: Expectation): string =>
  error < 5e-5 ? formatCheck(mean) : short(mean);
