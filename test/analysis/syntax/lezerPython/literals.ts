// Numbers and strings, and the numbers that the grammar reads wrongly.

/**
 * Lezer reads `1.` as a member of 1, and so `1. if c` and `1.e-8` wrongly. The same numbers, as long, without the
 * point: `01`, `1e-08`. Only the parser sees them; every value and span is of the text itself.
 */
export function withoutFloatPoints(text: string): string {
  return text.replace(
    /(?<![\p{L}\p{N}_.])(\d[\d_]*)\.(?:([eE][+-]?)(?=\d)|(?![\p{L}\p{N}_.]))/gu,
    (_, digits: string, exponent?: string) =>
      exponent === undefined ? `0${digits}` : `${digits}${exponent}0`,
  );
}

export function numberValue(text: string): number {
  return Number(text.replaceAll('_', ''));
}

export function stringValue(text: string): string {
  return text.replace(/^[A-Za-z]*(?:'''|"""|'|")|(?:'''|"""|'|")$/gu, '');
}
