// What the code of a loss amounts to, in one or two sentences: which model it is exact for, and how else it can be read.

import type { CodeReading, MarkedText, ScaleChoice } from '../../../elbo/derivations/told.ts';
import { formatCoefficient } from '../../../elbo/format.ts';
import type { LossModel } from '../../recognition/term.ts';
import { noticeOf } from '../hoverAnswers.ts';
import type { Rich } from '../hoverView.ts';
import { termsInOrder } from '../lenses.ts';
import { boundOfDraws, drawsOf, wordsOfFurther } from '../objective.ts';
import { familyWords } from '../words.ts';
import { betaReading, isNegative, isOne, letterOf, quantity } from '../wordsOfNumbers.ts';
import type { TellingContext } from './context.ts';

type Verdict = CodeReading['verdict'];

const information = (...text: MarkedText): Verdict => ({ kind: 'information', text });

export function verdictOf(context: TellingContext, scale: ScaleChoice | null): Verdict {
  const { term, loss } = context;
  const notice = noticeOf({ ...context, text: context.analysis.program.text });
  if (notice?.kind === 'warning') return { kind: 'warning', text: marked(notice.text) };
  if (!loss) {
    return information(
      'This term stands in no loss that could be read as a whole, so what weighs it against a KL is not known.',
    );
  }
  const beta = loss.effectiveBeta;
  if (!beta || isNegative(beta)) {
    return information(
      notice
        ? marked(notice.text).map(textOf).join('')
        : 'The weights of this loss could not be followed.',
    );
  }
  const lines = linesOf(loss, context);
  const other = ofOtherObjective(loss, lines) ?? withFurther(loss, lines);
  if (other) return other;
  const family = familyWords(
    termsInOrder(loss).find(({ kind }) => kind === 'reconstruction')?.family ?? '',
  ).name;
  if (loss.impliedScale) return ofOpenScale(loss, loss.impliedScale, lines, family);
  if (isOne(beta)) {
    const isWhole = term.droppedConstant === null || scale !== null;
    return {
      kind: 'exact',
      text: [
        `${lines} exactly −ELBO`,
        isWhole ? '' : ', up to the constant that is dropped',
        `, with p(x|z) a ${family}`,
        ...supportOf(family),
      ],
    };
  }
  return information(
    `${lines} −log p(x|z) of a ${family} with a KL that counts `,
    { strong: `β = ${quantity(beta).text}` },
    ' times: a β-VAE.',
  );
}

/** Objectives that have the terms of an ELBO and are none. */
function ofOtherObjective(loss: LossModel, lines: string): Verdict | null {
  switch (loss.objective) {
    case 'elbo':
      return null;
    case 'importance':
      return information(
        `${lines} importance-weighted: `,
        { strong: 'K draws under one logarithm' },
        `. The bound: ${boundOfDraws[drawsOf(loss)].replace(/^[A-Z]/u, (letter) => letter.toLowerCase())}`,
      );
    case 'weighted':
      return information(
        `${lines} terms weighed by importance: the gradient is that of the importance-weighted bound where the weights are held fixed, the value is not.`,
      );
    case 'freeBits':
      return information(
        `${lines} −ELBO, or its multiple, only `,
        { strong: 'where the KL is above its threshold' },
        '. Below, the KL is held and has no gradient: free bits.',
      );
    case 'capacity':
      return information(
        `${lines} no bound: the KL’s `,
        { strong: 'distance from a capacity' },
        ' counts, so that it is drawn to the capacity and not to 0.',
      );
  }
}

/** Parts that are not read may be anything: a prior, a penalty. */
function withFurther(loss: LossModel, lines: string): Verdict | null {
  const further = wordsOfFurther(loss);
  if (further === null) return null;
  return information(
    `${lines} −log p(x|z) and a KL (${betaReading(loss) ?? 'weights not known'}) with `,
    { strong: further },
    ' added: that is not part of this reading, so whether the whole is −ELBO is not known.',
  );
}

/** Cross-entropy is computed of grey levels too, where it is no log p. */
const supportOf = (family: string): MarkedText =>
  family === 'Bernoulli'
    ? [
        ', for x that is 0 or 1. For x between them the same formula leaves log C(p) out, at least ',
        { strong: '0.693 nats' },
        ' per dimension: the continuous Bernoulli has it.',
      ]
    : ['.'];

/** Squared and absolute errors: one number read in two ways. */
function ofOpenScale(
  loss: LossModel,
  scale: NonNullable<LossModel['impliedScale']>,
  lines: string,
  family: string,
): Verdict {
  const letter = letterOf(scale.parameter);
  const beta = loss.effectiveBeta;
  if (!beta || isOne(beta)) {
    return {
      kind: 'exact',
      text: [`${lines} exactly −ELBO for a ${family} with `, { strong: `${letter} = 1` }, '.'],
    };
  }
  const wide =
    scale.value !== null && scale.value >= 2
      ? [
          ` For data between 0 and 1 that is ${formatCoefficient(scale.value)} times their range, so the KL outweighs the reconstruction.`,
        ]
      : [];
  return {
    kind: wide.length > 0 ? 'warning' : 'information',
    text: [
      `${lines} exactly −ELBO for a ${family} with `,
      { strong: `${letter} = ${quantity(scale).text}` },
      '.',
      ...wide,
      ` At ${letter} = 1 the same code is a β-VAE with `,
      { strong: `β = ${quantity(beta).text}` },
      '.',
    ],
  };
}

/** `Lines 27 to 29 are`. */
function linesOf(loss: LossModel, { where }: TellingContext): string {
  const places = [...termsInOrder(loss).map(({ span }) => span.from), loss.span.from];
  const numbers = places.map((at) => /^line (\d+)$/u.exec(where(at))?.[1]);
  const known = numbers.flatMap((number) => (number === undefined ? [] : [Number(number)]));
  if (known.length < numbers.length || known.length === 0) return 'This loss is';
  const [first, last] = [Math.min(...known), Math.max(...known)];
  return first === last ? `Line ${first} is` : `Lines ${first} to ${last} are`;
}

const marked = (rich: Rich): MarkedText =>
  rich.map((part) => (typeof part === 'object' && 'code' in part ? part.code : part));

const textOf = (part: MarkedText[number]): string =>
  typeof part === 'string' ? part : part.strong;
