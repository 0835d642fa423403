// One batch's terms in nats, by name, and only then the loss the objective makes of them.

import type { Tensor } from '@tensorflow/tfjs-core';
import type { Experiment } from '../config/experiment.ts';
import type { ObjectiveNumbers } from '../config/objectiveWeights.ts';
import type { Divergence } from '../elbo/divergences/divergence.ts';
import { findDivergence } from '../elbo/divergences/index.ts';
import { evaluate } from '../elbo/expr/evaluate.ts';
import type { Expr } from '../elbo/expr/expr.ts';
import { freeSymbols } from '../elbo/expr/walk.ts';
import { betaElbo } from '../elbo/objectives/betaElbo.ts';
import { importanceWeightedBound } from '../elbo/objectives/iwae.ts';
import { getObjective } from '../elbo/objectives/index.ts';
import type { Model, Posterior } from './model.ts';
import { drawLatent } from './model.ts';
import type { LayerObserver } from './networks/layer.ts';
import { constantOperand, type AxisTensor, type Operand } from './operand.ts';
import { tensorOps } from './tensorOps.ts';

/** A batch and the noise its draws of z are made of: x [B, D], noise [B, d] or [K, B, d]. */
export interface Batch {
  readonly x: Tensor;
  readonly noise: Tensor;
}

/** Per datum, in nats: averaged over draws of z, summed over data and latent dimensions. */
export interface DatumTerms {
  /** log p(x|z), along [batch]; up is good. */
  readonly reconstruction: AxisTensor;
  /** Along [batch, latent]; sums over `latent` to the KL. */
  readonly klPerDimension: AxisTensor;
  readonly posterior: Posterior;
  readonly draws: Draws;
}

/** What the draws of z gave, each for itself: along [sample, batch], or [batch] with a single one. */
export interface Draws {
  readonly logPxGivenZ: AxisTensor;
  /** log q(z|x) - log p(z); built when asked for. */
  readonly logRatio: () => AxisTensor;
}

/** Means over the batch. The loss is the objective's formula of them, or of the draws, and nothing else. */
export interface BatchTerms {
  readonly reconstructionLoss: AxisTensor;
  readonly kl: AxisTensor;
  readonly loss: AxisTensor;
}

export type KlEstimator = Experiment['objective']['kl'];

export interface Loss {
  readonly datumTerms: (batch: Batch, kl: KlEstimator, observe?: LayerObserver) => DatumTerms;
  readonly batchTerms: (
    batch: Batch,
    numbers: ObjectiveNumbers,
    observe?: LayerObserver,
  ) => BatchTerms;
  /** The bound of log p(x) that the objective maximises, along [batch], where that is not the ELBO; else null. */
  readonly importanceBound: (draws: Draws) => AxisTensor | null;
}

const reduce = (...args: Parameters<typeof tensorOps.reduce>) => tensorOps.reduce(...args);

/** Mean over draws; a single draw carries no sample axis. */
function meanOverSamples(value: Operand): Operand {
  return typeof value !== 'number' && value.axes.includes('sample')
    ? reduce('mean', 'sample', value)
    : value;
}

export function buildLoss(experiment: Experiment, model: Model): Loss {
  const { objective, posterior, prior } = experiment;
  const divergence = findDivergence(posterior.family, prior.family);
  if (divergence === undefined) {
    throw new Error(`no divergence is known from ${posterior.family} to ${prior.family}`);
  }
  const stated = getObjective(objective.kind);
  // A weight set by hand makes an ELBO a beta-ELBO: its own formula has none to change.
  const lossFormula = (weight: number): Expr =>
    stated.weight === 'none' && weight !== 1 ? betaElbo.loss : stated.loss;

  const datumTerms: Loss['datumTerms'] = ({ x, noise }, kl, observe) => {
    const q = model.encode(x, observe);
    const z = drawLatent(q, noise);
    const parameters = model.decode(z, observe);
    const target = constantOperand(x, ['batch', 'data']);
    const logProb = evaluate<Operand>(model.head.logProb, tensorOps, {
      ...parameters,
      ...model.head.bindDatum(target),
      x: target,
    });
    const logPxGivenZ = model.head.event === 'dimension' ? reduce('sum', 'data', logProb) : logProb;
    const klOf = (estimator: KlEstimator) =>
      evaluate<Operand>(formulaOf(divergence, estimator), tensorOps, { ...q, z });
    return {
      reconstruction: asTensor(meanOverSamples(logPxGivenZ)),
      klPerDimension: asTensor(meanOverSamples(klOf(kl))),
      posterior: q,
      draws: {
        logPxGivenZ: asTensor(logPxGivenZ),
        logRatio: () => asTensor(reduce('sum', 'latent', klOf('monte-carlo'))),
      },
    };
  };

  const batchTerms: Loss['batchTerms'] = (batch, numbers, observe) => {
    const terms = datumTerms(batch, objective.kl, observe);
    const reconstructionLoss = tensorOps.multiply(
      -1,
      reduce('mean', 'batch', terms.reconstruction),
    );
    const klPerDimension = reduce('mean', 'batch', terms.klPerDimension);
    const kl = reduce('sum', 'latent', klPerDimension);
    const formula = lossFormula(numbers.beta);
    const draws = freeSymbols(formula).has('logRatio') ? drawBindings(terms.draws) : {};
    const bindings = { ...numbers, ...draws, reconstructionLoss, klPerDimension, kl };
    return {
      reconstructionLoss: asTensor(reconstructionLoss),
      kl: asTensor(kl),
      loss: asTensor(evaluate<Operand>(formula, tensorOps, bindings)),
    };
  };

  const importanceBound: Loss['importanceBound'] = (draws) =>
    objective.kind === 'iwae'
      ? asTensor(
          evaluate<Operand>(importanceWeightedBound, tensorOps, {
            ...drawBindings(draws),
            samples: objective.samples,
          }),
        )
      : null;

  return { datumTerms, batchTerms, importanceBound };
}

const drawBindings = ({ logPxGivenZ, logRatio }: Draws) => ({ logPxGivenZ, logRatio: logRatio() });

function formulaOf({ id, form }: Divergence, kl: KlEstimator): Expr {
  if (form.kind === 'function') throw new Error(`${id} is a function of numbers, not of tensors`);
  if (kl === 'monte-carlo') return form.monteCarlo;
  if (form.closedForm === 'none') throw new Error(`${id} has no closed form`);
  return form.closedForm;
}

function asTensor(value: Operand): AxisTensor {
  if (typeof value === 'number') throw new Error('a term must depend on the batch');
  return value;
}
