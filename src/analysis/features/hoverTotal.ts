// Hovers on a whole objective, and on the terms that stand in place of a KL.

import type { LossModel, Term } from '../recognition/term.ts';
import { averagedOver, certaintyWords, noticeOf, sourcesOf } from './hoverAnswers.ts';
import { absorbedScale, lineOfTerm } from './hoverEquation.ts';
import type { HoverContext, Answer, HoverView } from './hoverView.ts';
import { termsInOrder } from './lenses.ts';
import { negativeLossAnswer } from './negativeLoss.ts';
import {
  boundOfDraws,
  drawsOf,
  wordsOfDraws,
  wordsOfFurther,
  wordsOfThreshold,
} from './objective.ts';
import type { Printed } from './toExpr.ts';
import { divergenceWords, familyWords, otherTerms, totalWords } from './words.ts';
import {
  batchReduction,
  betaReading,
  featureReduction,
  isNegative,
  isOne,
  nameOf,
  quantity,
  reductionText,
} from './wordsOfNumbers.ts';

const notElbo = new Set(['vq', 'adversarial', 'reconstruction_only']);

export function totalView(context: HoverContext): HoverView {
  const { term, loss } = context;
  return {
    span: term.span,
    title: titleOf(context),
    verdict: verdict(loss) + certaintyWords(context),
    formula: loss ? totalEquation(context, loss) : null,
    notice: noticeOf(context),
    answers: notElbo.has(term.family) ? [] : answers(context),
    sources: loss ? sourcesOf(context) : null,
    certainty: term.certainty,
  };
}

function titleOf({ term, loss }: HoverContext): string {
  if (isReversed(loss)) return 'No negative ELBO';
  if (loss && wordsOfFurther(loss) !== null) return 'Negative ELBO with more added';
  if (loss?.objective === 'freeBits') return 'Negative ELBO with free bits';
  return totalWords[term.family] ?? 'Objective';
}

const isReversed = (loss: LossModel | null): boolean =>
  loss?.effectiveBeta ? isNegative(loss.effectiveBeta) : false;

function verdict(loss: LossModel | null): string {
  const reading = loss && (wordsOfDraws(loss) ?? betaReading(loss));
  return reading ?? 'weights not known';
}

/** K draws under one logarithm; null where their weights are others. */
function ofDraws(loss: LossModel): Printed | null {
  const draws = drawsOf(loss);
  if (draws === 'weighed') return null;
  const [latex, text] = draws === 'mean' ? ['\\frac{1}{K}', '(1/K) '] : ['', ''];
  return {
    latex: `\\mathrm{loss} \\;=\\; -\\log ${latex}\\sum_{k=1}^{K} \\frac{p(x \\mid z_k)\\,p(z_k)}{q(z_k \\mid x)}`,
    text: `loss = −log ${text}Σₖ p(x|zₖ) p(zₖ) / q(zₖ|x)`,
  };
}

/** Each addend under the author's name, with what it is below. */
function totalEquation({ text }: HoverContext, loss: LossModel): Printed | null {
  const likelihood = termsInOrder(loss).find(({ kind }) => kind === 'reconstruction');
  const divergence = termsInOrder(loss).find(({ kind }) => kind === 'kl' || kind === 'discrete_kl');
  if (loss.objective === 'importance') return ofDraws(loss);
  if (!likelihood || !divergence || !loss.effectiveBeta || loss.objective === 'weighted')
    return null;
  const threshold = wordsOfThreshold(loss);
  const words = divergenceWords(divergence.family);
  const beta = weightOf(loss);
  const more =
    wordsOfFurther(loss) === null ? { latex: '', text: '' } : { latex: ' + \\cdots', text: ' + …' };
  const target =
    isReversed(loss) || more.text !== ''
      ? { latex: '\\mathrm{loss}', text: 'loss' }
      : threshold !== null
        ? { latex: `-\\mathrm{ELBO}_{\\text{${threshold}}}`, text: `−ELBO with ${threshold}` }
        : isOne(loss.effectiveBeta)
          ? { latex: '-\\mathrm{ELBO}', text: '−ELBO' }
          : { latex: '-\\mathrm{ELBO}_{\\beta}', text: '−ELBO with β' };
  return {
    latex:
      `${target.latex} \\;=\\; \\underbrace{-\\log p(x \\mid z)}_{${caption(text, likelihood)}} ` +
      `${beta.latex}\\,\\underbrace{${words.latex}}_{${caption(text, divergence)}}${more.latex}`,
    text: `${target.text} = −log p(x|z) ${beta.text}${words.text}${more.text}`,
  };
}

function weightOf(loss: LossModel): Printed {
  const beta = loss.effectiveBeta;
  if (!beta || isOne(beta)) return { latex: '+', text: '+ ' };
  const value = quantity(beta);
  if (isNegative(beta) && beta.value !== null) {
    const size = quantity({ formula: '', value: -beta.value });
    return beta.value === -1 || size.text === '1'
      ? { latex: '-', text: '− ' }
      : { latex: `- ${size.latex}`, text: `− ${size.text} ` };
  }
  return { latex: `+ ${value.latex}`, text: `+ ${value.text} ` };
}

