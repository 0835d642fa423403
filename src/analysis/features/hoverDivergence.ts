// Hover on a KL: between which distributions, in closed form or by a sample, at which scale.

import { num } from '../../elbo/expr/build.ts';
import { labelOf } from '../lowering/machine.ts';
import { divergenceFormula } from './fixedFormulas.ts';
import { averagedOver, batchWords, certaintyWords, noticeOf, sourcesOf } from './hoverAnswers.ts';
import { equationOf, lineOfTerm } from './hoverEquation.ts';
import type { HoverContext, Answer, HoverView, Rich } from './hoverView.ts';
import { print } from './toExpr.ts';
import { divergenceWords, parameterWords } from './words.ts';

export function divergenceView(context: HoverContext): HoverView {
  const { term } = context;
  const words = divergenceWords(term.family);
  const how = words.isSampled
    ? 'estimated with a sample'
    : term.match
      ? 'in closed form'
      : 'computed by a library';
  return {
    span: term.span,
    title: 'KL divergence',
    verdict: `${words.text}, ${how}${certaintyWords(context)}`,
    formula: equationOf(term) ?? divergenceFormula(term.family),
    notice: noticeOf(context),
    answers: [averaged(context), sign(context), equality(context), model(context)],
    sources: sourcesOf(context),
    certainty: term.certainty,
  };
}

function averaged(context: HoverContext): Answer {
  if (divergenceWords(context.term.family).isSampled) return averagedOver(context);
  return {
    question: 'Averaged over?',
    answer: [`z ~ q(z|x), by integration: no sample enters${batchWords(context)}.`],
  };
}

function sign({ term }: HoverContext): Answer {
  const question = 'May it go below 0?';
  const line = lineOfTerm(term);
  if (line && line.match.wrong.length > 0)
    return {
      question,
      answer: ['It may: only the exact formula has its minimum, 0, at the prior.'],
    };
  if (line && line.factor < 0)
    return { question, answer: ['This line is never above 0: it is the KL with its sign turned.'] };
  return {
    question,
    answer: divergenceWords(term.family).isSampled
      ? ['One sample may: log q − log p has a mean that is never negative, its draws may be.']
      : ['No. It is 0 only where q(z|x) is the prior.'],
  };
}

function equality({ term }: HoverContext): Answer {
  const question = 'Equal to the KL?';
  const line = lineOfTerm(term);
  if (!line) return { question, answer: ['As the library defines it; the call was not opened.'] };
  if (line.match.wrong.length > 0)
    return { question, answer: ['No: a coefficient differs, see above.'] };
  const absolute = Math.abs(line.factor);
  const minus = line.factor < 0 ? '−' : '';
  const weight = line.weight ? `${print(line.weight).text} · ` : '';
  const number = absolute === 1 ? '' : `${print(num(absolute)).text} · `;
  const per = line.reduction === 'mean' ? ' / d, so nats per latent dimension' : '';
  const factor = `${minus}${weight}${number}`;
  if (factor === '' && per === '') {
    return {
      question,
      answer: divergenceWords(term.family).isSampled
        ? ['On average: each sample is an unbiased estimate, in nats.']
        : ['Yes, exactly, in nats.'],
    };
  }
  const ending = line.factor < 0 ? ': the sign of a bound, to be subtracted from a loss.' : '.';
  return { question, answer: ['It is ', { strong: `${factor}KL${per}` }, ending] };
}

function model({ term }: HoverContext): Answer {
  const words = divergenceWords(term.family);
  const means = term.match ? namesOf(term) : [];
  const listed = means.flatMap((rich, at) => [...(at > 0 ? [', '] : []), ...rich]);
  const encoder: Rich = means.length > 0 ? [' (', ...listed, ')'] : [];
  return {
    question: 'Model?',
    answer: [
      'One q(z|x) per x',
      ...encoder,
      `; ${words.prior === 'p(z)' ? 'p(z)' : `p(z) = ${words.prior}`} knows no x.`,
    ],
  };
}

/** `mu`, `logvar` as log σ²`. */
function namesOf({ match, parameter }: HoverContext['term']): readonly Rich[] {
  if (!match) return [];
  return match.roles.flatMap((node, at) => {
    const label = labelOf(node).replace(/^(?:self|this)\./u, '');
    if (match.basis.roles[at] === 'z' || /^_\d/u.test(label) || label.length > 24) return [];
    const isScale = match.basis.scales.includes(at);
    const meaning = isScale && parameter ? ` as ${parameterWords[parameter] ?? ''}` : '';
    return [[{ code: label }, meaning]];
  });
}
