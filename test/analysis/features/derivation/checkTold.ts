// Telling derivations of code, and trying every step that is told: at random points, with the sizes the code states.

import assert from 'node:assert/strict';
import { analyze, type Analysis } from '../../../../src/analysis/analyze.ts';
import { readDerivation } from '../../../../src/analysis/features/derivation/read.ts';
import { lineOf } from '../../../../src/analysis/features/excerpt.ts';
import type { Language } from '../../../../src/analysis/syntax/ast.ts';
import type { Change } from '../../../../src/elbo/derivations/derivation.ts';
import { logarithmOf } from '../../../../src/elbo/derivations/logarithm.ts';
import { randomPoint, type Sizes } from '../../../../src/elbo/derivations/points.ts';
import type { DerivationContent, Told, ToldStep } from '../../../../src/elbo/derivations/told.ts';
import { tryStep } from '../../../../src/elbo/derivations/verify.ts';
import { toUnicode } from '../../../../src/elbo/expr/unicode.ts';
import { createRandom } from '../../../../src/elbo/random.ts';

export const whereIn =
  (text: string) =>
  (offset: number): string =>
    `line ${lineOf(text, offset)}`;

/** What the panel is told of the code at an offset. */
export const readAt = (
  text: string,
  offset: number,
  language: Language = 'python',
  family: string | null = null,
) => readDerivation(analyze(text, language), offset, whereIn(text), family);

/** Of every term of a program but draws. */
export const readAll = (analysis: Analysis): readonly DerivationContent[] =>
  analysis.terms
    .filter(({ kind }) => kind !== 'reparameterize')
    .map(({ span }) => readDerivation(analysis, span.from, whereIn(analysis.program.text)));

function sizesFor({ code }: DerivationContent): Sizes {
  const stated = new Map(code?.sizes.map(({ symbol, value }) => [symbol, value]));
  return {
    sample: 3,
    batch: 2,
    data: stated.get('D') ?? 3,
    latent: stated.get('d') ?? 2,
    component: 2,
    category: 4,
    state: 5,
  };
}

/** Tries all steps, also those with the scale left open; how many there are. */
export function checkSteps(content: DerivationContent): number {
  const { told, code } = content;
  if (!told) return 0;
  const ways = [told.steps, ...(code?.scale ? [code.scale.givenSteps] : [])];
  for (const steps of ways) checkWay(told, steps, sizesFor(content));
  return ways.flat().length;
}

function checkWay(told: Told, steps: readonly ToldStep[], sizes: Sizes): void {
  for (const [index, step] of steps.entries()) {
    if (index > 0) assert.deepEqual(step.from, steps[index - 1]?.to, 'steps follow one another');
    for (const seed of [1, 2, 3]) {
      const point = randomPoint({ ...told, steps }, sizes, createRandom(seed));
      const { relative } = tryStep(told, step, point, logarithmOf);
      assert.ok(relative <= 1e-9, `${step.change.kind} ${toUnicode(step.to)}: off by ${relative}`);
    }
  }
}

/** The lines as text, for snapshots. */
export function textOf(subject: string, steps: readonly ToldStep[]): string {
  const [first] = steps;
  return [
    `${subject} = ${first ? toUnicode(first.from) : ''}`,
    ...steps.map(({ to, change, code }) =>
      [
        `${change.kind}: ${toUnicode(to)}`,
        ...besideOf(change),
        ...(code ? [`[${code.where}: ${code.text}]`] : []),
      ].join('   '),
    ),
  ].join('\n');
}

function besideOf(change: Change): readonly string[] {
  switch (change.kind) {
    case 'dropped':
      return [`without ${toUnicode(change.term)}`];
    case 'chosen':
      return [change.shown.map(toUnicode).join(' = ')];
    case 'scaled':
      return [`times ${toUnicode(change.factor)}`];
    default:
      return [];
  }
}
