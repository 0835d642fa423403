// The float64 comparison as a script for a browser: hands its table to whoever loads it.

import '@tensorflow/tfjs-backend-webgl';
import { ready, setBackend } from '@tensorflow/tfjs-core';
import { termErrors, type TermError } from './termErrors.ts';

export interface TermErrorsPage {
  readonly termErrorsOnWebgl: (tolerance: number) => Promise<readonly TermError[]>;
}

const page: TermErrorsPage = {
  termErrorsOnWebgl: async (tolerance) => {
    if (!(await setBackend('webgl'))) throw new Error('WebGL could not be started');
    await ready();
    return termErrors(tolerance);
  },
};

Object.assign(globalThis, page);
