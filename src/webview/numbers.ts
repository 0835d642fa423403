// How a page prints numbers: the formats of `elbo/format.ts` under the short names views use, and the few that
// only a page needs.

import { formatCoefficient, formatFixed } from '../elbo/format.ts';

export {
  decimalsOfTable,
  formatBitsPerDim as bitsPerDim,
  formatCoefficient as weight,
  formatCount as count,
  formatDuration as duration,
  formatFixed as fixed,
  formatNats as nats,
  formatNatsPerDimension as natsPerDimension,
  formatWithError as withError,
  withSign,
} from '../elbo/format.ts';

/** A number as a person types it back: no thin spaces, a plain minus. */
export const editable = (value: number): string =>
  formatCoefficient(value, true).replaceAll('\u202f', '').replaceAll('\u2212', '-');

/** Ticks are round: as many decimals as they need and no more. */
export function tick(value: number): string {
  const decimals = Math.max(0, -Math.floor(Math.log10(Math.abs(value) || 1) + 1e-9));
  return formatFixed(value, Number.isInteger(value) ? 0 : Math.max(1, decimals));
}

/** Steps per second: whole from 10 on. */
export const rate = (value: number): string => formatFixed(value, value >= 9.95 ? 0 : 1);

/** A standard error alone: one significant digit. */
export function error(value: number): string {
  if (!Number.isFinite(value) || value <= 0) return formatFixed(value, 1);
  const rounded = Number(value.toPrecision(1));
  return formatFixed(value, Math.max(0, -Math.floor(Math.log10(rounded) + 1e-9)));
}
