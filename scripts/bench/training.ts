// Milliseconds per training step on the engines that run in Node, and how the workers' bytes are spent.
// usage: npx tsx scripts/bench/training.ts [--steps N] [--kernels]   (kernels: time by kernel, wasm and cpu only)

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { dispose, engine, profile } from '@tensorflow/tfjs-core';
import { parseExperiment } from '../../src/config/parse.ts';
import type { Experiment } from '../../src/config/experiment.ts';
import { prepareData } from '../../src/data/pipeline.ts';
import { startEngine } from '../../src/training/engine.ts';
import { Trainer } from '../../src/training/trainer.ts';

const workloads = {
  'digits 784-400-20, batch 128': `
data: { source: stroke-digits, count: 1000, transform: threshold }
model: { latent: 20 }
likelihood: { family: bernoulli }
`,
  'two moons 2-64-64-2, batch 256': `
data: { source: two-moons, count: 2000 }
model: { latent: 2, encoder: { kind: mlp, hidden: [64, 64] }, decoder: { kind: mlp, hidden: [64, 64] } }
likelihood: { family: normal, sigma: 0.1 }
training: { batchSize: 256 }
`,
} as const;

function experimentOf(yaml: string): Experiment {
  const { experiment } = parseExperiment(yaml, { format: 'yaml', fileName: 'bench.elbo.yaml' });
  if (experiment === null) throw new Error('the benchmark config is not valid');
  return experiment;
}

function step(trainer: Trainer): void {
  const { reconstructionLoss, kl } = trainer.advance(1);
  dispose([reconstructionLoss, kl]);
}

function measure(trainer: Trainer, steps: number): readonly number[] {
  for (let warm = 0; warm < 5; warm++) step(trainer);
  return Array.from({ length: steps }, () => {
    const startMs = performance.now();
    step(trainer);
    return performance.now() - startMs;
  }).toSorted((a, b) => a - b);
}

async function kernelTimes(trainer: Trainer): Promise<Record<string, number>> {
  const { kernels } = await profile(() => step(trainer));
  const totals: Record<string, number> = {};
  for (const { name, kernelTimeMs } of kernels) {
    totals[name] = (totals[name] ?? 0) + Number(await kernelTimeMs);
  }
  const sorted = Object.entries(totals).toSorted(([, a], [, b]) => b - a);
  return Object.fromEntries(sorted.slice(0, 12).map(([name, ms]) => [name, Number(ms.toFixed(2))]));
}

const { values } = parseArgs({
  options: {
    steps: { type: 'string', default: '40' },
    kernels: { type: 'boolean', default: false },
  },
});
const path = '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm';
const bytes = new Uint8Array(readFileSync(createRequire(import.meta.url).resolve(path))).buffer;
for (const backend of ['wasm', 'cpu'] as const) {
  const started = await startEngine(backend, false, { bytes });
  if ('problem' in started) throw new Error(started.problem.why);
  for (const [name, yaml] of Object.entries(workloads)) {
    const experiment = experimentOf(yaml);
    const prepared = prepareData(experiment, new Map());
    if ('problem' in prepared) throw new Error(prepared.problem.what);
    const trainer = new Trainer(experiment, prepared.value);
    const ms = measure(trainer, Number(values.steps));
    const at = (share: number) => (ms[Math.floor(share * (ms.length - 1))] ?? 0).toFixed(2);
    console.log(`${backend}, ${name}: ${at(0)} / ${at(0.5)} / ${at(0.95)} ms (least, median, p95)`);
    if (values.kernels) console.log(await kernelTimes(trainer));
    trainer.dispose();
  }
  engine().disposeVariables();
}
