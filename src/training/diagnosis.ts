// Finds out where a value stopped being finite: goes back to the last good state, repeats the steps since, and
// watches every layer of the one that failed. Costs nothing while all is well.

import { addN, dispose, mul, scalar, sum, tidy, type Tensor } from '@tensorflow/tfjs-core';
import type { RunProblem } from '../elbo/trainingEvent.ts';
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
}

export interface LayerFinding {
  readonly name: string;
  /** Largest size of a finite value it gave; null if it gave none. */
  readonly largest: number | null;
  readonly isFinite: boolean;
}

/** NaN if any weight is not finite, else 0: one number to read instead of all weights. */
export function weightsCheck(trainer: Trainer): Tensor {
  return tidy(() => addN(trainer.variables.map((variable) => sum(mul(variable, scalar(0))))));
}

async function areWeightsFinite(trainer: Trainer): Promise<boolean> {
  const check = weightsCheck(trainer);
  const [value = 0] = await check.data();
  check.dispose();
  return Number.isFinite(value);
}

/**
 * Leaves the trainer with the last good weights and says what went wrong. `betas` are those of the steps after
 * the checkpoint; the last of them, or the update it made, is what failed.
 */
export async function diagnose(
  trainer: Trainer,
  checkpoint: Checkpoint,
  betas: readonly number[],
): Promise<Failure> {
  trainer.restore(checkpoint);
  for (const beta of betas) {
    const before = trainer.checkpoint();
    try {
      const value = await findBadValue(trainer, beta);
      if (value !== undefined) return value;
      const terms = trainer.advance(beta);
      dispose([terms.reconstructionLoss, terms.kl]);
      if (await areWeightsFinite(trainer)) continue;
      trainer.restore(before);
      return await findBadGradient(trainer, beta);
    } finally {
      disposeCheckpoint(before);
    }
  }
  throw new Error('a term was not finite, but repeating the steps gave finite terms');
}

/** Looks at the next step's terms and, if one is not finite, at the layers that led to it. */
async function findBadValue(trainer: Trainer, beta: number): Promise<Failure | undefined> {
  const step = trainer.step + 1;
  const outputs: { readonly name: string; readonly values: Float32Array }[] = [];
  const terms = tidy(() => {
    const { reconstructionLoss, kl } = trainer.loss.batchTerms(
      trainer.batch(step),
      beta,
      (name, { tensor }) => outputs.push({ name, values: tensor.dataSync<'float32'>().slice() }),
    );
    return {
      reconstruction: reconstructionLoss.tensor.dataSync()[0] ?? Number.NaN,
      kl: kl.tensor.dataSync()[0] ?? Number.NaN,
    };
  });
  // The KL depends on the encoder alone, so it is the nearer cause where both failed.
  const term = (['kl', 'reconstruction'] as const).find((name) => !Number.isFinite(terms[name]));
  if (term === undefined) return undefined;
  const layers = outputs.map(({ name, values }) => inspect(name, values));
  const layer = layers.find(({ isFinite }) => !isFinite) ?? largestReadBy(term, layers);
  return { step, term, kind: 'value', isNaN: Number.isNaN(terms[term]), layer };
}

/** All layers are finite, so the term's own formula overflowed: on the largest value it read. */
function largestReadBy(term: TermName, layers: readonly LayerFinding[]): LayerFinding {
  const part = term === 'kl' ? 'encoder.' : 'decoder.';
  const heads = layers.filter(({ name }) => name.startsWith(part) && !/\d$/u.test(name));
  const sorted = heads.toSorted((a, b) => (b.largest ?? 0) - (a.largest ?? 0));
  return sorted[0] ?? { name: part.slice(0, -1), largest: null, isFinite: true };
}

function inspect(name: string, values: ArrayLike<number>): LayerFinding {
  let largest: number | null = null;
  let isFinite = true;
  for (let index = 0; index < values.length; index++) {
    const size = Math.abs(values[index] ?? 0);
    if (!Number.isFinite(size)) isFinite = false;
    else if (largest === null || size > largest) largest = size;
  }
  return { name, largest, isFinite };
}

/** The update of the next step made weights non-finite: looks for the first gradient that is not finite. */
async function findBadGradient(trainer: Trainer, beta: number): Promise<Failure> {
  const step = trainer.step + 1;
  const names = trainer.model.parameters.list().map(({ name }) => name);
  const findings: LayerFinding[] = [];
  tidy(() => {
    const { terms, gradients } = trainer.gradients(step, beta);
    dispose([terms.reconstructionLoss, terms.kl]);
    for (const [index, gradient] of gradients.entries()) {
      findings.push(inspect(names[index] ?? '', gradient.dataSync()));
    }
  });
  // Gradients flow backwards: the last variable with a bad one is where they went wrong first.
  const bad = findings.findLast(({ isFinite }) => !isFinite) ?? findings.at(-1);
  const variable = bad?.name ?? 'unknown';
  const layer = { name: variable.replace(/\.(kernel|bias)$/u, ''), largest: null, isFinite: false };
  const term = variable.startsWith('encoder') ? 'kl' : 'reconstruction';
  return { step, term, kind: 'gradient', isNaN: true, layer };
}

const termNames: Readonly<Record<TermName, string>> = {
  kl: 'KL',
  reconstruction: 'Reconstruction',
};

/** The failure in words: what, why, what now. */
export function problemOf(failure: Failure, learningRate: number): RunProblem {
  const { step, term, kind, layer } = failure;
  const subject =
    kind === 'value' ? termNames[term] : `The gradient of ${inSentence(termNames[term])}`;
  const became = failure.isNaN ? 'stopped being a number' : 'became infinite';
  return {
    what: `${subject} ${became} at step ${step}`,
    why: reason(layer, kind),
    now:
      `The weights of step ${step - 1} are kept. Lower \`training.learningRate\` (now ${learningRate}), ` +
      'or check the range of the data.',
    configPath: 'training.learningRate',
    step,
    term,
    layer: layer.name,
  };
}

const inSentence = (name: string) => (name === 'KL' ? name : name.toLowerCase());

function reason({ name, largest, isFinite }: LayerFinding, kind: Failure['kind']): string {
  if (kind === 'gradient') return `Layer ${name} got a gradient that is not finite.`;
  if (!isFinite) return `Layer ${name} is the first whose output is not finite.`;
  const size = largest === null ? 'values' : `values as large as ${Number(largest.toPrecision(3))}`;
  return `Layer ${name} gave ${size}, beyond what the formula can take in 32-bit floats.`;
}
