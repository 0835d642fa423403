// Another unit of x: the same distribution of y = a x, restated in its parameters, so that what changes and what does
// not is computed and not claimed.

import type { Parameters } from '../families/family.ts';
import { numberAt } from '../families/values.ts';
import { distributionOf, type Distribution } from './distribution.ts';

/** The distribution of a x for a > 0; null where the values have a unit of their own: angles, shares, counts. */
export function inUnits({ family, parameters }: Distribution, a: number): Distribution | null {
  const restated = restate(family.id, parameters, a);
  return restated && distributionOf(family, restated);
}

function restate(id: string, parameters: Parameters, a: number): Parameters | null {
  const [loc, scale] = [numberAt(parameters, 'loc'), numberAt(parameters, 'scale')];
  switch (id) {
    case 'normal':
    case 'laplace':
    case 'student-t':
      return { ...parameters, loc: a * loc, scale: a * scale };
    case 'log-normal':
      return { ...parameters, loc: loc + Math.log(a) };
    default:
      return null;
  }
}

/** The same density with its centre one scale further: a second distribution to measure a KL to. */
export function movedByOneScale({ family, parameters }: Distribution): Distribution | null {
  const [loc, scale] = [numberAt(parameters, 'loc'), numberAt(parameters, 'scale')];
  return Number.isFinite(loc + scale)
    ? distributionOf(family, { ...parameters, loc: loc + scale })
    : null;
}
