// Runs that never trained: curves of the right shape with everything a page can draw, for the gallery and for
// tests of the page. Deterministic; no claim about any model.

import type { Experiment } from '../../src/config/experiment.ts';
import type { SplitBreakdown } from '../../src/elbo/breakdown.ts';
import { getDataset } from '../../src/elbo/datasets/index.ts';
import { createRandom, type Random } from '../../src/elbo/random.ts';
import type { DataReport, EngineReport, TrainingEvent } from '../../src/elbo/trainingEvent.ts';
import { newRun, reduceRun } from '../../src/protocol/reduceRun.ts';
import type { RunSnapshot } from '../../src/protocol/run.ts';

const experiment: Experiment = {
  data: {
    source: 'stroke-digits',
    count: 10_000,
    options: {},
    scaling: 'unit',
    transform: 'threshold',
    threshold: 0.5,
    standardise: 'none',
    validation: 1000,
    split: 'tail',
    seed: 0,
  },
  model: {
    latent: 20,
    encoder: { kind: 'mlp', hidden: [400], activation: 'relu' },
    decoder: { kind: 'mlp', hidden: [400], activation: 'relu' },
    initialisation: 'pytorch',
  },
  likelihood: { family: 'bernoulli' },
  posterior: { family: 'diagonal-normal' },
  prior: { family: 'standard-normal' },
  objective: { kind: 'elbo', kl: 'closed-form', samples: 1 },
  training: {
    optimizer: 'adam',
    learningRate: 0.001,
    batchSize: 128,
    epochs: 20,
    seed: 0,
    engine: 'auto',
  },
  evaluation: { every: 'epoch', passes: 4, pictures: 20, latentPoints: 700 },
};

const tableExperiment: Experiment = {
  ...experiment,
  data: {
    ...experiment.data,
    source: 'two-moons',
    transform: 'none',
    options: {},
  } as Experiment['data'],
  model: { ...experiment.model, latent: 2 },
  likelihood: { family: 'normal', scale: 'shared' },
  objective: { kind: 'beta-elbo', beta: 0.5, kl: 'closed-form', samples: 1 },
};

/** A curve: from `first` to `last` with time constant `pace` steps, and relative noise. */
interface Curve {
  readonly first: number;
  readonly last: number;
  readonly pace: number;
  readonly noise: number;
}

const curveAt = (curve: Curve, step: number, random: Random): number =>
  curve.last +
  (curve.first - curve.last) / (1 + step / curve.pace) ** 1.3 +
  curve.noise * random.normal();

interface Shape {
  readonly id: string;
  readonly name: string;
  readonly experiment: Experiment;
  readonly data: DataReport;
  readonly plannedSteps: number;
  readonly stepsPerEpoch: number;
  readonly reconstruction: Curve;
  readonly kl: Curve;
  readonly latent: number;
  readonly inactive: number;
  readonly bits: (negativeElbo: number) => number | null;
}

const imageShape: Shape = {
  id: 'image',
  name: 'mnist-mlp-20',
  experiment,
  data: {
    name: 'stroke-digits',
    kind: 'image',
    shape: [28, 28, 1],
    dimensions: 784,
    columns: null,
    trainCount: 9000,
    validationCount: 1000,
    minimum: 0,
    maximum: 1,
    sumLogScale: null,
    fingerprint: '5e1f00d1',
    bitsPerDimUndefinedBecause: null,
  },
  plannedSteps: 1420,
  stepsPerEpoch: 71,
  reconstruction: { first: 548, last: 79, pace: 18, noise: 1.2 },
  kl: { first: 2, last: 26, pace: 60, noise: 0.3 },
  latent: 20,
  inactive: 3,
  bits: (negativeElbo) => negativeElbo / (784 * Math.LN2),
};

const tableShape: Shape = {
  ...imageShape,
  id: 'table',
  name: 'two-moons-gaussian',
  experiment: tableExperiment,
  data: {
    name: 'two-moons',
    kind: 'tabular',
    shape: [2],
    dimensions: 2,
    columns: null,
    trainCount: 3000,
    validationCount: 1000,
    minimum: -1.5,
    maximum: 2.5,
    sumLogScale: null,
    fingerprint: '2b00b1e5',
    bitsPerDimUndefinedBecause:
      'Gaussian is a density of real measurements: its value depends on their units.',
  },
  plannedSteps: 2400,
  stepsPerEpoch: 24,
  reconstruction: { first: 3.4, last: -2.2, pace: 160, noise: 0.12 },
  kl: { first: 0.05, last: 2.9, pace: 90, noise: 0.06 },
  latent: 2,
  inactive: 0,
  bits: () => null,
};

