// Whether a value may be what a symbol stands for.

import type { Quantity } from '../../../elbo/derivations/derivation.ts';

export function isInside(value: number, domain: Quantity['domain']): boolean {
  switch (domain) {
    case 'positive':
      return value > 0;
    case 'openUnitInterval':
    case 'weights':
      return value > 0 && value < 1;
    case 'unitInterval':
      return value >= 0 && value <= 1;
    case 'zeroOrOne':
    case 'oneHot':
      return value === 0 || value === 1;
    case 'naturalNumber':
      return Number.isInteger(value) && value >= 0;
    case 'level':
      return [-1, -0.5, 0, 0.5, 1].includes(value);
    case 'real':
    case 'circle':
    case 'nodes':
    case 'nodeWeights':
    case 'size':
    case 'fixed':
      return Number.isFinite(value);
  }
}
