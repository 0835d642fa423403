// Trains the reference VAE on MNIST here and compares its -ELBO with PyTorch's, for three kinds of target.
// usage: npx tsx scripts/checks/mnist.ts --images FILE [--seed N]   (10 000 pictures; 9 000 train, 1 000 validate)

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { parseExperiment } from '../../src/config/parse.ts';
import type { Experiment } from '../../src/config/experiment.ts';
import { prepareData } from '../../src/data/pipeline.ts';
import type { SplitBreakdown } from '../../src/elbo/breakdown.ts';
import { formatFixed } from '../../src/elbo/format.ts';
import { ControlQueue } from '../../src/training/controls.ts';
import { startEngine, type Engine } from '../../src/training/engine.ts';
import { train } from '../../src/training/train.ts';

interface Reference {
  readonly targets: Readonly<
    Record<string, { readonly mean: number; readonly standardDeviation: number }>
  >;
}

/** Largest distance from PyTorch's mean over seeds that passes, in nats per datum. */
const allowance = 1;

const transforms = {
  grey: 'none',
  threshold: 'threshold',
  'static-binarisation': 'static-binarisation',
} as const;

function experimentFor(transform: string, seed: number): Experiment {
  const { experiment, problems } = parseExperiment(
    `
data: { source: idx, images: images, validation: 1000, transform: ${transform}, seed: ${seed} }
model:
  latent: 20
  encoder: { kind: mlp, hidden: [400] }
  decoder: { kind: mlp, hidden: [400] }
likelihood: { family: bernoulli }
training: { epochs: 20, batchSize: 128, learningRate: 0.001, engine: wasm, seed: ${seed} }
evaluation: { every: 1420, passes: 4, pictures: 0, latentPoints: 0 }
`,
    { format: 'yaml', fileName: 'mnist.elbo.yaml' },
  );
  if (experiment === null) throw new Error(JSON.stringify(problems));
  return experiment;
}

async function startWasm(): Promise<Engine> {
  const path = '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm';
  const file = readFileSync(createRequire(import.meta.url).resolve(path));
  const started = await startEngine('wasm', false, { bytes: new Uint8Array(file).buffer });
  if ('problem' in started) throw new Error(started.problem.why);
  return started.engine;
}

async function lastValidation(
  experiment: Experiment,
  images: Uint8Array,
  engine: Engine,
): Promise<SplitBreakdown> {
  const prepared = prepareData(experiment, new Map([['images', images]]));
  if ('problem' in prepared) throw new Error(`${prepared.problem.what} ${prepared.problem.why}`);
  const clock = {
    nowMs: () => performance.now(),
    yieldTurn: () => new Promise<void>((resolve) => void setImmediate(resolve)),
  };
  let last: SplitBreakdown | null = null;
  for await (const event of train(experiment, prepared.value, engine, new ControlQueue(), clock)) {
    if (event.kind === 'evaluated') last = event.evaluation.validation;
    if (event.kind === 'failed') throw new Error(event.problem.what);
  }
  if (last === null) throw new Error('the run made no evaluation');
  return last;
}

const { values } = parseArgs({
  options: { images: { type: 'string' }, seed: { type: 'string', default: '0' } },
});
if (values.images === undefined) throw new Error('--images FILE is needed: an IDX file of MNIST');
const images = new Uint8Array(readFileSync(values.images));
const referenceFile = new URL('../../test/fixtures/references/mnistVae.json', import.meta.url);
const reference = JSON.parse(readFileSync(referenceFile, 'utf8')) as Reference;
const engine = await startWasm();
for (const [kind, transform] of Object.entries(transforms)) {
  const startedAtMs = performance.now();
  const experiment = experimentFor(transform, Number(values.seed));
  const { elbo, reconstruction, kl } = await lastValidation(experiment, images, engine);
  const negativeElbo = 0 - elbo;
  const expected = reference.targets[kind];
  if (expected === undefined) throw new Error(`the reference has no ${kind}`);
  const distance = negativeElbo - expected.mean;
  const isWithin = Math.abs(distance) <= allowance;
  if (!isWithin) process.exitCode = 1;
  console.log(
    `${kind}: -ELBO ${formatFixed(negativeElbo, 2)} nats (reconstruction ${formatFixed(0 - reconstruction, 2)}, KL ` +
      `${formatFixed(kl, 2)}); PyTorch ${formatFixed(expected.mean, 2)} ± ` +
      `${formatFixed(expected.standardDeviation, 2)}; difference ${formatFixed(distance, 2)}, ` +
      `${isWithin ? 'within' : 'NOT within'} ${allowance}; ${formatFixed((performance.now() - startedAtMs) / 1000, 0)} s`,
  );
}
