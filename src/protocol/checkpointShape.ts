// The shape of a checkpoint, for what a webview posts and for what is read back from disk.

import type { TrainingCheckpoint } from '../elbo/trainingCheckpoint.ts';
import { count, float32s, float64s, listOf, nullable, number, object } from './shape.ts';
import { record, string, type Shape } from './shape.ts';

const savedVariable = object({
  name: string,
  shape: listOf(count),
  values: float32s,
  slots: listOf(float32s),
});

const streams: Shape<Readonly<Record<string, readonly number[]>>> = (
  value,
): value is Readonly<Record<string, readonly number[]>> =>
  record(value) && Object.values(value).every((state) => listOf(number)(state));

export const checkpoint: Shape<TrainingCheckpoint> = object({
  step: count,
  fingerprint: string,
  variables: listOf(savedVariable),
  standardisation: nullable(object({ mean: float64s, scale: float64s })),
  streams,
});
