// Checks of the code a config is about.

import { parseCodeReference } from '../codeReference.ts';
import { code } from '../words.ts';
import { problemAt } from './check.ts';
import type { Check } from './check.ts';

export const codeNotAReference: Check = (input) => {
  const { code: written } = input.experiment;
  if (written === undefined || parseCodeReference(written)) return [];
  return [
    problemAt(input, {
      severity: 'error',
      code: 'code-not-a-reference',
      path: 'code',
      message:
        `${code('code')} names a Python, TypeScript or JavaScript file beside the config, and after ${code('#')} a function in it, ` +
        `as in ${code('vae.py#loss_function')}; ${code(written)} does not.`,
    }),
  ];
};
