// What the beta field does with a key press and with typed text.

/** One press of − or +: a tenth of the value's decade, so 1 -> 1.1, 10 -> 11, and 0 -> 0.1. */
export function betaStep(beta: number, direction: 1 | -1, factor = 1): number {
  const reference = direction < 0 ? beta * 0.999 : beta;
  const decade = beta <= 0 ? 1 : 10 ** Math.floor(Math.log10(Math.max(reference, 1e-9)));
  const pitch = Math.max(0.01, decade / 10);
  return Math.max(0, Number((beta + direction * factor * pitch).toPrecision(6)));
}

/** What a person typed as a beta; undefined if it is none. A decimal comma counts. */
export function parseBeta(text: string): number | undefined {
  const value = Number(text.trim().replace(',', '.'));
  return text.trim() !== '' && Number.isFinite(value) && value >= 0 ? value : undefined;
}
