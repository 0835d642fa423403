// The answers several hovers share: what is averaged, how sure the reading is, where each number comes from.

import { num } from '../../elbo/expr/build.ts';
import { labelOf } from '../lowering/machine.ts';
import type { LossModel, Quantity, Term } from '../recognition/term.ts';
import { excerpt, placeWords } from './excerpt.ts';
import type { HoverContext, Answer, HoverView, Rich, Source } from './hoverView.ts';
import {
  betaReading,
  isNegative,
  isOne,
  letterOf,
  nameOf,
  quantity,
  sizesOf,
} from './wordsOfNumbers.ts';
import { wordsOfDraws } from './objective.ts';
import { clean, inAuthorsNames, print } from './toExpr.ts';
import { parameterWords } from './words.ts';

/** `Averaged over?`: the draw of z in the same document, the samples, then the batch. */
export function averagedOver(context: HoverContext): Answer {
  const { analysis, loss, where } = context;
  const sampler = analysis.terms.find(({ kind }) => kind === 'reparameterize');
  const isWeighted = loss !== null && wordsOfDraws(loss) !== null;
  const samples = isWeighted
    ? 'K samples per datum, weighted'
    : sampler
      ? `one sample per datum (${where(sampler.span.from)})`
      : 'its draw not in this file';
  return {
    question: 'Averaged over?',
    answer: [`z ~ q(z|x), ${samples}${batchWords(context)}.`],
  };
}

export function batchWords({ term, loss }: Pick<HoverContext, 'term' | 'loss'>): string {
  const size = sizesOf(loss).find(({ symbol }) => symbol === 'B');
  const batch = size ? `B = ${size.value}` : 'B';
  switch (term.reduction.batch) {
    case 'mean':
      return `; then the mean over ${batch}`;
    case 'sum':
      return `; then the sum over ${batch}`;
    case 'none':
      return '; one value per datum';
    case 'na':
      return '';
  }
}

/** What the weights of the whole loss amount to; a warning only where an equation is broken. */
export function noticeOf({ term, loss }: HoverContext): HoverView['notice'] {
  const wrong = term.match?.wrong ?? [];
  if (term.match && wrong.length > 0) return { kind: 'warning', text: wrongCoefficients(term) };
  if (!loss?.effectiveBeta) return null;
  if (isNegative(loss.effectiveBeta)) return subtracted(loss, loss.effectiveBeta);
  // The verdict on the whole says it, and the weight is no matter of a likelihood without a scale.
  const isSaid = term.kind === 'elbo_total';
  const isOfKl = term.kind === 'reconstruction' && !loss.impliedScale;
  return isSaid || isOfKl ? null : reading(loss);
}

/** One KL subtracted is a mistake; of several, one may be meant to be. */
function subtracted(loss: LossModel, beta: Quantity): HoverView['notice'] {
  const divergences = loss.terms.filter(({ kind }) => kind === 'kl' || kind === 'discrete_kl');
  const isAlone = new Set(divergences.map(({ piece }) => piece?.kernel)).size <= 1;
  const reading = { strong: `β_eff = ${quantity(beta).text}` };
  return isAlone
    ? {
        kind: 'warning',
        text: [
          'The KL enters this loss with the opposite sign (',
          reading,
          '): minimising it drives q(z|x) away from the prior. Turn its sign around.',
        ],
      }
    : {
        kind: 'information',
        text: ['Of several KLs the first enters with the opposite sign (', reading, ').'],
      };
}

function reading(loss: LossModel): HoverView['notice'] {
  const { effectiveBeta: beta, impliedScale: scale } = loss;
  if (!beta || isOne(beta) || isOneName(beta)) return null;
  if (!scale) {
    return {
      kind: 'information',
      text: ['In this loss: ', { strong: betaReading(loss) ?? '' }, '.'],
    };
  }
  const letter = letterOf(scale.parameter);
  const formula =
    beta.value === null || !/[A-Za-z]/u.test(beta.formula)
      ? ''
      : ` (${quantity({ ...beta, value: null }).text})`;
  return {
    kind: 'information',
    text: [
      `Read with ${letter} = 1: `,
      { strong: `effective β = ${quantity(beta).text}` },
      `${formula === ` (${quantity(beta).text})` ? '' : formula}. Read with β = 1: `,
      { strong: `implied ${letter} = ${quantity(scale).text}` },
      loss.betaKind === 'schedule' ? ', at the end of its schedule.' : threshold(loss),
    ],
  };
}

