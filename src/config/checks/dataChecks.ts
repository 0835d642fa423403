// Checks of the data section: transforms that need bytes or probabilities, a split that leaves nothing.

import { dataCount, scaledRange, targetsInWords } from '../targets.ts';
import { bigNumber, code, numberText } from '../words.ts';
import { isWritten, problemAt } from './check.ts';
import type { Check } from './check.ts';

/** Binarisation draws from Bernoulli(x), so x must be a probability. */
export const binarisationNeedsProbabilities: Check = (input) => {
  const { data } = input.experiment;
  const draws =
    data.transform === 'static-binarisation' || data.transform === 'stochastic-binarisation';
  const range = scaledRange(data);
  if (!draws || (range !== 'numbers' && range.minimum === 0 && range.maximum === 1)) return [];
  const found =
    range === 'numbers'
      ? `${targetsInWords({ ...data, transform: 'none' })}. Use \`transform: none\`, or \`threshold\` for a fixed cut.`
      : `scaled values run from ${numberText(range.minimum)} to ${numberText(range.maximum)}. Use \`scaling: unit\`.`;
  const message = `${code(data.transform)} reads each value as a probability, but ${found}`;
  const finding = { severity: 'error', code: 'transform-needs-probabilities', message } as const;
  return [problemAt(input, { ...finding, path: 'data.transform' })];
};

/** Dequantisation spreads 256 levels; numbers of a table have none. */
export const dequantisationNeedsBytes: Check = (input) => {
  const { data } = input.experiment;
  if (data.transform !== 'uniform-dequantisation' || scaledRange(data) !== 'numbers') return [];
  return [
    problemAt(input, {
      severity: 'error',
      code: 'dequantisation-needs-bytes',
      path: 'data.transform',
      message:
        '`uniform-dequantisation` adds noise between 256 stored levels, but ' +
        `${targetsInWords(data)}, which have none. Use \`transform: none\`.`,
      changeTo: 'none',
    }),
  ];
};

/** A cut outside the range makes every target the same. */
export const thresholdOutsideRange: Check = (input) => {
  const { data } = input.experiment;
  const range = scaledRange(data);
  if (data.transform !== 'threshold' || range === 'numbers') return [];
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

export const scalingUnused: Check = (input) => {
  const { data } = input.experiment;
  if (data.scaling === 'none' || scaledRange(data) !== 'numbers') return [];
  if (!isWritten(input.root, 'data.scaling')) return [];
  const message =
    `\`scaling\` has no effect on ${code(data.source)}: the numbers of a table are used as they are. ` +
    'Remove it, or write `none`.';
  const finding = { severity: 'warning', code: 'key-without-effect', message } as const;
  return [problemAt(input, { ...finding, path: 'data.scaling', changeTo: 'none' })];
};

export const validationTakesAll: Check = (input) => {
  const { data } = input.experiment;
  const count = dataCount(data);
  if (count === undefined || data.validation < count) return [];
  const total = `${code(data.source === 'idx' ? 'limit' : 'count')} is ${bigNumber(count)}`;
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
