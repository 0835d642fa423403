// Finds out where a value stopped being finite: goes back to the last good state, repeats the steps since, and
// watches every layer of the one that failed. Costs nothing while all is well.

import { dispose, mul, scalar, stack, sum, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { formatCount, formatNats } from '../elbo/format.ts';
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
  /** The step whose weights are kept: the last ones seen to give finite terms. */
  readonly keptStep: number;
}

type Finding = Omit<Failure, 'keptStep'>;

export interface LayerFinding {
  readonly name: string;
  /** Smallest and largest finite value it gave; 0 if it gave none. */
  readonly lowest: number;
  readonly highest: number;
  readonly isFinite: boolean;
}

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
  const value = findBadValue(trainer, beta);
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
    return { ...findBadGradient(trainer, beta), keptStep: before.step };
  } finally {
    disposeCheckpoint(before);
  }
}

/** Looks at the next step's terms and, if one is not finite, at the layers that led to it. */
function findBadValue(trainer: Trainer, beta: number): Finding | undefined {
  const step = trainer.step + 1;
  const outputs: Output[] = [];
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
  const layer = culprit(term, [...outputs.map(inspect), ...freeScale(trainer)]);
  return { step, term, kind: 'value', isNaN: Number.isNaN(terms[term]), layer };
}

/** A learned scale that no layer outputs, read by the likelihood as if one did. */
function freeScale({ model }: Trainer): readonly LayerFinding[] {
  const variable = model.head.learned?.variable ?? null;
  if (variable === null) return [];
  const name = `likelihood.${model.head.learned?.parameter ?? ''}`;
  return [inspect({ name, values: variable.dataSync<'float32'>() })];
}

/** exp overflows float32 above this. */
const largestExponent = 88.7;

/** What the formulas take exp of: logvar in the KL, -logvar in a density. Null where it does not overflow. */
function overflowOf({ name, lowest, highest }: LayerFinding): number | null {
  if (!name.endsWith('.logvar')) return null;
  const exponent = name.startsWith('encoder.') ? highest : -lowest;
  return exponent > largestExponent ? exponent : null;
}

const sizeOf = ({ lowest, highest }: LayerFinding) => Math.max(-lowest, highest);

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

interface Output {
  readonly name: string;
  readonly values: ArrayLike<number>;
}

function inspect({ name, values }: Output): LayerFinding {
  let [lowest, highest, isFinite] = [0, 0, true];
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? 0;
    if (!Number.isFinite(value)) isFinite = false;
    else if (value < lowest) lowest = value;
    else if (value > highest) highest = value;
  }
  return { name, lowest, highest, isFinite };
}

/** The update of the next step made weights non-finite: looks for the first gradient that is not finite. */
function findBadGradient(trainer: Trainer, beta: number): Finding {
  const step = trainer.step + 1;
  const names = trainer.model.parameters.list().map(({ name }) => name);
  const findings: LayerFinding[] = [];
  tidy(() => {
    const { terms, gradients } = trainer.gradients(step, beta);
    dispose([terms.reconstructionLoss, terms.kl]);
    for (const [index, gradient] of gradients.entries()) {
      findings.push(inspect({ name: names[index] ?? '', values: gradient.dataSync() }));
    }
  });
  // Gradients flow backwards: the last variable with a bad one is where they went wrong first.
  const bad = findings.findLast(({ isFinite }) => !isFinite) ?? findings.at(-1);
  const variable = bad?.name ?? 'unknown';
  const name = variable.replace(/\.(kernel|bias)$/u, '');
  const layer: LayerFinding = { name, lowest: 0, highest: 0, isFinite: false };
  const term = variable.startsWith('encoder') ? 'kl' : 'reconstruction';
  return { step, term, kind: 'gradient', isNaN: true, layer };
}

const termNames: Readonly<Record<TermName, string>> = {
  kl: 'KL',
  reconstruction: 'Reconstruction',
};

/** The failure in words: what, why, what now. */
export function problemOf(failure: Failure, learningRate: number): RunProblem {
  const { step, term, kind, layer, keptStep } = failure;
  const subject =
    kind === 'value' ? termNames[term] : `The gradient of ${inSentence(termNames[term])}`;
  const became = failure.isNaN ? 'stopped being a number' : 'became infinite';
  return {
    what: `${subject} ${became} at step ${formatCount(step)}.`,
    why: reason(layer, kind),
    now:
      `The weights of step ${keptStep} are kept. Lower \`training.learningRate\` (now ${learningRate}), ` +
      'or check the range of the data.',
    configPath: 'training.learningRate',
    step,
    term,
    layer: layer.name,
  };
}

const inSentence = (name: string) => (name === 'KL' ? name : name.toLowerCase());

function reason(layer: LayerFinding, kind: Failure['kind']): string {
  const { name, isFinite } = layer;
  if (kind === 'gradient') return `Layer ${name} got a gradient that is not finite.`;
  if (!isFinite) return `Layer ${name} is the first whose output is not finite.`;
  const exponent = overflowOf(layer);
  if (exponent === null) {
    const size = formatNats(sizeOf(layer));
    return `Layer ${name} gave values as large as ${size}, beyond what the formula can take in 32-bit floats.`;
  }
  const value = formatNats(name.startsWith('encoder.') ? exponent : 0 - exponent);
  const power = `exp(${formatNats(exponent)})`;
  return `Layer ${name} gave ${value}; ${power} is above the largest 32-bit float, 3.4 \u00b7 10\u00b3\u2078.`;
}
