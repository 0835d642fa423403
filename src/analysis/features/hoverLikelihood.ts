// Hover on a reconstruction term: which log p(x|z), mass or density, up to which constant and scale.

import { num, sqrt } from '../../elbo/expr/build.ts';
import { type DataRange, rangeFor } from '../recognition/dataRange.ts';
import { labelOf } from '../lowering/machine.ts';
import { likelihoodFormula } from './fixedFormulas.ts';
import { averagedOver, certaintyWords, noticeOf, sourcesOf } from './hoverAnswers.ts';
import { absorbedScale, droppedOf, equationOf, type Line, lineOfTerm } from './hoverEquation.ts';
import type { HoverContext, Answer, HoverView, Rich } from './hoverView.ts';
import { print } from './toExpr.ts';
import { type FamilyWords, familyWords } from './words.ts';
import { coefficient } from './wordsOfNumbers.ts';

export function likelihoodView(context: HoverContext): HoverView {
  const { term } = context;
  const words = familyWords(term.family);
  return {
    span: term.span,
    title: words.measure === 'none' ? 'Not a likelihood' : 'Reconstruction loss',
    verdict: verdict(context, words) + certaintyWords(context),
    formula: equationOf(term) ?? likelihoodFormula(term.family),
    notice: noticeOf(context),
    answers: [
      averagedOver(context),
      probability(words, dataOf(context)),
      equality(context),
      model(context, words),
    ],
    sources: sourcesOf(context),
    certainty: term.certainty,
  };
}

function verdict({ term }: HoverContext, words: FamilyWords): string {
  if (words.measure === 'none') return words.name;
  const kind = words.measure === 'mass' ? 'probability' : 'density';
  const parts =
    words.measure === 'unknown'
      ? [words.name]
      : [
          `${words.name} log ${kind}`,
          ...(term.family === 'gaussian_fixed' ? ['σ fixed'] : []),
          ...(term.family === 'gaussian_learned_var' ? ['σ learned'] : []),
          ...(term.family === 'bernoulli_logits' ? ['from logits'] : []),
          ...(term.droppedConstant === null ? [] : ['constant dropped']),
          ...(term.sign === '-' ? ['sign as in a bound'] : []),
        ];
  return parts.join(', ');
}

function dataOf({ analysis, term }: HoverContext): DataRange | null {
  return rangeFor(analysis.data, term.functionSpan);
}

function probability({ measure, support, sign }: FamilyWords, data: DataRange | null): Answer {
  const question = 'Probability?';
  // Between its ends a Bernoulli has no mass; a person says where the data are.
  if (data && !data.isBinary && support === '{0, 1}') {
    const interval = `[${data.low}, ${data.high}]`;
    return {
      question,
      answer: [
        data.low >= 0 && data.high <= 1
          ? `No: your data lie in ${interval}, its mass on {0, 1}. A cross-entropy, at least the entropy of x.`
          : `No: your data lie in ${interval}, beyond {0, 1}: this cross-entropy has no lower bound.`,
      ],
    };
  }
  switch (measure) {
    case 'mass':
      return { question, answer: [`Yes, a mass on ${support}: at most 1, ${sign}.`] };
    case 'density':
      return { question, answer: [`No, a density on ${support}: it may exceed 1, ${sign}.`] };
    case 'none':
      return { question, answer: [`No, a distance on ${support}: ${sign}.`] };
    case 'unknown':
      return {
        question,
        answer: ['Depends on the distribution: a mass stays below 1, a density may exceed it.'],
      };
  }
}

/** This line against −log p: the scale, the constant. */
function equality(context: HoverContext): Answer {
  const { term } = context;
  const line = lineOfTerm(term);
  const question = 'Equal to −log p?';
  if (familyWords(term.family).measure === 'none') return { question, answer: ['No.'] };
  if (!line) return { question, answer: ['As the library defines it; the call was not opened.'] };
  if (line.match.wrong.length > 0)
    return { question, answer: ['No: a coefficient differs, see above.'] };
  const scale = absorbedScale(line);
  const answer: (string | { strong: string })[] = scale
    ? ['Yes, at ', { strong: scaleEquation(line, scale) }]
    : multiple(line);
  if (line.factor < 0) answer.push(', with the sign of log p');
  const dropped = term.droppedConstant === null ? null : droppedOf(term, line);
  const isWhole = !scale && isUnscaled(line) && line.factor > 0;
  const ending = isWhole ? ', exactly.' : '.';
  const factorial = term.family === 'poisson' ? ', up to the constant Σ log x!.' : ending;
  answer.push(dropped ? `, up to the constant ${print(dropped).text}.` : factorial);
  return { question, answer };
}

function scaleEquation(line: Line, scale: Parameters<typeof print>[0]): string {
  if (line.match.basis.id === 'laplaceFixed') return `b = ${print(scale).text}`;
  const isOne = scale.kind === 'number' && scale.value === 1;
  if (isOne) return 'σ = 1';
  if (scale.kind === 'number')
    return `σ = ${coefficient(Math.sqrt(scale.value))} (σ² = ${print(scale).text})`;
  return `σ = ${print(sqrt(scale)).text}`;
}

function multiple(line: Line): (string | { strong: string })[] {
  const absolute = Math.abs(line.factor);
  const weight = line.weight ? `${print(line.weight).text} · ` : '';
  const factor = `${weight}${absolute === 1 && line.weight ? '' : `${print(num(absolute)).text} · `}`;
  const per = line.reduction === 'mean' ? ' / D, so nats per dimension' : '';
  if (isUnscaled(line)) return ['Yes'];
  return ['It is ', { strong: `${isExact(line) ? '' : factor}(−log p)${per}` }];
}

const isExact = ({ factor, weight }: Line): boolean => Math.abs(factor) === 1 && !weight;
const isUnscaled = (line: Line): boolean => isExact(line) && line.reduction !== 'mean';

function model({ term }: HoverContext, words: FamilyWords): Answer {
  const question = 'Model?';
  if (words.measure === 'none') {
    return {
      question,
      answer: ['It states no p(x|z): nothing here could be sampled or normalised.'],
    };
  }
  const value = words.measure === 'mass' ? 'probability' : 'density';
  const start: Rich = [`p(x|z) is one ${value} per z: a model. `];
  const name = targetName(term.match?.roles[term.match.basis.roles.indexOf('x')]);
  const put: Rich = name ? ['With ', { code: name }, ' put in'] : ['With the data put in'];
  return { question, answer: [...start, ...put, ': a number, the likelihood.'] };
}

function targetName(node: Parameters<typeof labelOf>[0] | undefined): string | null {
  const label = node ? labelOf(node).replace(/^(?:self|this)\./u, '') : '';
  return label === '' || /^_\d/u.test(label) || label.length > 24 ? null : label;
}
