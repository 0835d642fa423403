// What of a loss can be trained here: its family, the weight its KL really has, its sizes, and what the code does not say.

import { evaluate } from '../../elbo/expr/evaluate.ts';
import { numberOps } from '../../elbo/expr/numberOps.ts';
import { freeSymbols } from '../../elbo/expr/walk.ts';
import type { FamilyId } from '../../elbo/families/index.ts';
import type { Analysis } from '../analyze.ts';
import type { LossModel, Quantity, Term } from '../recognition/term.ts';
import type { Span } from '../syntax/ast.ts';
import { bodyOf } from '../syntax/program.ts';
import { bodiesOf, termsInOrder } from './lenses.ts';
import { familyIdOf } from './familyIds.ts';
import { wordsOfDraws, wordsOfFurther, wordsOfThreshold } from './objective.ts';
import { formulaExpr } from './toExpr.ts';
import { familyWords } from './words.ts';

/** Where a setting of a family comes from, as configs say it. */
type Mode = 'fixed' | 'per-element';

export interface TrainableFamily {
  readonly id: FamilyId;
  /** The mode of each of its settings, where the code decides it. */
  readonly modes: Readonly<Record<string, Mode>>;
}

export interface Trainable {
  /** The function it is in, as configs name it; null: the top level of its file. */
  readonly symbol: string | null;
  readonly span: Span;
  readonly family: TrainableFamily | null;
  /** Beside log p at scale 1. */
  readonly beta: Quantity | null;
  readonly factor: Quantity | null;
  /** True where a schedule of the code weighs the KL: beta is what it ends at. */
  readonly isScheduled: boolean;
  readonly latent: number | null;
  readonly data: number | null;
  /** Where each term stands. */
  readonly places: Readonly<Record<'reconstruction' | 'kl' | 'total', Span | null>>;
  /** Why it cannot be trained as it is written; null: it can. */
  readonly obstacle: string | null;
}

/** What a number of the code rests on that the code does not say: sizes, and weights that are handed in. */
export function unknownsOf({ formula, value }: Quantity): readonly string[] {
  const expr = value === null ? formulaExpr(formula) : null;
  return expr ? [...freeSymbols(expr)] : [];
}

/** The number with these values for what it rests on; null: something is missing still. */
export function valueWith(
  { formula, value }: Quantity,
  values: Readonly<Record<string, number>>,
): number | null {
  if (value !== null) return value;
  const expr = formulaExpr(formula);
  if (!expr || [...freeSymbols(expr)].some((name) => !(name in values))) return null;
  const number = evaluate(expr, numberOps, values);
  return Number.isFinite(number) ? number : null;
}

/** Where the scale comes from, in families that have one and code that decides it. */
const modes: Readonly<Record<string, TrainableFamily['modes']>> = {
  gaussian_fixed: { scale: 'fixed' },
  gaussian_learned_var: { scale: 'per-element' },
};

function familyOf({ family }: Term): TrainableFamily | null {
  const id = familyIdOf(family);
  return id && { id, modes: modes[family] ?? {} };
}

/** `VAE.loss`: the functions and classes a loss stands in, outermost first; null at the top level of a file. */
export function qualifiedName({ program }: Analysis, { span }: LossModel): string | null {
  const names: string[] = [];
  let body = bodyOf(program);
  for (;;) {
    const around = body.find(({ from, to }) => from <= span.from && span.from < to);
    if (!around) break;
    const isDefinition = around.kind === 'function' || around.kind === 'class';
    if (isDefinition) names.push(around.name);
    const inner = bodiesOf(around).find((statements) =>
      statements.some(({ from, to }) => from <= span.from && span.from < to),
    );
    if (!inner) break;
    body = inner;
  }
  return names.length === 0 ? null : names.join('.');
}

/** The loss of a function, by name, and by the end of its name: `loss` finds `VAE.loss`. Null: the first of the file. */
export function lossNamed(analysis: Analysis, symbol: string | null): LossModel | null {
  const { losses } = analysis;
  if (symbol === null) return losses[0] ?? null;
  const names = losses.map((loss) => qualifiedName(analysis, loss));
  const at = names.indexOf(symbol);
  const byEnd = names.findIndex((name) => name?.endsWith(`.${symbol}`) === true);
  return losses[at === -1 ? byEnd : at] ?? null;
}

/** The loss around an offset, else the one nearest to it. */
export function lossNear({ losses }: Analysis, offset: number): LossModel | null {
  const spansOf = (loss: LossModel) => [loss.span, ...loss.terms.map(({ span }) => span)];
  const distance = (loss: LossModel): number =>
    Math.min(...spansOf(loss).map(({ from, to }) => Math.max(0, from - offset, offset - to)));
  return losses.toSorted((a, b) => distance(a) - distance(b))[0] ?? null;
}

export function trainableOf(analysis: Analysis, loss: LossModel): Trainable {
  const terms = termsInOrder(loss);
  const likelihood = terms.find(({ kind }) => kind === 'reconstruction');
  const divergence = terms.find(({ kind }) => kind === 'kl' || kind === 'discrete_kl');
  const sizeOf = (letter: string): number | null =>
    loss.sizes.find(({ symbol }) => symbol === letter)?.value ?? null;
  return {
    symbol: qualifiedName(analysis, loss),
    span: loss.span,
    family: likelihood ? familyOf(likelihood) : null,
    beta: loss.effectiveBeta,
    factor: loss.factor,
    isScheduled: loss.betaKind === 'schedule',
    latent: sizeOf('d'),
    data: sizeOf('D'),
    places: {
      reconstruction: likelihood?.span ?? null,
      kl: divergence?.span ?? null,
      total: loss.span,
    },
    obstacle: obstacleOf(loss, likelihood, divergence),
  };
}

function obstacleOf(
  loss: LossModel,
  likelihood: Term | undefined,
  divergence: Term | undefined,
): string | null {
  if (!likelihood) return 'no −log p(x|z) was recognised in it';
  const { name, measure } = familyWords(likelihood.family);
  if (measure === 'none') return `${name} is no log p(x|z): there is no ELBO to set beside it`;
  if (!familyIdOf(likelihood.family))
    return 'which distribution its log p is could not be followed';
  if (!divergence) return 'no KL was recognised in it';
  if (divergence.kind === 'discrete_kl')
    return 'its latent variable is discrete; only Gaussian ones are trained here';
  if (divergence.match && divergence.match.wrong.length > 0)
    return 'its KL is not the KL of two Gaussians: its formula differs by more than a factor';
  if (!loss.effectiveBeta) return 'the weights of its terms could not be followed';
  if (wordsOfDraws(loss) !== null)
    return 'it weighs K draws of z by importance; one draw is taken here';
  if (wordsOfThreshold(loss) !== null)
    return 'its KL has a floor or a capacity, which no weight stands for';
  if (loss.effectiveBeta.value !== null && loss.effectiveBeta.value < 0)
    return 'its KL is subtracted: minimised, it has no floor';
  const further = wordsOfFurther(loss);
  return further === null ? null : `it adds ${further}, which is not read`;
}
