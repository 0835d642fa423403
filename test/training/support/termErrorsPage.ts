// The float64 comparison as a script for a browser: hands its table to whoever loads it.

import '@tensorflow/tfjs-backend-webgl';
import '@tensorflow/tfjs-backend-webgpu';
import { ready, setBackend } from '@tensorflow/tfjs-core';
import { termErrors, type TermError } from './termErrors.ts';

export interface TermErrorsPage {
  readonly termErrorsOn: (
    backend: 'webgl' | 'webgpu',
    tolerance: number,
  ) => Promise<readonly TermError[]>;
}

const page: TermErrorsPage = {
  termErrorsOn: async (backend, tolerance) => {
    if (!(await setBackend(backend))) throw new Error(`${backend} could not be started`);
    await ready();
    return termErrors(tolerance);
  },
};

Object.assign(globalThis, page);
