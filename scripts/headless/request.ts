// What the launcher asks of the driver inside the editor, and what the driver answers. They share no memory: the
// request travels in an environment variable, the answer in a file, progress in marked lines.

import type { EngineChoice } from '../../src/config/experiment.ts';
import type { Report } from './report.ts';

export const driverVariable = 'ELBO_LENS_HEADLESS';

/** Said when the run has ended well and is on the screen. */
export const readyAtEnd = 'the run has ended';

export interface DriverRequest {
  readonly config: string;
  /** Instead of the engine the config names. */
  readonly engine: EngineChoice | null;
  /** Where the outcome is written. */
  readonly outcome: string;
  /** A file that appears when the launcher has seen the end; null if it does not want to look. */
  readonly seen: string | null;
}

export type Outcome =
  | { readonly kind: 'trained'; readonly report: Report }
  /** The config, or data it names, cannot be used. */
  | { readonly kind: 'rejected'; readonly messages: readonly string[] }
  /** The run began and did not end well. */
  | { readonly kind: 'failed'; readonly messages: readonly string[] };
