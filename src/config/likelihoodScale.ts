// The scale of a likelihood when the config leaves it out. Apart from the schema, so that the trainer's worker
// does not carry it.

import type { LikelihoodConfig, ScaleMode } from './experiment.ts';

/** Where sigma comes from; a family without a scale ignores it. */
export const scaleMode = (likelihood: LikelihoodConfig): ScaleMode => likelihood.scale ?? 'fixed';

/** Sigma where it is fixed, and where it starts if it is learned. */
export const initialSigma = (likelihood: LikelihoodConfig): number => likelihood.sigma ?? 1;