/** The author's name; in `\\text` an escaped underscore would show its backslash. */
function caption(text: string, term: Term): string {
  const fallback = term.kind === 'reconstruction' ? 'reconstruction' : 'KL';
  const name = (nameOf(text, term.span) ?? fallback).replace(/^(?:self|this)\./u, '');
  return `\\mathrm{${name.replaceAll('_', '\\_')}}`;
}

function answers(context: HoverContext): readonly Answer[] {
  const { loss } = context;
  const likelihood = (loss ? termsInOrder(loss) : []).find(({ kind }) => kind === 'reconstruction');
  const negative = negativeLossAnswer(loss, likelihood);
  return [
    averagedOver(context),
    negative ?? { question: 'May it go below 0?', answer: [floorWords(loss, likelihood)] },
    scaleAnswer(loss, likelihood),
    {
      question: 'Model?',
      answer: ['p(x|z) p(z). q(z|x) approximates p(z|x), and −ELBO is at least −log p(x).'],
    },
  ];
}

const isSampled = (loss: LossModel | null): boolean =>
  loss?.terms.some(({ kind, family }) => kind === 'kl' && family === 'monte_carlo') === true;

/** Whether the loss as coded has 0 for a floor: constants that were dropped count. */
function floorWords(loss: LossModel | null, likelihood: Term | undefined): string {
  if (isReversed(loss)) return 'Yes, without a floor: the KL is subtracted.';
  if (!likelihood) return 'Depends on p(x|z): with a density it may.';
  const line = lineOfTerm(likelihood);
  const { measure } = familyWords(likelihood.family);
  if (likelihood.family === 'poisson') return 'It may: log x! is left out.';
  if (line && absorbedScale(line) && likelihood.droppedConstant !== null)
    return 'Not as coded; with the dropped constant it is −log of a density, and may.';
  switch (measure) {
    case 'mass':
      return isSampled(loss)
        ? 'A draw may: log q − log p of one sample can be negative, its mean cannot.'
        : 'No: −log of a mass and a KL are never negative.';
    case 'density':
      return 'It may: −log of a density has no floor at 0. Compare runs, not signs.';
    case 'none':
      return 'A distance and a KL do not; no log p is bounded either.';
    case 'unknown':
      return 'Depends on p(x|z): with a density it may.';
  }
}

function scaleAnswer(loss: LossModel | null, likelihood: Term | undefined): Answer {
  const question = 'Which bound?';
  const beta = loss?.effectiveBeta;
  if (!loss || !beta)
    return { question, answer: ['The weights of its terms could not be followed.'] };
  const over = scales(loss);
  if (isReversed(loss))
    return { question, answer: ['None: with the KL subtracted this bounds no log p(x).'] };
  switch (loss.objective) {
    case 'importance':
      return { question, answer: [boundOfDraws[drawsOf(loss)]] };
    case 'weighted':
      return {
        question,
        answer: [
          'Its gradient is that of the importance-weighted bound where the weights are held fixed; its value is not.',
        ],
      };
    case 'freeBits':
      return {
        question,
        answer: [
          `−ELBO where the KL is above its threshold${over}. Below, the KL has no gradient (free bits).`,
        ],
      };
    case 'capacity':
      return {
        question,
        answer: [`None below the capacity: the KL is drawn to it, not to 0${over}.`],
      };
    case 'elbo':
      break;
  }
  const further = wordsOfFurther(loss);
  if (further !== null)
    return {
      question,
      answer: [`−ELBO${over}, with ${further} added. Whether the whole is a bound is not read.`],
    };
  return isOne(beta)
    ? { question, answer: [`−ELBO up to a shared factor${constantWords(likelihood)}${over}.`] }
    : { question, answer: [`−ELBO with its KL weighed${over}.`] };
}

const constantWords = (likelihood: Term | undefined): string =>
  likelihood?.droppedConstant === null && likelihood.family !== 'poisson' ? '' : ' and a constant';

/** `: Σ784 and Σ20, then Σ over B`; each by itself where the batch is not treated alike. */
function scales(loss: LossModel): string {
  const terms = termsInOrder(loss);
  const known = (parts: readonly (string | null)[]): readonly string[] => [
    ...new Set(parts.filter((part) => part !== null)),
  ];
  const batches = known(terms.map(batchReduction));
  const features = known(terms.map((term) => featureReduction(term, loss)));
  const text =
    batches.length > 1
      ? known(terms.map((term) => reductionText(term, loss))).join(' and ')
      : [features.join(' and '), ...batches].filter((part) => part !== '').join(', then ');
  return text === '' ? '' : `: ${text}`;
}

/** Total correlation, MMD and their like. */
export function otherView(context: HoverContext): HoverView {
  const { term } = context;
  return {
    span: term.span,
    title: otherTerms[term.family] ?? 'Regulariser',
    verdict: `not the KL of an ELBO${certaintyWords(context)}`,
    formula: null,
    notice: noticeOf(context),
    answers: [
      {
        question: 'What does it act on?',
        answer: ['q(z), the codes of all data together, not q(z|x) of one datum.'],
      },
      {
        question: 'Still a bound?',
        answer: ['Beside an ELBO yes, where the term is never negative; an estimate of it may be.'],
      },
    ],
    sources: sourcesOf(context),
    certainty: term.certainty,
  };
}
