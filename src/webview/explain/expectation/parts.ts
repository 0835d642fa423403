// What parts of this page may do, and the pieces that its figures are made of.

import type { Acting } from '../page.ts';
import type { ExpectationState } from './state.ts';

export * from '../figure/parts.ts';

export type Act = Acting<ExpectationState>;
