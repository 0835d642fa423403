// Hover on a reparameterised draw: what is random, what the scale variable is taken for, how many samples.

import { labelOf } from '../lowering/machine.ts';
import { certaintyWords } from './hoverAnswers.ts';
import { samplerEquation } from './hoverEquation.ts';
import type { HoverContext, Answer, HoverView } from './hoverView.ts';
import { print, varianceExpr } from './toExpr.ts';
import { parameterWords } from './words.ts';
import { nameOf } from './wordsOfNumbers.ts';
import { power } from '../../elbo/expr/build.ts';

export function samplerView(context: HoverContext): HoverView {
  const { term, text } = context;
  const isGaussian = term.family === 'gaussian';
  return {
    span: term.span,
    title: 'A draw of z ~ q(z|x)',
    verdict: `reparameterised${isGaussian ? ', Gaussian' : ', Gumbel-softmax'}${certaintyWords(context)}`,
    formula: term.match ? samplerEquation(term.match, nameOf(text, term.span)) : null,
    notice: null,
    answers: [...random(isGaussian), ...scale(term), gradient(isGaussian), samples],
    sources: null,
    certainty: term.certainty,
  };
}

const random = (isGaussian: boolean): readonly Answer[] => [
  {
    question: 'What is random?',
    answer: isGaussian
      ? ['ε alone. The mean and σ are functions of x.']
      : ['The Gumbel noise alone. The logits are functions of x.'],
  },
];

function scale({ match, parameter }: HoverContext['term']): readonly Answer[] {
  const node = match?.roles[1];
  if (!match || !parameter || !node) return [];
  const label = labelOf(node).replace(/^(?:self|this)\./u, '');
  const name = /^_\d/u.test(label) ? null : label;
  const deviation = print(power(varianceExpr(match, 'lv', []), 0.5)).text;
  return [
    {
      question: name ? `What is ${name}?` : 'What is the scale?',
      answer: [
        { strong: parameterWords[parameter] ?? '' },
        parameter === 'sigma'
          ? ': the factor of ε itself.'
          : `: the factor of ε is σ = ${deviationOf(parameter, name ?? 'u', deviation)}.`,
        ' The KL has to read it alike.',
      ],
    },
  ];
}

function deviationOf(parameter: string, name: string, fallback: string): string {
  switch (parameter) {
    case 'logvar':
      return `exp(½ ${name})`;
    case 'log_sigma':
      return `exp(${name})`;
    case 'var':
      return `√${name}`;
    case 'negative_logvar':
      return `exp(−½ ${name})`;
    case 'precision':
      return `1/√${name}`;
    default:
      return fallback;
  }
}

const gradient = (isGaussian: boolean): Answer => ({
  question: 'Why so?',
  answer: isGaussian
    ? ['Gradients reach the mean and σ, since z is a smooth function of both.']
    : [
        'Gradients reach the logits, since the draw is a smooth function of them at a temperature above 0.',
      ],
});

const samples: Answer = {
  question: 'How many samples?',
  answer: ['One z per datum; more would lower the noise of gradients, not their mean.'],
};
