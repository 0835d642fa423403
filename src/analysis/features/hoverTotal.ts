// Hovers on a whole objective, and on the terms that stand in place of a KL.

import type { LossModel, Term } from '../recognition/term.ts';
import { averagedOver, certaintyWords, noticeOf, sourcesOf } from './hoverAnswers.ts';
import type { HoverContext, Answer, HoverView } from './hoverView.ts';
import type { Printed } from './toExpr.ts';
import { divergenceWords, familyWords, otherTerms, totalWords } from './words.ts';
import {
  betaReading,
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
    title: totalWords[term.family] ?? 'Objective',
    verdict: verdict(loss) + certaintyWords(term),
    formula: loss ? totalEquation(context, loss) : null,
    notice: noticeOf(context),
    answers: notElbo.has(term.family) ? [] : answers(context),
    sources: loss ? sourcesOf(context) : null,
    certainty: term.certainty,
  };
}

function verdict(loss: LossModel | null): string {
  const reading = loss && betaReading(loss);
  return reading ?? 'weights not known';
}

/** Each addend under the author's name, with what it is below. */
function totalEquation({ text }: HoverContext, loss: LossModel): Printed | null {
  const likelihood = loss.terms.find(({ kind }) => kind === 'reconstruction');
  const divergence = loss.terms.find(({ kind }) => kind === 'kl' || kind === 'discrete_kl');
  if (!likelihood || !divergence || !loss.effectiveBeta) return null;
  const words = divergenceWords(divergence.family);
  const beta = weightOf(loss);
  const target = isOne(loss.effectiveBeta)
    ? { latex: '-\\mathrm{ELBO}', text: '−ELBO' }
    : { latex: '-\\mathrm{ELBO}_{\\beta}', text: '−ELBO with β' };
  return {
    latex:
      `${target.latex} \\;=\\; \\underbrace{-\\log p(x \\mid z)}_{${caption(text, likelihood)}} ` +
      `${beta.latex}\\,\\underbrace{${words.latex}}_{${caption(text, divergence)}}`,
    text: `${target.text} = −log p(x|z) ${beta.text}${words.text}`,
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

const caption = (text: string, term: Term): string =>
  `\\text{${(nameOf(text, term.span) ?? (term.kind === 'reconstruction' ? 'reconstruction' : 'KL')).replace(/^self\./u, '').replaceAll('_', '\\_')}}`;

function answers(context: HoverContext): readonly Answer[] {
  const { loss } = context;
  const likelihood = loss?.terms.find(({ kind }) => kind === 'reconstruction');
  const words = likelihood ? familyWords(likelihood.family) : null;
  const isReversed = loss?.effectiveBeta ? isNegative(loss.effectiveBeta) : false;
  return [
    averagedOver(context),
    {
      question: 'May it go below 0?',
      answer: isReversed
        ? ['Yes, without a floor: the KL is subtracted.']
        : words?.measure === 'mass'
          ? ['No: −log of a mass and a KL are never negative.']
          : words?.measure === 'density'
            ? ['It may: −log of a density has no floor at 0. Compare runs, not signs.']
            : ['Depends on p(x|z): with a density it may.'],
    },
    scaleAnswer(loss),
    {
      question: 'Model?',
      answer: [
        'p(x|z) p(z) is the model, q(z|x) the guess at its posterior; −ELBO bounds −log p(x) from above.',
      ],
    },
  ];
}

function scaleAnswer(loss: LossModel | null): Answer {
  const question = 'Which bound?';
  const beta = loss?.effectiveBeta;
  if (!loss || !beta)
    return { question, answer: ['The weights of its terms could not be followed.'] };
  const parts = loss.terms
    .filter(({ kind }) => kind !== 'reparameterize')
    .map((term) => reductionText(term, loss));
  const scales = [...new Set(parts.filter((part) => part !== null))].join(' and ');
  const over = scales === '' ? '' : ` Its terms: ${scales}.`;
  return isOne(beta)
    ? { question, answer: [`−ELBO, up to a constant and one common factor.${over}`] }
    : {
        question,
        answer: ['−ELBO with the KL weighed: ', { strong: betaReading(loss) ?? '' }, `.${over}`],
      };
}

/** Total correlation, MMD and their like. */
export function otherView(context: HoverContext): HoverView {
  const { term } = context;
  return {
    span: term.span,
    title: otherTerms[term.family] ?? 'Regulariser',
    verdict: `not the KL of an ELBO${certaintyWords(term)}`,
    formula: null,
    notice: noticeOf(context),
    answers: [
      {
        question: 'What does it act on?',
        answer: ['q(z), the codes of all data together, not q(z|x) of one datum.'],
      },
      {
        question: 'Still a bound?',
        answer: [
          'Added to an ELBO, the loss stays above −log p(x) if the term is never negative; an estimate of it may be.',
        ],
      },
    ],
    sources: sourcesOf(context),
    certainty: term.certainty,
  };
}