function split(shape: Shape, step: number, offset: number, count: number): SplitBreakdown {
  const quiet = createRandom(1);
  const reconstructionLoss =
    curveAt({ ...shape.reconstruction, noise: 0 }, step, quiet) + offset * 0.8;
  const kl = curveAt({ ...shape.kl, noise: 0 }, step, quiet) + offset * 0.2;
  const shares = Array.from({ length: shape.latent }, (_, i) =>
    i < shape.latent - shape.inactive ? 1 + (shape.latent - i) * 0.06 : 0.004,
  );
  const sum = shares.reduce((a, b) => a + b, 0);
  const order = createRandom(7).permutation(shape.latent);
  const klPerDimension = new Float64Array(shape.latent);
  const varianceOfMean = new Float64Array(shape.latent);
  shares.forEach((share, i) => {
    klPerDimension[order[i] ?? 0] = (kl * share) / sum;
    varianceOfMean[order[i] ?? 0] = share < 0.1 ? 0.001 : 0.9;
  });
  const elbo = -reconstructionLoss - kl;
  return {
    reconstruction: -reconstructionLoss,
    kl,
    elbo,
    bitsPerDim: shape.bits(-elbo),
    count,
    passes: 4,
    elboStandardError: Math.abs(shape.reconstruction.last) * 0.011,
    klPerDimension,
    varianceOfMean,
    importanceBound: null,
  };
}

function pictured(shape: Shape, step: number): TrainingEvent {
  const random = createRandom(3);
  const id = shape.data.kind === 'image' ? 'stroke-digits' : 'two-moons';
  const dataset = getDataset(id);
  const options = Object.fromEntries(
    Object.entries(dataset.options).map(([key, option]) => [key, option.default]),
  );
  const count = shape.data.kind === 'image' ? 20 : 64;
  const data = dataset.generate(count, options, createRandom(11)).values;
  const samples = dataset.generate(count, options, createRandom(12)).values;
  const blur = shape.data.kind === 'image' ? 0.15 : 0.08;
  const near = (values: Float32Array): Float32Array =>
    values.map((value) => value * (1 - blur) + blur * random.uniform() * 0.6);
  return {
    kind: 'pictured',
    pictures: {
      step,
      count,
      data,
      reconstructions: near(data),
      sampleCount: 20,
      samples: near(samples.subarray(0, 20 * shape.data.dimensions)),
    },
  };
}

function mapped(shape: Shape, step: number): TrainingEvent {
  const random = createRandom(5);
  const count = 700;
  const points = new Float32Array(2 * count);
  const labels = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const label = i % 10;
    labels[i] = label;
    points[2 * i] = 0.9 * Math.cos(label) + 0.5 * random.normal();
    points[2 * i + 1] = 0.9 * Math.sin(label) + 0.5 * random.normal();
  }
  const image = shape.data.kind === 'image';
  return {
    kind: 'mapped',
    map: {
      step,
      count,
      points,
      labels: image ? labels : null,
      projection: image ? 'principalComponents' : 'latent',
      latentDimensions: shape.latent,
      explained: image ? 0.2 : 1,
      priorSigma: 1,
    },
  };
}

/** Steps `from + 1` to `to` of a run, with an evaluation at the end of every epoch. */
function stepsOf(shape: Shape, from: number, to: number, beta = 1): readonly TrainingEvent[] {
  const random = createRandom(100 + from);
  const length = to - from;
  const columns = {
    firstStep: from + 1,
    reconstructionLoss: new Float64Array(length),
    kl: new Float64Array(length),
    beta: new Float64Array(length).fill(beta),
  };
  for (let i = 0; i < length; i++) {
    columns.reconstructionLoss[i] = curveAt(shape.reconstruction, from + i + 1, random);
    columns.kl[i] = curveAt(shape.kl, from + i + 1, random);
  }
  const events: TrainingEvent[] = [{ kind: 'stepped', columns, stepsPerSecond: 41.2 }];
  for (let step = from; step <= to; step++) {
    if (step % shape.stepsPerEpoch === 0 && (step > from || step === 0)) {
      events.push(evaluated(shape, step));
    }
  }
  return events;
}

