// The shape of a run that is read back from disk. Its experiment is checked where it is used: by the config layer.

import type { RunSnapshot } from './run.ts';
import { betaMark, dataReport, engineReport, evaluation, latentMap } from './eventShapes.ts';
import { note, pictures, problem, state } from './eventShapes.ts';
import { boolean, count, float64s, listOf, nullable, number, object } from './shape.ts';
import { record, string, type Shape } from './shape.ts';

const columns = object({ reconstructionLoss: float64s, kl: float64s, beta: float64s });

const shapes = {
  id: string,
  name: string,
  configUri: string,
  experiment: record,
  startedAt: number,
  elapsedMs: number,
  state,
  step: count,
  plannedSteps: count,
  stepsPerEpoch: count,
  stepsPerSecond: number,
  parameterCount: count,
  data: nullable(dataReport),
  engine: nullable(engineReport),
  columns,
  evaluations: listOf(evaluation),
  pictures: nullable(pictures),
  map: nullable(latentMap),
  betaMarks: listOf(betaMark),
  notes: listOf(note),
  problem: nullable(problem),
  restoring: nullable(note),
  checkpointStep: nullable(count),
  elsewhere: boolean,
  live: boolean,
} satisfies Readonly<Record<keyof RunSnapshot, unknown>>;

const sameLength = ({ columns: { kl, reconstructionLoss, beta } }: RunSnapshot): boolean =>
  kl.length === reconstructionLoss.length && kl.length === beta.length;

const hasShape = object(shapes as Readonly<Record<string, Shape<unknown>>>);

export const isRunSnapshot: Shape<RunSnapshot> = (value): value is RunSnapshot =>
  hasShape(value) && sameLength(value as unknown as RunSnapshot);
