// Finds out where a value stopped being finite: goes back to the last good state, repeats the steps since, and
// watches every layer of the one that failed. Costs nothing while all is well.

import {
  clone,
  dispose,
  keep,
  mul,
  scalar,
  stack,
  sum,
  tidy,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { inspectAll, overflowOf, sizeOf, type LayerFinding, type Output } from './layerFinding.ts';
import { disposeCheckpoint, type Checkpoint, type Trainer } from './trainer.ts';

export type TermName = 'reconstruction' | 'kl';

/** What was seen: a term that is not finite, or an update that made weights so. */
export interface Failure {
  /** The step whose term, or whose gradient, is not finite. */
  readonly step: number;
  readonly term: TermName;
  readonly kind: 'value' | 'gradient';
  readonly isNaN: boolean;
  readonly layer: LayerFinding;
  /** The step whose weights are kept: the last ones seen to give finite terms. */
  readonly keptStep: number;
}

type Finding = Omit<Failure, 'keptStep'>;

/**
 * NaN if any weight is not finite, else 0: one number to read instead of all weights. Not by `addN`: on WebGPU
 * that takes at most 7 tensors, and more void the whole batch of commands it is in.
 */
export function weightsCheck(trainer: Trainer): Tensor {
  return tidy(() => sum(stack(trainer.variables.map((variable) => sum(mul(variable, scalar(0)))))));
}

async function areWeightsFinite(trainer: Trainer): Promise<boolean> {
  const check = weightsCheck(trainer);
  const [value = 0] = await check.data();
  check.dispose();
  return Number.isFinite(value);
}

/**
 * Leaves the trainer with the last weights that gave finite terms and says what went wrong. `betas` are those of
 * the steps after the checkpoint; the last of them, or the update it made, is what failed.
 */
export async function diagnose(
  trainer: Trainer,
  checkpoint: Checkpoint,
  betas: readonly number[],
): Promise<Failure> {
  trainer.restore(checkpoint);
  let good = trainer.checkpoint();
  try {
    for (const beta of betas) {
      const found = await findFailure(trainer, beta, good);
      if (found !== undefined) return found;
      // Finite terms were seen at the weights before this step's update.
      disposeCheckpoint(good);
      good = trainer.checkpoint();
      const terms = trainer.advance(beta);
      dispose([terms.reconstructionLoss, terms.kl]);
    }
  } finally {
    disposeCheckpoint(good);
  }
  throw new Error('a term was not finite, but repeating the steps gave finite terms');
}

/** What is wrong with the next step, if anything; the trainer is then set to the weights to keep. */
async function findFailure(
  trainer: Trainer,
  beta: number,
  good: Checkpoint,
): Promise<Failure | undefined> {
  const value = await findBadValue(trainer, beta);
  if (value !== undefined) {
    trainer.restore(good);
    return { ...value, keptStep: good.step };
  }
  const before = trainer.checkpoint();
  try {
    const terms = trainer.advance(beta);
    dispose([terms.reconstructionLoss, terms.kl]);
    const areFinite = await areWeightsFinite(trainer);
    trainer.restore(before);
    if (areFinite) return undefined;
    return { ...(await findBadGradient(trainer, beta)), keptStep: before.step };
  } finally {
    disposeCheckpoint(before);
  }
}

/** Looks at the next step's terms and, if one is not finite, at the layers that led to it. */
async function findBadValue(trainer: Trainer, beta: number): Promise<Finding | undefined> {
  const step = trainer.step + 1;
  const outputs: Output[] = [];
  const terms: Tensor[] = [];
  tidy(() => {
    const { reconstructionLoss, kl } = trainer.loss.batchTerms(
      trainer.batch(step),
      trainer.numbers(step, beta),
      (name, { tensor }) => outputs.push({ name, tensor: keep(clone(tensor)) }),
    );
    terms.push(keep(clone(kl.tensor)), keep(clone(reconstructionLoss.tensor)));
  });
  const [kl = Number.NaN, reconstruction = Number.NaN] = await readScalars(terms);
  const layers = await inspectAll(outputs);
  // The KL depends on the encoder alone, so it is the nearer cause where both failed.
  const term = Number.isFinite(kl) ? 'reconstruction' : 'kl';
  const value = term === 'kl' ? kl : reconstruction;
  if (Number.isFinite(value)) return undefined;
  const layer = culprit(term, [...layers, ...(await freeSettings(trainer))]);
  return { step, term, kind: 'value', isNaN: Number.isNaN(value), layer };
}

/** Learned settings that no layer outputs, read by the likelihood as if one did. */
async function freeSettings({ model }: Trainer): Promise<readonly LayerFinding[]> {
  const outputs = model.head.learned.flatMap(({ variable, parameter }): readonly Output[] =>
    variable === null ? [] : [{ name: `likelihood.${parameter}`, tensor: keep(clone(variable)) }],
  );
  return inspectAll(outputs);
}

/** Disposes of them. Never by `dataSync`: it takes the WebGPU device down with it where that is software. */
async function readScalars(scalars: readonly Tensor[]): Promise<readonly number[]> {
  const values: number[] = [];
  for (const scalar of scalars) {
    const [value = Number.NaN] = await scalar.data();
    values.push(value);
    scalar.dispose();
  }
  return values;
}

/** Where a term went wrong: the first layer it reads that is not finite, else the value its formula cannot take. */
function culprit(term: TermName, layers: readonly LayerFinding[]): LayerFinding {
  const read = term === 'kl' ? layers.filter(({ name }) => name.startsWith('encoder.')) : layers;
  const broken = read.find(({ isFinite }) => !isFinite);
  const heads = read.filter(({ name }) => !/\d$/u.test(name));
  const sorted = heads.toSorted((a, b) => sizeOf(b) - sizeOf(a));
  const found = broken ?? read.find((layer) => overflowOf(layer) !== null) ?? sorted[0];
  if (found === undefined) throw new Error('no layer was watched');
  return found;
}

/** The update of the next step made weights non-finite: looks for the first gradient that is not finite. */
async function findBadGradient(trainer: Trainer, beta: number): Promise<Finding> {
  const step = trainer.step + 1;
  const names = trainer.model.parameters.list().map(({ name }) => name);
  const outputs: Output[] = [];
  tidy(() => {
    const { terms, gradients } = trainer.gradients(step, beta);
    dispose([terms.reconstructionLoss, terms.kl]);
    for (const [index, gradient] of gradients.entries()) {
      outputs.push({ name: names[index] ?? '', tensor: keep(clone(gradient)) });
    }
  });
  const findings = await inspectAll(outputs);
  // Gradients flow backwards: the last variable with a bad one is where they went wrong first.
  const bad = findings.findLast(({ isFinite }) => !isFinite) ?? findings.at(-1);
  const variable = bad?.name ?? 'unknown';
  const name = variable.replace(/\.(kernel|bias)$/u, '');
  const layer: LayerFinding = { name, lowest: 0, highest: 0, isFinite: false };
  const term = variable.startsWith('encoder') ? 'kl' : 'reconstruction';
  return { step, term, kind: 'gradient', isNaN: true, layer };
}
