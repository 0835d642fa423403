// Settings that several families have: positive parameters, learned by their logarithm.

import type { Setting } from './family.ts';

/** A positive parameter `log<...>` with a config key for where it comes from and one for its value. */
export function positiveSetting(
  parameter: string,
  mode: Setting['mode'],
  value: Omit<Setting['value'], 'below'>,
): Setting {
  return {
    parameter,
    mode,
    value: { ...value, below: 'none' },
    learnedFromValue: Math.log,
    valueFromLearned: Math.exp,
  };
}

/** The scale of a family with location, in units of the scaled data; `key` is the letter it goes by. */
export function scaleSetting(key: string, what: string, start = 1): Setting {
  return positiveSetting(
    'logscale',
    { key: 'scale', description: `Where the scale ${key}, ${what}, comes from.` },
    {
      key,
      default: start,
      description: `The scale, ${what}, in units of the scaled data: its value if \`fixed\`, else where it starts.`,
    },
  );
}

/** The inverse dispersion of a negative binomial. */
export const dispersionSetting: Setting = positiveSetting(
  'logdispersion',
  { key: 'dispersion', description: 'Where the inverse dispersion theta comes from.' },
  {
    key: 'theta',
    default: 10,
    description:
      'The inverse dispersion: counts of mean mu have variance mu + mu²/theta, so large values are nearly Poisson.',
  },
);