const evaluated = (shape: Shape, step: number): TrainingEvent => ({
  kind: 'evaluated',
  evaluation: {
    step,
    epoch: step / shape.stepsPerEpoch,
    train: split(shape, step, 0, shape.data.trainCount),
    validation: split(shape, step, Math.abs(shape.reconstruction.last) * 0.012, 1000),
    learnedScale: null,
  },
});

const webgl = {
  backend: 'webgl',
  renderer: 'ANGLE (Apple, ANGLE Metal Renderer: Apple M2, Unspecified Version)',
  software: false,
  reason: 'WebGL on a graphics processor.',
} as const;

const software = {
  backend: 'wasm',
  renderer: 'WebAssembly SIMD, one thread',
  software: false,
  reason: 'WebGL here is drawn by the processor (SwiftShader), so WebAssembly is used.',
} as const;

const softwareWebgl: EngineReport = {
  backend: 'webgl',
  renderer:
    'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)',
  software: true,
  reason: 'The config asks for WebGL, which the processor draws here (SwiftShader).',
};

/** Everything at its longest: name, renderer, time left, more latent dimensions than bars. */
const crowdedShape: Shape = {
  ...imageShape,
  id: 'crowded',
  name: 'a-very-long-run-name-beta-4-conv-64-128-latent-100',
  plannedSteps: 1_420_000,
  latent: 100,
  inactive: 30,
};

const prepared = (shape: Shape, engine: EngineReport): TrainingEvent => ({
  kind: 'prepared',
  data: shape.data,
  engine,
  parameterCount: 652_824,
  plannedSteps: shape.plannedSteps,
  stepsPerEpoch: shape.stepsPerEpoch,
});

function runOf(shape: Shape, live: boolean, events: readonly TrainingEvent[]): RunSnapshot {
  const run = newRun({
    id: shape.id,
    name: shape.name,
    configUri: `file:///workspace/${shape.name}.elbo.yaml`,
    experiment: shape.experiment,
    startedAt: 0,
  });
  return reduceRun(run, { elapsedMs: 20_700, live, events });
}

const drawn = (shape: Shape, step: number): readonly TrainingEvent[] => [
  pictured(shape, step),
  mapped(shape, step),
];

const at = (state: RunSnapshot['state'], step: number): TrainingEvent => ({
  kind: 'stateChanged',
  state,
  step,
});

const image = (step: number, ...more: readonly TrainingEvent[]): RunSnapshot =>
  runOf(imageShape, true, [
    prepared(imageShape, webgl),
    at('training', 0),
    ...stepsOf(imageShape, 0, step),
    ...drawn(imageShape, step),
    ...more,
  ]);

const table = (): RunSnapshot =>
  runOf(tableShape, true, [
    prepared(tableShape, webgl),
    at('training', 0),
    ...stepsOf(tableShape, 0, 700, 0.5),
    { kind: 'betaSet', step: 700, beta: 4 },
    ...stepsOf(tableShape, 700, 1500, 4),
    { kind: 'betaSet', step: 1500, beta: 1.5 },
    ...stepsOf(tableShape, 1500, 1900, 1.5),
    ...drawn(tableShape, 1896),
  ]);

