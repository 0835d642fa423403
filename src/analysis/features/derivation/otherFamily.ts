// Another likelihood in the place of the one that the code has: its derivation in the code's names, and what a statement
// of it takes over from the code.

import { axesOfSteps } from '../../../elbo/derivations/points.ts';
import { getDerivation, isDerivationId } from '../../../elbo/derivations/index.ts';
import type {
  CodeReading,
  LikelihoodReading,
  MarkedText,
  Told,
} from '../../../elbo/derivations/told.ts';
import { ToldSteps } from '../../../elbo/derivations/toldSteps.ts';
import { symbol } from '../../../elbo/expr/build.ts';
import type { Expr } from '../../../elbo/expr/expr.ts';
import { literalName, plainName } from '../../../elbo/expr/spelling.ts';
import { substitute } from '../../../elbo/expr/walk.ts';
import { getFamily, getParameterisation } from '../../../elbo/families/index.ts';
import { domainText, supportText } from '../../../elbo/families/words.ts';
import { outputOf } from '../../../elbo/derivations/output.ts';
import { reductionOf } from '../../recognition/reductions.ts';
import { isNegative, nameOf } from '../wordsOfNumbers.ts';
import type { TellingContext } from './context.ts';
import { batchWords } from './ownTerm.ts';
import { quantitiesOf } from './quantities.ts';
import { type Telling, tellingOf } from './telling.ts';
import { pieceIn, weightOfProduct } from './weight.ts';

/** What the code has that a statement of another likelihood needs; null for a term that is none. */
export function likelihoodReading(
  context: TellingContext,
  other: string | null,
): LikelihoodReading | null {
  const { term, analysis } = context;
  const telling = term.kind === 'reconstruction' ? tellingOf(context) : null;
  if (!telling) return null;
  const own = telling.form.derivation;
  const { data, output } = namesOf(telling);
  const isOther = other !== null && other !== own && isLikelihood(other);
  return {
    derivation: isOther ? other : own,
    isOther,
    data,
    output,
    target: nameOf(analysis.program.text, term.span),
    factor: factorOf(telling),
    batch: batchOf(context),
  };
}

const isLikelihood = (id: string): boolean =>
  isDerivationId(id) && getDerivation(id).likelihood !== 'none';

/** The first symbol of a likelihood's derivation is the datum, the next the decoder's output. */
function namesOf({ symbols, form }: Telling): { readonly data: string; readonly output: string } {
  const [data = 'x', output = 'xHat'] = Object.keys(form.symbols);
  const textOf = (name: string, fallback: string): string => {
    const expr = symbols[name];
    const text = expr?.kind === 'symbol' ? plainName(expr.name) : fallback;
    return /^[A-Za-z_][\w.]*$/u.test(text) ? text : fallback;
  };
  return { data: textOf(data, 'x'), output: textOf(output, 'x_hat') };
}

/** What the statement is multiplied by where the loss multiplies its KL, with what it does further on taken out. */
function factorOf({ products, further, context }: Telling): Expr | null {
  if (!products || products.divergence.number === 0) return null;
  if (context.loss?.effectiveBeta && isNegative(context.loss.effectiveBeta)) return null;
  const sizes = context.loss?.sizes ?? [];
  return weightOfProduct(products.divergence.over(further), sizes)?.expr ?? null;
}

function batchOf({ term, loss }: TellingContext): 'sum' | 'mean' {
  const piece = loss && pieceIn(loss, term);
  const { batch } = piece ? reductionOf(piece) : term.reduction;
  return batch === 'sum' ? 'sum' : 'mean';
}

/** The derivation in the code's names, up to the reduction over the batch that the code has. */
export function tellOther({ derivation: id, data, output, batch }: LikelihoodReading): Told | null {
  if (!isDerivationId(id)) return null;
  const derivation = getDerivation(id);
  const { likelihood, steps, definitions } = derivation;
  if (likelihood === 'none') return null;
  const outputSymbol = outputOf(likelihood);
  const named = (own: string, text: string): readonly (readonly [string, Expr])[] => {
    const axes = axesOfSteps({ steps, definitions }, own);
    return axes.length === 0 ? [] : [[own, symbol(literalName(text), axes)]];
  };
  const symbols = Object.fromEntries([
    ...named('x', data),
    ...(outputSymbol === null ? [] : named(outputSymbol, output)),
  ]);
  const inCode = (expr: Expr): Expr => substitute(expr, symbols);
  // What is left once something needed is forgotten is no likelihood.
  const forgetting = steps.findIndex(({ change }) => change.kind === 'dropped' && change.needed);
  const exact = steps.slice(0, forgetting < 0 ? steps.length : forgetting);
  const own = exact.map((step) => {
    const { change } = step;
    const changed = change.kind === 'dropped' ? { ...change, term: inCode(change.term) } : change;
    return Object.assign({}, step, {
      from: inCode(step.from),
      to: inCode(step.to),
      change: changed,
    });
  });
  const told = ToldSteps.from(inCode(steps[0].from))
    .follow(own, ['A'])
    .reducedOver(batch, batchWords[batch]).steps;
  const opened = Object.fromEntries(
    Object.entries(definitions).map(([name, value]) => [name, inCode(value)] as const),
  );
  return {
    title: derivation.title,
    question: derivation.question,
    subject: derivation.subject,
    quantities: quantitiesOf({ ...derivation, definitions: opened }, symbols, told, new Map()),
    definitions: opened,
    steps: told,
    conclusion: derivation.conclusion,
    sources: derivation.sources,
  };
}

/** What such a likelihood asks of data and decoder. */
export function verdictOfOther(
  { derivation: id, factor }: LikelihoodReading,
  where: string,
): CodeReading['verdict'] {
  const likelihood = isDerivationId(id) ? getDerivation(id).likelihood : 'none';
  if (likelihood === 'none') return { kind: 'information', text: [] };
  const family = getFamily(likelihood.family);
  const form = getParameterisation(family, likelihood.parameterisation);
  const output = outputOf(likelihood);
  const parameter = form.parameters.find(({ name }) => {
    const value = likelihood.parameters[name];
    return value?.kind === 'symbol' && value.name === output;
  });
  const needs = parameter ? ` The decoder output is ${domainText[parameter.domain]}.` : '';
  const text: MarkedText = [
    factor
      ? `In place of ${where} this makes the loss exactly −ELBO with p(x|z) a `
      : `In place of ${where} this makes p(x|z) a `,
    { strong: family.name },
    `: ${supportText[family.support]}.${needs}`,
  ];
  return { kind: 'information', text };
}
