// Sizes, weights and the two readings of a weight, as people read them.

import { formatCoefficient, formatCount } from '../../elbo/format.ts';
import type { Size } from '../recognition/sizes.ts';
import type { LossModel, Quantity, Term } from '../recognition/term.ts';
import type { Span } from '../syntax/ast.ts';
import { clean, formulaExpr, print, type Printed, signOf } from './toExpr.ts';

/** Sizes the formulas of a loss rest on. */
export const sizesOf = (loss: LossModel | null): readonly Size[] => loss?.sizes ?? [];

export const sizeOf = (loss: LossModel | null, symbol: string): number | null =>
  sizesOf(loss).find((size) => size.symbol === symbol)?.value ?? null;

/** beta and sigma: whole where they are whole, else three significant digits. */
export function coefficient(value: number): string {
  const rounded = clean(value);
  return Number.isInteger(rounded) && Math.abs(rounded) < 1e6
    ? formatCount(rounded)
    : exactDigits(rounded);
}

/** 0.1 where it is exactly that, 0.333 where it is rounded. */
function exactDigits(value: number): string {
  const text = formatCoefficient(value);
  return Number(value.toPrecision(3)) === value && !text.includes('·')
    ? text.replace(/0+$/u, '')
    : text;
}

/** The value if it is known, else the formula. */
export function quantity({ formula, value }: Quantity): Printed {
  if (value !== null) return { latex: plainNumber(value), text: coefficient(value) };
  const expr = formulaExpr(formula);
  return expr ? print(expr) : { latex: `\\text{${formula}}`, text: formula };
}

const plainNumber = (value: number): string =>
  coefficient(value)
    .replaceAll('\u2212', '-')
    .replaceAll('\u202f', '\\,')
    .replace(/ · 10.*/u, '') +
  (/ · 10/u.test(coefficient(value))
    ? ` \\cdot 10^{${value.toExponential().split('e')[1] ?? 0}}`
    : '');

export const isOne = (q: Quantity): boolean =>
  q.value === null ? q.formula === '1' : Math.abs(q.value - 1) < 1e-6;

/** The letter of the axis a term runs over. */
export const axisLetter = (term: Term): 'D' | 'd' => (term.kind === 'reconstruction' ? 'D' : 'd');

/** `Σ784`, `Σ over D`, `mean over D`; null where nothing is reduced. */
export function featureReduction(term: Term, loss: LossModel | null): string | null {
  const letter = axisLetter(term);
  const size = sizeOf(loss, letter);
  switch (term.reduction.features) {
    case 'sum':
      return size === null ? `Σ over ${letter}` : `Σ${size}`;
    case 'mean':
      return `mean over ${size === null ? letter : `${letter} = ${size}`}`;
    case 'none':
    case 'na':
      return null;
  }
}

/** `mean over B`, `Σ over B`. */
export function batchReduction(term: Term): string | null {
  switch (term.reduction.batch) {
    case 'sum':
      return 'Σ over B';
    case 'mean':
      return 'mean over B';
    case 'none':
    case 'na':
      return null;
  }
}

/** Both reductions: `mean over D, B` where they are alike, `Σ784, mean over B` where they are not. */
export function reductionText(term: Term, loss: LossModel | null): string | null {
  const features = featureReduction(term, loss);
  const batch = batchReduction(term);
  if (features === null || batch === null) return features ?? batch;
  const { reduction } = term;
  const alike = reduction.batch === reduction.features && sizeOf(loss, axisLetter(term)) === null;
  return alike ? `${features}, B` : `${features}, ${batch}`;
}

/** `β_eff = 1`, or the two readings of one number; null without a weight that is known. */
export function betaReading(loss: LossModel): string | null {
  const { effectiveBeta: beta, impliedScale: scale } = loss;
  if (!beta) return null;
  const at =
    loss.objective === 'capacity'
      ? ', on the KL’s distance from a capacity'
      : placesOfBeta[loss.betaKind];
  if (isNegative(beta)) return `β_eff = ${quantity(beta).text}: the KL is subtracted`;
  if (!scale) return `β_eff = ${quantity(beta).text}${at}`;
  if (isOne(beta)) return `β_eff = 1${at}, at σ = 1`.replace('σ', letterOf(scale.parameter));
  const letter = letterOf(scale.parameter);
  return `β = ${quantity(beta).text} at ${letter} = 1, or ${letter} = ${quantity(scale).text} at β = 1${at}`;
}

const placesOfBeta: Readonly<Record<LossModel['betaKind'], string>> = {
  const: '',
  schedule: ' at the end of its schedule',
  threshold: ' where the KL is above its threshold',
};

export const letterOf = (parameter: 'sigma' | 'b'): string => (parameter === 'sigma' ? 'σ' : 'b');

/** With every size and weight taken as positive. */
export function isNegative({ value, formula }: Quantity): boolean {
  if (value !== null) return value < 0;
  const expr = formulaExpr(formula);
  return expr ? signOf(expr) < 0 : formula.startsWith('-');
}

const assignment =
  /^\s*(?:(?:const|let|var)\s+)?((?:self\.|this\.)?[A-Za-z_]\w*)\s*(?::[^=]*)?[-+]?=(?!=)/mu;

/** The name a statement gives its value: `BCE = ...`. What several statements make has none. */
export function nameOf(text: string, { from, to }: Span): string | null {
  const code = text.slice(from, to);
  const [whole, name = null] = assignment.exec(code) ?? [];
  if (whole === undefined || !code.startsWith(whole)) return null;
  return assignment.test(code.slice(whole.length)) ? null : name;
}
