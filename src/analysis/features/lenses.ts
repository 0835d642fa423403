// The line above a loss: its terms, the axes they run over, what their weights amount to.

import type { Analysis } from '../analyze.ts';
import type { TermKind } from '../recognition/bases.ts';
import type { SizeSymbol } from '../recognition/sizes.ts';
import type { LossModel, Term } from '../recognition/term.ts';
import type { Span, Statement } from '../syntax/ast.ts';
import { branchesOf, whenText } from './branches.ts';
import { bodyOf } from '../syntax/program.ts';
import { wordsOfDraws, wordsOfFurther } from './objective.ts';
import { divergenceWords, familyWords, otherTerms, totalWords } from './words.ts';
import { betaReading, featureReduction } from './wordsOfNumbers.ts';

export interface LensView {
  /** Where the lens stands: the function, or the statement at the top level of a file. */
  readonly at: number;
  readonly title: string;
  /** The statement the lens speaks of. */
  readonly target: Span;
  /** A size to be asked for: the lens offers to. */
  readonly asks: SizeSymbol | null;
}

export function lensesOf(analysis: Analysis): readonly LensView[] {
  const losses = analysis.losses.flatMap(branchesOf).map((loss) => ({
    at: enclosingFunction(bodyOf(analysis.program), loss.span.from) ?? loss.span.from,
    title: withCondition(titleOf(loss, analysis), whenText(loss, analysis.program.text)),
    target: loss.span,
    asks: null,
  }));
  const library = analysis.terms
    .filter(
      (term) =>
        term.kind === 'elbo_total' &&
        !analysis.losses.some(({ span }) => span.from === term.span.from),
    )
    .map((term) => ({
      at: term.span.from,
      title: totalWords[term.family] ?? 'ELBO',
      target: term.span,
      asks: null,
    }));
  const questions = analysis.losses.flatMap((loss) => {
    const at = enclosingFunction(bodyOf(analysis.program), loss.span.from) ?? loss.span.from;
    return questionsOf(loss, at);
  });
  return [...losses, ...library, ...questions].filter(
    (lens, at, all) =>
      all.findIndex((other) => other.at === lens.at && other.title === lens.title) === at,
  );
}

/** A lens stays while its code is being typed, and says that it does. */
function titleOf(loss: LossModel, { kept }: Analysis): string {
  return kept.has(loss) ? `${lossTitle(loss)} · before the syntax error` : lossTitle(loss);
}

/** Sizes a number of the loss waits for, and those a person gave, to be changed. */
function questionsOf(loss: LossModel, at: number): readonly LensView[] {
  const target = loss.span;
  const waiting = loss.effectiveBeta?.value === null ? loss.effectiveBeta.formula : '';
  return (['D', 'd'] as const).flatMap((symbol) => {
    const size = loss.sizes.find((one) => one.symbol === symbol);
    if (size?.isGiven)
      return [{ at, target, title: `${symbol} = ${size.value}, set by you`, asks: symbol }];
    const isNeeded = !size && new RegExp(`(?<![\\w.])${symbol}(?!\\w)`, 'u').test(waiting);
    return isNeeded ? [{ at, target, title: `Set ${symbol}…`, asks: symbol }] : [];
  });
}

/** The branch a title is meant for stands first. */
function withCondition(title: string, when: string | null): string {
  return when === null ? title : `${when}: ${title}`;
}

/** `ELBO · −log p(x|z) Bernoulli, Σ784 · KL(q‖N(0, I)), Σ20 · β_eff = 1` */
export function lossTitle(loss: LossModel): string {
  const titles = [...new Set(termsInOrder(loss).map((term) => termTitle(term, loss)))];
  const reading = betaReading(loss);
  if (titles.length === 0 && reading === null) return 'ELBO · its weights could not be followed';
  const draws = wordsOfDraws(loss);
  if (draws !== null) return [`IWAE, ${draws}`, ...titles].join(' · ');
  const further = wordsOfFurther(loss);
  return [
    'ELBO',
    ...titles,
    ...(reading === null ? [] : [reading]),
    ...(further === null ? [] : [`with ${further} added`]),
  ].join(' · ');
}

const places: Partial<Record<TermKind, number>> = { reconstruction: 0, kl: 1, discrete_kl: 1 };
const placeOf = ({ kind }: Term): number => places[kind] ?? 2;

/** The terms of a loss as formulas list them: the likelihood first. */
export function termsInOrder({ terms }: LossModel): readonly Term[] {
  return terms
    .filter(({ kind }) => kind !== 'reparameterize' && kind !== 'elbo_total')
    .toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** `−log p(x|z) Bernoulli, Σ784` */
export function termTitle(term: Term, loss: LossModel | null): string {
  const over = featureReduction(term, loss);
  return over === null ? termName(term) : `${termName(term)}, ${over}`;
}

export function termName(term: Term): string {
  switch (term.kind) {
    case 'reconstruction': {
      const { name, measure } = familyWords(term.family);
      const guess = term.certainty === 'hint' ? '?' : '';
      if (measure === 'none') return name;
      return measure === 'unknown' ? `−log p(x|z)${guess}` : `−log p(x|z) ${name}${guess}`;
    }
    case 'kl':
    case 'discrete_kl':
      return divergenceWords(term.family).text;
    case 'reparameterize':
      return 'z ~ q(z|x)';
    case 'elbo_total':
      return totalWords[term.family] ?? 'Objective';
    case 'tc':
    case 'mmd':
    case 'regulariser':
      return otherTerms[term.family] ?? 'Regulariser';
  }
}

/** Where the innermost function around an offset begins; undefined at the top level. */
function enclosingFunction(statements: readonly Statement[], offset: number): number | undefined {
  for (const statement of statements) {
    if (offset < statement.from || offset > statement.to) continue;
    const found = bodiesOf(statement)
      .map((body) => enclosingFunction(body, offset))
      .find((at) => at !== undefined);
    return found ?? (statement.kind === 'function' ? statement.from : undefined);
  }
  return undefined;
}

export function bodiesOf(statement: Statement): readonly (readonly Statement[])[] {
  switch (statement.kind) {
    case 'function':
    case 'class':
    case 'for':
    case 'block':
      return [statement.body];
    case 'if':
      return [statement.body, statement.otherwise];
    case 'assign':
    case 'update':
    case 'expression':
    case 'return':
    case 'import':
      return [];
  }
}