/** A weight that is one variable: that it is the weight is plain to see. */
const isOneName = ({ formula, value }: Quantity): boolean =>
  value === null && /^[A-Za-z_]\w*$/u.test(formula);

const threshold = ({ betaKind }: LossModel): string =>
  betaKind === 'threshold' ? ', where the KL is above its threshold.' : '.';

/** `exp(logvar) has the coefficient 1, a KL has ½.` */
function wrongCoefficients(term: Term): Rich {
  const { match, piece } = term;
  if (!match) return [];
  const factor = piece?.coefficient ?? 1;
  const number = (value: number): string => print(num(clean(value))).text;
  const exact = term.kind === 'reconstruction' ? 'a negative log density' : 'a KL';
  const parts = match.basis.columns.flatMap(({ name, target, expr }, i) => {
    if (!match.wrong.includes(name) || target === null) return [];
    const has = number((match.coefficients[i] ?? 0) * factor);
    const needed = number(target * match.scale * factor);
    const column = print(inAuthorsNames(expr, match, [])).text;
    return [`${column} has the coefficient ${has}, ${exact} has ${needed}`];
  });
  return [{ strong: `This is not ${exact}.` }, ` Beside the other parts, ${parts.join('; ')}.`];
}

/** What a scale variable is taken for, where there is one. */
export function parameterSource(term: Term): readonly Source[] {
  const { match, parameter } = term;
  if (!match || !parameter) return [];
  return match.basis.scales.flatMap((at) => {
    const node = match.roles[at];
    const meaning = parameterWords[parameter];
    if (!node || !meaning) return [];
    const name = labelOf(node).replace(/^self\./u, '');
    return /^_\d/u.test(name)
      ? []
      : [
          {
            text: `${name} is read as ${meaning}: only so does the line match the formula.`,
            span: null,
            path: null,
          },
        ];
  });
}

/** Where the sizes and the multiplier come from, each with its line. */
export function sourcesOf(context: HoverContext): HoverView['sources'] {
  const { term, loss, text, where } = context;
  const sizes = sizesOf(loss).map((size) => ({
    text: size.isGiven
      ? `${size.symbol} = ${size.value}, as you set it for this file.`
      : `${size.symbol} = ${size.value}, from ${excerpt(size, text, 48)} in ${placeWords(size, where)}.`,
    span: size.isGiven ? null : size.span,
    path: size.source?.path ?? null,
  }));
  const items = [...sizes, ...termSources(context), ...parameterSource(term)];
  const names = sizesOf(loss).map(({ symbol, value }) => `${symbol} = ${value}`);
  const title =
    names.length > 0
      ? `Where ${names.join(', ')} and the weights come from`
      : 'What this reading rests on';
  return items.length === 0 ? null : { title, items };
}

function termSources({ term, loss, text, where }: HoverContext): readonly Source[] {
  const own: Source = {
    text: `${reductionWords(term)}: ${where(term.span.from)}.`,
    span: term.span,
    path: null,
  };
  if (!loss) return [own];
  const total: Source = {
    text: `Weighed in ${where(loss.span.from)}${weightWords(loss, text)}.`,
    span: loss.span,
    path: null,
  };
  return term.kind === 'elbo_total' ? [total] : [own, total];
}

function weightWords(loss: LossModel, text: string): string {
  const name = nameOf(text, loss.span);
  const reading = betaReading(loss);
  return `${name ? ` (${name})` : ''}${reading ? `: ${reading}` : ''}`;
}

function reductionWords({ reduction, kind }: Term): string {
  const axis = kind === 'reconstruction' ? 'the data dimensions' : 'the latent dimensions';
  const features =
    reduction.features === 'sum'
      ? `Summed over ${axis}`
      : reduction.features === 'mean'
        ? `Averaged over ${axis}`
        : 'Not reduced';
  const batch =
    reduction.batch === 'sum'
      ? ', summed over the batch'
      : reduction.batch === 'mean'
        ? ', averaged over the batch'
        : '';
  return features + batch;
}

/** How the reading was come by, where it is no proof. */
export function certaintyWords({ term, analysis }: HoverContext): string {
  if (analysis.kept.has(term)) return ' (as it was before the syntax of this code was broken)';
  switch (term.certainty) {
    case 'exact':
      return '';
    case 'likely':
      return ' (read from the call; not every argument could be followed)';
    case 'hint':
      return ' (a guess, from names alone)';
  }
}
