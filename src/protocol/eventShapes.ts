// The shapes of what a run reports, for messages and for what is read back from disk.

import type { RunState } from '../elbo/trainingEvent.ts';
import { boolean, bytes, count, float32s, float64s, listOf, nullable, number } from './shape.ts';
import { object, oneOf, string, type Shape } from './shape.ts';

export const state = oneOf(
  'preparing',
  'restoring',
  'training',
  'paused',
  'finished',
  'stopped',
  'failed',
);
state satisfies Shape<RunState>;

const splitBreakdown = object({
  reconstruction: number,
  kl: number,
  elbo: number,
  bitsPerDim: nullable(number),
  count,
  passes: count,
  elboStandardError: nullable(number),
  klPerDimension: float64s,
  varianceOfMean: float64s,
  importanceBound: nullable(number),
});

export const evaluation = object({
  step: count,
  epoch: number,
  train: splitBreakdown,
  validation: nullable(splitBreakdown),
  learnedScale: nullable(number),
});

export const problem = object({
  what: string,
  why: string,
  now: string,
  configPath: nullable(string),
  step: nullable(number),
  term: nullable(string),
  layer: nullable(string),
});

export const dataReport = object({
  name: string,
  kind: oneOf('image', 'tabular'),
  shape: listOf(number),
  dimensions: count,
  columns: nullable(listOf(string)),
  trainCount: count,
  validationCount: count,
  minimum: number,
  maximum: number,
  sumLogScale: nullable(number),
  fingerprint: string,
  bitsPerDimUndefinedBecause: nullable(string),
});

export const engineReport = object({
  backend: oneOf('webgl', 'webgpu', 'wasm', 'cpu'),
  renderer: string,
  software: boolean,
  reason: string,
});

export const pictures = object({
  step: count,
  count,
  data: float32s,
  reconstructions: float32s,
  sampleCount: count,
  samples: float32s,
});

export const latentMap = object({
  step: count,
  count,
  points: float32s,
  labels: nullable(bytes),
  projection: oneOf('latent', 'principalComponents'),
  latentDimensions: count,
  explained: number,
  priorSigma: number,
});

export const betaMark = object({ step: count, beta: number });
export const note = object({ what: string, why: string });
