// Terms and losses in words and numbers: what a term is, at which scale and reduction, and the two readings of a loss.

import { formatCoefficient, formatCount } from '../../elbo/format.ts';
import type { LossReport, TermReport } from '../report.ts';

const kinds: Readonly<Record<string, string>> = {
  reconstruction: '−log p(x|z)',
  kl: 'KL(q(z|x) ‖ p(z))',
  elbo_total: 'negative ELBO',
  reparameterize: 'z ~ q(z|x)',
  tc: 'total correlation',
  mmd: 'maximum mean discrepancy',
  discrete_kl: 'KL of categorical distributions',
  regulariser: 'regulariser',
};

const certainties: Readonly<Record<TermReport['certainty'], string>> = {
  exact: 'exact',
  likely: 'likely: not all arguments could be followed',
  hint: 'a guess from names',
};

export function termLines(term: TermReport): readonly string[] {
  const { param = 'na', scale, droppedConstant, reduction, weight, sign } = term;
  const what = `${kinds[term.term] ?? spaced(term.term)}, ${spaced(term.family)}`;
  const size = [
    ...(isMeasured(term) ? [scaleWords(scale), ...reductionWords(reduction)] : []),
    ...(weight === 'none' ? [] : [`weight ${weight.replace(/^const:/u, '')}`]),
    ...(sign === '-' ? ['written as a bound, to be maximised'] : []),
    ...(droppedConstant === undefined ? [] : [`without the constant ${droppedConstant}`]),
  ];
  const scaleVariable = param === 'na' ? '' : `, its scale variable is ${spaced(param)}`;
  const first = `${what}${scaleVariable} (${certainties[term.certainty]})`;
  return size.length === 0 ? [first] : [first, size.join(' · ')];
}

/** A sample is no quantity, and the scales of a total are those of its terms. */
function isMeasured({ term }: TermReport): boolean {
  return term !== 'reparameterize' && term !== 'elbo_total';
}

function scaleWords(scale: string | undefined): string {
  if (scale === undefined) return 'scale unknown';
  return scale === '1' ? 'scale 1' : `scale ${scale}, where 1 is exact`;
}

function spaced(id: string): string {
  return id.replaceAll('_', ' ');
}

function reductionWords({ batch, features }: TermReport['reduction']): readonly string[] {
  return [...reduced(features, 'features'), ...reduced(batch, 'the batch')];
}

function reduced(reduction: string, axis: string): readonly string[] {
  if (reduction === 'na') return [];
  return [reduction === 'none' ? `not reduced over ${axis}` : `${reduction} over ${axis}`];
}

const phases: Readonly<Record<string, string>> = {
  schedule: ' (at the end of its schedule)',
  threshold: ' (beyond its threshold)',
};

export function lossLines(loss: LossReport): readonly string[] {
  const { effectiveBeta, impliedScale } = loss;
  const formulas = [
    ...(effectiveBeta && effectiveBeta.value !== null ? [`β = ${effectiveBeta.formula}`] : []),
    ...(impliedScale && impliedScale.value !== null
      ? [`${greek(impliedScale.param)} = ${impliedScale.formula}`]
      : []),
  ].filter((formula) => !/= [\d.]+$/u.test(formula));
  const sizes = loss.sizes.map(
    ({ symbol, value, line, from, file }) =>
      `${symbol} = ${formatCount(value)}, from line ${line}${file === undefined ? '' : ` of ${file}`}: ${from}`,
  );
  return [
    reading(loss),
    ...(formulas.length === 0 ? [] : [formulas.join(', ')]),
    ...sizes,
    ...(loss.sumOverBatch ? ['Summed over the batch, so it grows with the batch size.'] : []),
  ];
}

/** Both numbers say the same thing, so one stands beside the other as an alternative. */
function reading({ effectiveBeta, impliedScale }: LossReport): string {
  if (!effectiveBeta) return 'its β could not be followed';
  const beta = `β = ${numberOr(effectiveBeta)}`;
  const phase = phases[effectiveBeta.kind] ?? '';
  if (!impliedScale) return beta + phase;
  const scale = `${greek(impliedScale.param)} = ${numberOr(impliedScale)}`;
  return `${beta} at ${greek(effectiveBeta.assuming)}, or ${scale} at ${greek(impliedScale.assuming)}${phase}`;
}

function numberOr({ formula, value }: { formula: string; value: number | null }): string {
  if (value === null) return formula;
  // 1 rather than 1.00: a weight that is exactly one is not a measurement.
  return Number.isInteger(value) ? formatCount(value) : formatCoefficient(value);
}

function greek(text: string): string {
  return text.replaceAll(/\bsigma\b/gu, 'σ').replaceAll(/\bbeta\b/gu, 'β');
}