/** Every state a page can show a run in, by name. */
export const syntheticRuns = {
  preparing: () => runOf(imageShape, true, []),
  training: () => image(852),
  early: () => image(9),
  paused: () => image(852, at('paused', 852)),
  finished: () => ({ ...image(1420, at('finished', 1420)), live: false, elapsedMs: 217_000 }),
  detached: () => ({ ...image(600), live: false }),
  failed: () =>
    runOf(imageShape, false, [
      prepared(imageShape, webgl),
      at('training', 0),
      ...stepsOf(imageShape, 0, 216),
      {
        kind: 'stepped',
        columns: {
          firstStep: 217,
          reconstructionLoss: new Float64Array([135.2]),
          kl: new Float64Array([Infinity]),
          beta: new Float64Array([1]),
        },
        stepsPerSecond: 40,
      },
      ...drawn(imageShape, 213),
      {
        kind: 'failed',
        problem: {
          what: 'KL became infinite at step 217.',
          why: 'Layer encoder.logvar gave 11.1; exp(11.1) = 66 171 is above 65 504, the largest half float.',
          now: 'Lower the learning rate, or train in float32. The weights of step 216 are kept.',
          configPath: 'training.learningRate',
          step: 217,
          term: 'kl',
          layer: 'encoder.logvar',
        },
      },
    ]),
  stopped: () => ({
    ...image(852, at('stopped', 852)),
    live: false,
    checkpointStep: 840,
  }),
  restoring: () => ({
    ...image(852, at('restoring', 840)),
    restoring: {
      what: 'The graphics context was lost at step 852.',
      why: 'Going on from the checkpoint of step 840.',
    },
  }),
  lostGpu: () => ({
    ...image(852, {
      kind: 'failed',
      problem: {
        what: 'The graphics context was lost at step 852, twice within a minute.',
        why: 'The driver resets under this load, or another program takes the graphics processor.',
        now: 'Resume on the processor, which is slower and keeps going.',
        configPath: 'training.engine',
        step: 852,
        term: null,
        layer: null,
      },
    }),
    live: false,
    checkpointStep: 840,
  }),
  elsewhere: () => ({ ...image(600), live: false, elsewhere: true }),
  standardised: () => {
    const columns = ['height', 'width'];
    return {
      ...table(),
      data: { ...tableShape.data, name: 'plants.csv', columns, sumLogScale: 3.42 },
    };
  },
  software: () =>
    runOf(imageShape, true, [
      prepared(imageShape, software),
      at('training', 0),
      ...stepsOf(imageShape, 0, 120),
      ...drawn(imageShape, 71),
    ]),
  crowded: () =>
    runOf(crowdedShape, true, [
      prepared(crowdedShape, softwareWebgl),
      at('training', 0),
      ...stepsOf(crowdedShape, 0, 852),
      ...drawn(crowdedShape, 852),
    ]),
  table: () => table(),
} as const satisfies Record<string, () => RunSnapshot>;

const compared = (
  id: string,
  name: string,
  change: Partial<Shape>,
  beta: number,
  pictured: RunSnapshot,
): RunSnapshot => {
  const shape = { ...imageShape, id, name, ...change };
  return {
    ...runOf(shape, false, [
      prepared(shape, webgl),
      at('training', 0),
      ...stepsOf(shape, 0, shape.plannedSteps, beta),
      at('finished', shape.plannedSteps),
    ]),
    pictures: pictured.pictures,
  };
};

const withBeta = (beta: number): Experiment => ({
  ...experiment,
  objective: { kind: 'beta-elbo', beta, kl: 'closed-form', samples: 1 },
});

const betaFour: Partial<Shape> = {
  experiment: withBeta(4),
  reconstruction: { first: 548, last: 116, pace: 18, noise: 1.2 },
  kl: { first: 2, last: 9, pace: 60, noise: 0.2 },
  inactive: 7,
};

/** Runs to be looked at side by side, by name. */
export const syntheticComparisons = {
  none: () => [],
  two: () => [
    { ...syntheticRuns.finished(), id: 'a' },
    compared('b', 'mnist-beta-4', betaFour, 4, syntheticRuns.finished()),
  ],
  many: () => [
    { ...syntheticRuns.finished(), id: 'a' },
    compared('b', 'mnist-beta-4', betaFour, 4, syntheticRuns.finished()),
    compared(
      'c',
      'mnist-beta-one-half-with-a-name-that-is-long',
      {
        experiment: withBeta(0.5),
        reconstruction: { first: 548, last: 74, pace: 18, noise: 1.2 },
        kl: { first: 2, last: 34, pace: 60, noise: 0.3 },
        inactive: 0,
      },
      0.5,
      syntheticRuns.finished(),
    ),
    { ...image(600), id: 'd', name: 'mnist-mlp-20 again' },
    compared(
      'e',
      'mnist-deep',
      { reconstruction: { first: 540, last: 78.4, pace: 18, noise: 1.2 }, plannedSteps: 2840 },
      1,
      syntheticRuns.finished(),
    ),
  ],
  differentData: () => [syntheticRuns.finished(), syntheticRuns.table()],
  unevaluated: () => [syntheticRuns.finished(), { ...syntheticRuns.preparing(), id: 'b' }],
} as const satisfies Record<string, () => readonly RunSnapshot[]>;

/** What the training run does next: for pages that are watched while it goes on. */
export const nextSteps = (from: number, to: number): readonly TrainingEvent[] =>
  stepsOf(imageShape, from, to);
