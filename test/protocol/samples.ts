// One event of every kind, small, so that tests of the fold and of the message shapes share them.

import type { SplitBreakdown } from '../../src/elbo/breakdown.ts';
import { createRandom } from '../../src/elbo/random.ts';
import type { TrainingCheckpoint } from '../../src/elbo/trainingCheckpoint.ts';
import type {
  Evaluation,
  RunProblem,
  RunState,
  TrainingEvent,
} from '../../src/elbo/trainingEvent.ts';
import { parseExperiment } from '../../src/config/parse.ts';
import type { NewRun } from '../../src/protocol/reduceRun.ts';

const config = 'data: { source: two-moons }\nlikelihood: { family: normal }\n';

export function sampleRun(): NewRun {
  const { experiment } = parseExperiment(config, { format: 'yaml', fileName: 'two.elbo.yaml' });
  if (!experiment) throw new Error('the sample config must be valid');
  return { id: 'r1', name: 'two', configUri: 'file:///two.elbo.yaml', experiment, startedAt: 5 };
}

export const split = (elbo: number): SplitBreakdown => ({
  reconstruction: elbo + 2,
  kl: 2,
  elbo,
  bitsPerDim: null,
  count: 10,
  passes: 1,
  elboStandardError: 0.5,
  klPerDimension: Float64Array.of(1.5, 0.5),
  varianceOfMean: Float64Array.of(0.9, 0),
  importanceBound: null,
});

export const evaluationAt = (step: number, elbo = -100): Evaluation => ({
  step,
  epoch: step / 10,
  train: split(elbo),
  validation: split(elbo - 1),
  learnedScale: null,
});

/** Steps from `firstStep` on, with these total losses, of which KL is 2. */
export const stepped = (firstStep: number, ...losses: number[]): TrainingEvent => ({
  kind: 'stepped',
  columns: {
    firstStep,
    reconstructionLoss: Float64Array.from(losses, (loss) => loss - 2),
    kl: Float64Array.from(losses, () => 2),
    beta: Float64Array.from(losses, () => 1),
  },
  stepsPerSecond: 40,
});

export const entered = (state: RunState, step: number): TrainingEvent => ({
  kind: 'stateChanged',
  state,
  step,
});

export const prepared: TrainingEvent = {
  kind: 'prepared',
  data: {
    name: 'two-moons',
    kind: 'tabular',
    shape: [2],
    dimensions: 2,
    columns: null,
    trainCount: 100,
    validationCount: 10,
    minimum: -1,
    maximum: 2,
    sumLogScale: null,
    fingerprint: '0badf00d',
    bitsPerDimUndefinedBecause: 'values are real numbers',
  },
  engine: { backend: 'cpu', renderer: 'JavaScript', software: false, reason: 'asked for' },
  parameterCount: 42,
  plannedSteps: 100,
  stepsPerEpoch: 10,
};

export const engineLost: RunProblem = {
  what: 'The GPU was taken away at step 3.',
  why: 'The driver was reset.',
  now: 'Train again.',
  configPath: 'training.engine',
  step: 3,
  term: null,
  layer: null,
};

export const failed: TrainingEvent = {
  kind: 'failed',
  problem: {
    what: 'KL became infinite at step 7.',
    why: 'Layer encoder.logvar gave 800.',
    now: 'Lower the learning rate.',
    configPath: null,
    step: 7,
    term: 'kl',
    layer: 'encoder.logvar',
  },
};

export const everyEvent: readonly TrainingEvent[] = [
  prepared,
  entered('training', 0),
  stepped(1, 300, 200, 150),
  { kind: 'evaluated', evaluation: evaluationAt(3) },
  {
    kind: 'pictured',
    pictures: {
      step: 3,
      count: 1,
      data: Float32Array.of(0, 1),
      reconstructions: Float32Array.of(0.1, 0.9),
      sampleCount: 1,
      samples: Float32Array.of(0.5, 0.5),
    },
  },
  {
    kind: 'mapped',
    map: {
      step: 3,
      count: 1,
      points: Float32Array.of(0.5, -0.5),
      labels: Uint8Array.of(1),
      projection: 'latent',
      latentDimensions: 2,
      explained: 1,
      priorSigma: 1,
    },
  },
  { kind: 'betaSet', step: 3, beta: 4 },
  { kind: 'noted', what: 'Slow.', why: 'The processor draws WebGL.' },
  { kind: 'checkpointed', step: 2 },
  { kind: 'engineLost', problem: engineLost },
  { kind: 'resumed', step: 2, what: 'Going on from step 2.', why: 'One step is repeated.' },
  failed,
];

export const checkpointAt = (step: number): TrainingCheckpoint => ({
  step,
  fingerprint: '0badf00d',
  variables: [
    {
      name: 'encoder.mu.kernel',
      shape: [2, 1],
      values: Float32Array.of(step, -0.5),
      slots: [Float32Array.of(1, 2), Float32Array.of(3, 4)],
    },
    { name: 'encoder.mu.bias', shape: [1], values: Float32Array.of(0.25), slots: [] },
  ],
  standardisation: { mean: Float64Array.of(1, 2), scale: Float64Array.of(3, 4) },
  streams: { noise: createRandom(1).state(), order: createRandom(2).state() },
});
