// The registry of frameworks that formulas are printed in, in the order users see them.

import type { Framework } from './framework.ts';
import { jax } from './jax.ts';
import { pytorch } from './pytorch.ts';
import { tensorflow } from './tensorflow.ts';
import { tfjs } from './tfjs.ts';

export const frameworks: readonly Framework[] = [pytorch, tensorflow, jax, tfjs];
