// Checks of the data section: transforms that need bytes or probabilities, a split that leaves nothing.

import { getFamily } from '../../elbo/families/index.ts';
import {
  areNumbers,
  areWhole,
  dataCount,
  isBinary,
  isGenerated,
  isZeroOrOne,
  scaledRange,
  targetFacts,
  targetsInWords,
} from '../targets.ts';
import type { DataConfig } from '../experiment.ts';
import { bigNumber, code, numberText } from '../words.ts';
import { isWritten, problemAt } from './check.ts';
import type { Check } from './check.ts';

/** What a transform is given. */
const numbersInWords = (data: DataConfig): string =>
  data.source === 'csv'
    ? '`csv` are numbers of a table'
    : targetsInWords({ ...data, transform: 'none' });

/** Binarisation draws from Bernoulli(x), so x must be a probability. */
export const binarisationNeedsProbabilities: Check = (input) => {
  const { data } = input.experiment;
  const draws =
    data.transform === 'static-binarisation' || data.transform === 'stochastic-binarisation';
  const range = scaledRange(data);
  if (!draws || range === 'unknown') return [];
  if (range !== 'numbers' && range.minimum === 0 && range.maximum === 1) return [];
  const found =
    range === 'numbers'
      ? `${numbersInWords(data)}. Use \`transform: none\`, or \`threshold\` for a fixed cut.`
      : `scaled values run from ${numberText(range.minimum)} to ${numberText(range.maximum)}. Use \`scaling: unit\`.`;
  const message = `${code(data.transform)} reads each value as a probability, but ${found}`;
  const finding = { severity: 'error', code: 'transform-needs-probabilities', message } as const;
  return [problemAt(input, { ...finding, path: 'data.transform' })];
};

/** Dequantisation spreads 256 levels; numbers of a table have none, and bits have two. */
export const dequantisationNeedsBytes: Check = (input) => {
  const { data } = input.experiment;
  const isTable = areNumbers(data);
  if (data.transform !== 'uniform-dequantisation' || !(isTable || isBinary(data))) return [];
  const found = isTable
    ? `${numbersInWords(data)}, which have none`
    : `${code(data.source)} have only two`;
  return [
    problemAt(input, {
      severity: 'error',
      code: 'dequantisation-needs-bytes',
      path: 'data.transform',
      message:
        `\`uniform-dequantisation\` adds noise between 256 stored levels, but ${found}. ` +
        'Use `transform: none`.',
      changeTo: 'none',
    }),
  ];
};

/** A cut outside the range makes every target the same. */
export const thresholdOutsideRange: Check = (input) => {
  const { data } = input.experiment;
  const range = scaledRange(data);
  if (data.transform !== 'threshold' || range === 'numbers' || range === 'unknown') return [];
  const { minimum, maximum } = range;
  if (data.threshold >= minimum && data.threshold < maximum) return [];
  const same = data.threshold >= maximum ? 0 : 1;
  return [
    problemAt(input, {
      severity: 'error',
      code: 'threshold-outside-range',
      path: 'data.threshold',
      message:
        `Scaled values run from ${numberText(minimum)} to ${numberText(maximum)}, so a threshold of ` +
        `${numberText(data.threshold)} makes every target ${same}. Choose one between them.`,
    }),
  ];
};

export const thresholdUnused: Check = (input) => {
  const { data } = input.experiment;
  if (data.transform === 'threshold' || !isWritten(input.root, 'data.threshold')) return [];
  const message = `\`threshold\` has no effect with ${code(`transform: ${data.transform}`)}. Use \`transform: threshold\`, or remove it.`;
  const finding = { severity: 'warning', code: 'key-without-effect', message } as const;
  return [problemAt(input, { ...finding, path: 'data.threshold' })];
};

/** Bits stay what they are, however they are binarised. */
export const transformOfBits: Check = (input) => {
  const { data } = input.experiment;
  const isIdle = data.transform !== 'none' && data.transform !== 'uniform-dequantisation';
  if (!isIdle || !isZeroOrOne(data)) return [];
  const message = `${code(data.transform)} has no effect on ${code(data.source)}: its values are 0 and 1 already. Use \`transform: none\`.`;
  const finding = { severity: 'warning', code: 'key-without-effect', message } as const;
  return [problemAt(input, { ...finding, path: 'data.transform', changeTo: 'none' })];
};

/** What is centred and scaled is neither 0 or 1 nor of one sign. */
export const standardisedNeedsRealLikelihood: Check = (input) => {
  const { data, likelihood } = input.experiment;
  const family = getFamily(likelihood.family);
  const isBinaryTarget = targetFacts(data).values === 'binary';
  if (data.standardise === 'none' || (family.support === 'real' && !isBinaryTarget)) return [];
  const message = isBinaryTarget
    ? `These targets are 0 or 1, so there is nothing to standardise: ${code(data.standardise)} would move them off the values a likelihood of bits knows. Use \`none\`.`
    : `Standardised data are spread about 0, and a ${family.name} likelihood knows no such values. Use \`none\`, or \`family: normal\`.`;
  const finding = { severity: 'error', code: 'standardise-needs-reals', message } as const;
  return [problemAt(input, { ...finding, path: 'data.standardise', changeTo: 'none' })];
};

export const scalingUnused: Check = (input) => {
  const { data } = input.experiment;
  if (data.scaling === 'none' || !areNumbers(data)) return [];
  if (!isWritten(input.root, 'data.scaling')) return [];
  const message =
    `\`scaling\` has no effect on ${code(data.source)}: the numbers of a table are used as they are. Write \`none\`` +
    (areWhole(data)
      ? '.'
      : ', or `standardise: per-dimension` to let the model work with (x − mean) / sd.');
  const finding = { severity: 'warning', code: 'key-without-effect', message } as const;
  return [problemAt(input, { ...finding, path: 'data.scaling', changeTo: 'none' })];
};

export const validationTakesAll: Check = (input) => {
  const { data } = input.experiment;
  const count = dataCount(data);
  if (count === undefined || data.validation < count) return [];
  const total = `${code(isGenerated(data) ? 'count' : 'limit')} is ${bigNumber(count)}`;
  const tenth = Math.max(1, Math.floor(count / 10));
  return [
    problemAt(input, {
      severity: 'error',
      code: 'validation-takes-all',
      path: 'data.validation',
      message:
        `\`validation\` is ${bigNumber(data.validation)}, but ${total}: nothing would be left to train on. ` +
        `Keep fewer for validation, such as ${bigNumber(tenth)}.`,
      changeTo: String(tenth),
    }),
  ];
};
