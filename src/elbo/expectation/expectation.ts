// E_{q(z|x)}[log p(x|z)] and its gradients as integrals over a Gaussian q, by quadrature: what samples estimate, known.

import { adaptiveRule } from '../quadrature/adaptive.ts';
import { hasKink, kinkRule } from './kinks.ts';
import {
  likelihoodsAt,
  valuesAt,
  type Likelihoods,
  type Points,
  type SmallModel,
} from './model.ts';

/** q(z|x): independent Gaussians, one per dimension of z. Every sigma is above 0. */
export interface Encoder {
  readonly mu: readonly number[];
  readonly sigma: readonly number[];
}

/** Standard normal noise and weights that sum to 1: E_q[f(z)] is the sum of weight times f(mu + sigma e). */
interface NoiseRule {
  readonly noise: Points;
  readonly weights: Float64Array;
  /** Of this x at those z. */
  readonly likelihoods: Likelihoods;
  /** Of the mean of log p, in nats. */
  readonly error: number;
}

export interface Moments {
  readonly mean: number;
  /** Of one sample. */
  readonly variance: number;
}

export interface Expectation {
  /** E_q[log p(x|z)] and the variance of log p(x|z) under q, in nats. */
  readonly value: Moments;
  /** Estimated error of the mean, in nats. Cautious. */
  readonly error: number;
  /** Of each estimator of the gradient of the expectation, for one sample. Means agree: all are unbiased. */
  readonly gradients: Readonly<Record<EstimatorId, GradientMoments>>;
}

/** By each dimension of mu and of sigma. */
export interface GradientMoments {
  readonly mu: readonly Moments[];
  readonly sigma: readonly Moments[];
}

/** How one sample estimates the gradient; `baseline` is the score function with E itself taken off log p. */
export const estimatorIds = ['reparameterised', 'score', 'baseline'] as const;
export type EstimatorId = (typeof estimatorIds)[number];

/** One estimator of one entry of the gradient. */
export interface GradientChoice {
  readonly estimator: EstimatorId;
  readonly parameter: 'mu' | 'sigma';
  readonly dimension: number;
}

/** z = mu + sigma e. */
export const latentsAt = ({ mu, sigma }: Encoder, noise: Points): Points =>
  noise.map((values, at) => values.map((e) => (mu[at] ?? 0) + (sigma[at] ?? 1) * e));

/**
 * What each estimator gives for each sample, by one parameter of q: for mu the slope of log p, or log p times e/sigma
 * (the score of q); for sigma the slope times e, or log p times (e^2 - 1)/sigma.
 *
 * Kingma and Welling (2013, arXiv:1312.6114), section 2.4; Williams (1992, doi:10.1007/BF00992696).
 */
export function gradientSamples(
  { estimator, parameter, dimension }: GradientChoice,
  { values, slopes }: Likelihoods,
  noise: Points,
  encoder: Encoder,
  mean: number,
): Float64Array {
  const e = noise[dimension] ?? new Float64Array(values.length);
  const slope = slopes[dimension] ?? new Float64Array(values.length);
  const sigma = encoder.sigma[dimension] ?? 1;
  const offset = estimator === 'baseline' ? mean : 0;
  return values.map((value, at) => {
    const noiseAt = e[at] ?? 0;
    const slopeAt = slope[at] ?? 0;
    if (estimator === 'reparameterised') return parameter === 'mu' ? slopeAt : slopeAt * noiseAt;
    const score = (parameter === 'mu' ? noiseAt : noiseAt * noiseAt - 1) / sigma;
    return (value - offset) * score;
  });
}

/** The integrals for one datum. */
export function expectationOf(model: SmallModel, x: number, encoder: Encoder): Expectation {
  const rule = ruleFor(model)(model, x, encoder);
  const { noise, weights, likelihoods, error } = rule;
  const value = momentsOf(likelihoods.values, weights);
  const by = (estimator: EstimatorId, parameter: 'mu' | 'sigma'): readonly Moments[] =>
    encoder.mu.map((_, dimension) => {
      const which = { estimator, parameter, dimension };
      return momentsOf(gradientSamples(which, likelihoods, noise, encoder, value.mean), weights);
    });
  const both = (estimator: EstimatorId): GradientMoments => ({
    mu: by(estimator, 'mu'),
    sigma: by(estimator, 'sigma'),
  });
  return {
    value,
    error,
    gradients: {
      reparameterised: both('reparameterised'),
      score: both('score'),
      baseline: both('baseline'),
    },
  };
}

type RuleMaker = (model: SmallModel, x: number, encoder: Encoder) => NoiseRule;

