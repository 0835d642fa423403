// A fix is offered once it has been tried: the edited text is read anew, the rule has gone from there, nothing else has
// come, and what the fix says it keeps has been evaluated to be kept.

import { type Analysis, analyze } from '../../analysis/analyze.ts';
import { coefficient, letterOf, quantity } from '../../analysis/features/wordsOfNumbers.ts';
import type { Code } from '../../analysis/lowering/code.ts';
import type { LossModel } from '../../analysis/recognition/term.ts';
import { errorsOf } from '../../analysis/syntax/program.ts';
import type { Edit, Finding, FixDraft } from '../rule.ts';
import { evaluateCode } from './arrays.ts';

/** A fix that has been tried. */
export interface Fix extends FixDraft {
  /** The value or the gradient is the same, and nothing is refactored for another reason. */
  readonly isSafe: boolean;
  /** What changes in beta and sigma: `β = D/2 → 1, σ = √(D/2) → 1`; `no value changes`. */
  readonly changes: string;
  /** The text after it. */
  readonly result: string;
}

/** Finds all of a text's findings: handed in, since it is the one who asks that knows the settings. */
export type Check = (analysis: Analysis) => readonly Finding[];

export function verified(
  analysis: Analysis,
  finding: Finding,
  draft: FixDraft,
  check: Check,
): Fix | null {
  const result = applied(analysis.program.text, draft.edits);
  if (result === null || result === analysis.program.text) return null;
  const after = readAgain(analysis, result);
  if (errorsOf(after.program).length > errorsOf(analysis.program).length) return null;
  if (!isBetter(check(analysis), check(after), finding)) return null;
  if (after.losses.length < analysis.losses.length) return null;
  if (draft.keeps !== null && !keeps(analysis, after, draft.keeps)) return null;
  const isAimed =
    draft.beta === undefined || after.losses.some((loss) => hasBeta(loss, draft.beta));
  if (!isAimed) return null;
  return {
    ...draft,
    isSafe: draft.keeps !== null && draft.kind === 'fix',
    changes: changesOf(analysis, after, draft),
    result,
  };
}

/** The text with all edits made; null where two of them meet. */
export function applied(text: string, edits: readonly Edit[]): string | null {
  let result = '';
  let at = 0;
  for (const { from, to, text: inserted } of edits.toSorted(
    (a, b) => a.from - b.from || a.to - b.to,
  )) {
    if (from < at) return null;
    result += text.slice(at, from) + inserted;
    at = to;
  }
  return result + text.slice(at);
}

function readAgain({ program, state }: Analysis, text: string): Analysis {
  const { scope, neighbours } = state.lowered.session;
  return analyze(text, program.language, undefined, { path: scope.file, neighbours });
}

/** The rule speaks less often than before, and no other more often. */
function isBetter(
  before: readonly Finding[],
  after: readonly Finding[],
  { rule }: Finding,
): boolean {
  const count = (findings: readonly Finding[]) => {
    const counts = new Map<string, number>();
    for (const one of findings) counts.set(one.rule.id, (counts.get(one.rule.id) ?? 0) + 1);
    return counts;
  };
  const [old, now] = [count(before), count(after)];
  if ((now.get(rule.id) ?? 0) >= (old.get(rule.id) ?? 0)) return false;
  return [...now].every(([id, times]) => times <= (old.get(id) ?? 0));
}

const seeds = [1, 2, 3];

/** What losses and terms are, or, where another statement is the loss now, all statements. */
function keeps(before: Analysis, after: Analysis, kept: 'value' | 'gradient'): boolean {
  return [statedValues, allValues].some((values) => agree(values(before), values(after), kept));
}

/** In order, for several draws of the unknowns. */
function agree(old: readonly Code[], now: readonly Code[], kept: 'value' | 'gradient'): boolean {
  if (old.length !== now.length || old.length === 0) return false;
  return old.every((value, at) => {
    const other = now[at];
    if (!other) return false;
    const differences = seeds.map((seed) => difference(value, other, seed));
    if (differences.some((one) => one === null)) return false;
    const [first = 0] = differences as readonly number[];
    const wanted = kept === 'value' ? 0 : first;
    return (differences as readonly number[]).every(
      (one) => Math.abs(one - wanted) < 1e-9 * (1 + Math.abs(wanted)),
    );
  });
}

/** The one number by which two values differ everywhere; null where there is none. */
function difference(before: Code, after: Code, seed: number): number | null {
  const [old, now] = [evaluateCode(before, seed), evaluateCode(after, seed)];
  if (!old || !now || old.length !== now.length) return null;
  const differences = old.map((value, at) => (now[at] ?? Number.NaN) - value);
  const [first = 0] = differences;
  const size = Math.max(...old.map(Math.abs), 1);
  return differences.every((one) => Math.abs(one - first) < 1e-9 * size) ? first : null;
}

/** The values of statements that state a loss or a term, in the order of the text. */
function statedValues({ state, terms, losses }: Analysis): readonly Code[] {
  const facts = state.lowered.units.flatMap((unit) => unit.facts);
  const places = new Set([...losses, ...terms].map(({ span, symbol }) => `${symbol} ${span.from}`));
  return facts
    .filter(({ span, symbol, kind }) => kind !== 'update' && places.has(`${symbol} ${span.from}`))
    .toSorted((a, b) => a.span.from - b.span.from)
    .map(({ value }) => value);
}

function allValues({ state }: Analysis): readonly Code[] {
  return state.lowered.units.flatMap(({ facts }) => facts.map(({ value }) => value));
}

function hasBeta({ effectiveBeta }: LossModel, wanted: number | undefined): boolean {
  const value = effectiveBeta?.value ?? (effectiveBeta?.formula === '1' ? 1 : null);
  return (
    value !== null && wanted !== undefined && Math.abs(value - wanted) < 1e-6 * Math.abs(wanted)
  );
}

function changesOf(before: Analysis, after: Analysis, { keeps: kept }: FixDraft): string {
  if (kept === 'value') return 'no value changes';
  if (kept === 'gradient') return 'the value changes by a constant, no gradient changes';
  const changes = before.losses.flatMap((loss, at) => {
    const now = after.losses[at];
    if (!now) return [];
    return [...betaChange(loss, now), ...scaleChange(loss, now)];
  });
  return changes.length > 0 ? [...new Set(changes)].join(', ') : 'the value changes';
}

function betaChange(
  { effectiveBeta: old }: LossModel,
  { effectiveBeta: now }: LossModel,
): readonly string[] {
  if (!old || !now || old.formula === now.formula) return [];
  return [`β = ${quantity(old).text} → ${quantity(now).text}`];
}

function scaleChange(
  { impliedScale: old }: LossModel,
  { impliedScale: now }: LossModel,
): readonly string[] {
  if (!old || old.formula === now?.formula) return [];
  const letter = letterOf(old.parameter);
  const after = now
    ? now.value === null
      ? quantity(now).text
      : coefficient(now.value)
    : 'learned';
  return [`${letter} = ${quantity(old).text} → ${after}`];
}
