// How numbers are written for people: decimals per quantity, a true minus, thin spaces, and words for what is
// not finite. Every view and report formats through here, so one quantity looks the same everywhere.

const minusSign = '\u2212';
/** Narrow no-break space: a number is never broken across lines. */
const thinSpace = '\u202f';

/** Exactly `decimals` decimals, grouped by thousands. Never "-0"; infinities and NaN by name. */
export function formatFixed(value: number, decimals: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : `${minusSign}∞`;
  const [whole = '', fraction] = Math.abs(value).toFixed(decimals).split('.');
  // toFixed falls back to exponents from 1e21 on; those have no thousands to group.
  const grouped = whole.includes('e') ? whole : whole.replace(/\B(?=(\d{3})+$)/g, thinSpace);
  const digits = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  return value < 0 && /[1-9]/.test(digits) ? minusSign + digits : digits;
}

/** 1 decimal from 10 on, 2 below, decided after rounding: 9.996 is "10.0", not "10.00". */
const natsDecimals = (value: number): number => (Math.round(Math.abs(value) * 100) >= 1000 ? 1 : 2);

/** Nats per datum: 113.5, 3.42. */
export const formatNats = (nats: number): string => formatFixed(nats, natsDecimals(nats));

/** Nats of one latent dimension: 2.03. */
export const formatNatsPerDimension = (nats: number): string => formatFixed(nats, 2);

/** Bits per dimension: 0.211. */
export const formatBitsPerDim = (bits: number): string => formatFixed(bits, 3);

/** Numbers of a check, all alike: 3 061.1938. */
export const formatCheck = (value: number): string => formatFixed(value, 4);

/** Steps, epochs, data: whole. */
export const formatCount = (count: number): string => formatFixed(count, 0);

/** A difference carries its sign: +0.9, −0.9; a difference that rounds to zero carries none. */
export function withSign(formatted: string): string {
  return formatted.startsWith(minusSign) || !/[1-9∞]/.test(formatted) ? formatted : `+${formatted}`;
}

/** 114.4 ± 0.9: decimals stop at the first digit of the standard error. */
export function formatWithError(value: number, standardError: number): string {
  if (!Number.isFinite(value) || !(standardError > 0) || !Number.isFinite(standardError)) {
    return formatNats(value);
  }
  // Rounded first: an error of 0.096 is 0.1, whose first digit is one place earlier.
  const rounded = Number(standardError.toPrecision(1));
  const decimals = Math.min(20, Math.max(0, -Math.floor(Math.log10(rounded) + 1e-9)));
  return `${formatFixed(value, decimals)} ± ${formatFixed(standardError, decimals)}`;
}

/** Place of the first significant digit after rounding to `digits`: 2 for 392, -1 for 0.25. */
function magnitude(value: number, digits: number): number {
  return Number(
    Math.abs(value)
      .toExponential(digits - 1)
      .split('e')[1],
  );
}

/** `digits` significant digits as mantissa · 10ⁿ. */
function formatScientific(value: number, digits: number): string {
  const [mantissa = '', exponent = ''] = Math.abs(value)
    .toExponential(digits - 1)
    .split('e');
  const power = superscript(String(Number(exponent)));
  return `${value < 0 ? minusSign : ''}${mantissa} · 10${power}`;
}

/** An integer in superscript characters, a hyphen as its minus. */
export function superscript(integer: string): string {
  return integer.replace('-', '⁻').replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)] ?? digit);
}

/**
 * beta, sigma, slopes: 3 significant digits (392, 19.8, 1.00), whole from 1000 on, and powers of ten below 0.001. In a
 * field that can be edited at least 2 decimals, so that a step of 0.01 shows.
 */
export function formatCoefficient(value: number, editable = false): string {
  if (!Number.isFinite(value) || value === 0) return formatFixed(value, 2);
  const place = magnitude(value, 3);
  if (place < -3) return formatScientific(value, 3);
  return formatFixed(value, Math.max(2 - place, editable ? 2 : 0));
}

/** Densities and probabilities: 4 significant digits (0.2761), below 0.01 as 3.52 · 10⁻³. */
export function formatDensity(value: number): string {
  if (!Number.isFinite(value) || value === 0) return formatFixed(value, 0);
  const place = magnitude(value, 4);
  return place < -2 ? formatScientific(value, 3) : formatFixed(value, Math.max(0, 3 - place));
}

/** Coarse to fine, in seconds. */
const timeUnits = [
  { name: 'd', seconds: 86_400 },
  { name: 'h', seconds: 3600 },
  { name: 'min', seconds: 60 },
  { name: 's', seconds: 1 },
] as const;

/** One unit below a minute, two above: 14 s, 3 min 37 s, 2 h 5 min. */
export function formatDuration(milliseconds: number): string {
  if (!Number.isFinite(milliseconds)) return formatFixed(milliseconds, 0);
  const rounded = Math.max(0, Math.round(milliseconds / 1000));
  const first = timeUnits.findIndex(({ seconds }) => rounded >= seconds);
  const coarse = timeUnits[first];
  const fine = timeUnits[first + 1];
  if (coarse === undefined) return '0 s';
  const count = Math.floor(rounded / coarse.seconds);
  if (fine === undefined) return `${count} ${coarse.name}`;
  const rest = Math.floor((rounded % coarse.seconds) / fine.seconds);
  return `${formatCount(count)} ${coarse.name} ${rest} ${fine.name}`;
}

/** Parts, and the total they are printed under. */
export interface Addition {
  readonly parts: readonly number[];
  readonly total: number;
}

/**
 * Decimals at which every addition of a table still adds up as printed, starting from `decimals`. Parts are never
 * adjusted; a table where rounding would show gets one more digit, for all its rows.
 */
export function decimalsThatAddUp(additions: readonly Addition[], decimals: number): number {
  const scale = 10 ** decimals;
  const rounded = (value: number): number => Math.round(Number(value.toFixed(decimals)) * scale);
  const addsUp = ({ parts, total }: Addition): boolean =>
    ![...parts, total].every(Number.isFinite) ||
    parts.reduce((sum, part) => sum + rounded(part), 0) === rounded(total);
  return additions.every(addsUp) ? decimals : decimals + 1;
}

/** Decimals for a table of nats whose rows add up: those of its totals, one more where rounding would show. */
export function decimalsOfTable(additions: readonly Addition[]): number {
  const needed = additions.map(({ total }) => natsDecimals(total));
  return decimalsThatAddUp(additions, Math.max(1, ...needed));
}