const ruleFor = (model: SmallModel): RuleMaker =>
  model.latent === 1 ? fittedRule : hasKink(model) ? kinkedRule : gridRule;

/** Mean and variance under weights that sum to 1; the variance about the mean, so that no digits cancel. */
export function momentsOf(values: Float64Array, weights: Float64Array): Moments {
  let [mean, variance] = [0, 0];
  for (let at = 0; at < values.length; at++) mean += (weights[at] ?? 0) * (values[at] ?? 0);
  for (let at = 0; at < values.length; at++)
    variance += (weights[at] ?? 0) * ((values[at] ?? 0) - mean) ** 2;
  return { mean, variance };
}

/** Beyond this a normal has no mass that a float64 sum would notice, even times the polynomials that log p grows by. */
const reach = 10;
const density = (e: number): number => Math.exp(-0.5 * e * e) / Math.sqrt(2 * Math.PI);

/** One dimension: nodes where this integrand needs them, so that the kink of a Laplace is no matter. */
function fittedRule(model: SmallModel, x: number, encoder: Encoder): NoiseRule {
  const { nodes, weights, error } = adaptiveRule(
    (e) => {
      const { values, slopes } = likelihoodsAt(model, x, latentsAt(encoder, [e]));
      const [slope = values] = slopes;
      const first = e.map(density);
      const second = e.map((at) => density(at) * (1 + at * at) ** 2);
      return [
        product(first, values),
        product(first, slope),
        product(second, values, values),
        product(second, slope, slope),
      ];
    },
    -reach,
    reach,
  );
  const masses = product(weights, nodes.map(density));
  const likelihoods = likelihoodsAt(model, x, latentsAt(encoder, [nodes]));
  const size = momentsOf(likelihoods.values.map(Math.abs), masses).mean;
  return { noise: [nodes], weights: masses, likelihoods, error: error * size };
}

const product = (...factors: readonly [Float64Array, ...Float64Array[]]): Float64Array =>
  factors[0].map((_, at) => factors.reduce((all, factor) => all * (factor[at] ?? 0), 1));

const pitch = 0.25;
const gridReach = 9;

/**
 * Two dimensions: equal steps, whose error for smooth integrands falls faster than any power of the step; its size is
 * told by twice the step.
 */
function gridRule(model: SmallModel, x: number, encoder: Encoder): NoiseRule {
  const { noise, weights, coarse } = grid();
  const likelihoods = likelihoodsAt(model, x, latentsAt(encoder, noise));
  const { values } = likelihoods;
  const difference = momentsOf(values, weights).mean - momentsOf(values, coarse).mean;
  return { noise, weights, likelihoods, error: Math.abs(difference) };
}

/** Nodes on each piece, and in the rule that tells its error. */
const [fine, rough] = [12, 8];

/** Two dimensions and a kink: pieces that end at it. */
function kinkedRule(model: SmallModel, x: number, encoder: Encoder): NoiseRule {
  const { noise, weights } = kinkRule(model, x, encoder, fine);
  const likelihoods = likelihoodsAt(model, x, latentsAt(encoder, noise));
  const other = kinkRule(model, x, encoder, rough);
  const values = valuesAt(model, x, latentsAt(encoder, other.noise));
  const difference =
    momentsOf(likelihoods.values, weights).mean - momentsOf(values, other.weights).mean;
  return { noise, weights, likelihoods, error: Math.abs(difference) };
}

interface Grid {
  readonly noise: Points;
  readonly weights: Float64Array;
  /** Of twice the step; 0 between its points. */
  readonly coarse: Float64Array;
}

let knownGrid: Grid | undefined;

function grid(): Grid {
  if (knownGrid) return knownGrid;
  const steps = Math.ceil(gridReach / pitch);
  const places = Array.from({ length: 2 * steps + 1 }, (_, at) => at - steps);
  const pairs = places.flatMap((a) =>
    places.filter((b) => Math.hypot(a, b) * pitch <= gridReach).map((b) => [a, b] as const),
  );
  const mass = (a: number, b: number): number =>
    pitch * pitch * density(a * pitch) * density(b * pitch);
  knownGrid = {
    noise: [0, 1].map((which) => Float64Array.from(pairs, (pair) => pitch * (pair[which] ?? 0))),
    weights: Float64Array.from(pairs, ([a, b]) => mass(a, b)),
    coarse: Float64Array.from(pairs, ([a, b]) => (a % 2 === 0 && b % 2 === 0 ? 4 * mass(a, b) : 0)),
  };
  return knownGrid;
}
