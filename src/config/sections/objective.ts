// `objective`: what is maximised, and how its KL is weighted and estimated.

import { Type } from '../type.ts';
import { choice, closed } from './choice.ts';

const klEstimator = choice(
  {
    'closed-form': 'The exact KL of the two normals.',
    'monte-carlo':
      'The average of log q(z|x) − log p(z) over the drawn z: the same mean, more noise, and single values may be ' +
      'negative.',
  },
  { default: 'closed-form', description: 'How the KL term is computed.' },
);

const samples = Type.Integer({
  minimum: 1,
  maximum: 64,
  default: 1,
  description: 'Draws of z per datum (K) over which the expectation is averaged in each step.',
});

const importanceSamples = Type.Integer({
  minimum: 2,
  maximum: 64,
  default: 5,
  description: 'Draws of z per datum (K) whose weights are averaged inside the logarithm.',
});

/** A number, or a way from one number to another; `name` is what it is a schedule of. */
function scheduled(name: string, from: number, to: number) {
  const ends = {
    from: Type.Number({ minimum: 0, default: from, description: `${name} at step 0.` }),
    to: Type.Number({ minimum: 0, default: to, description: `${name} at the end.` }),
  };
  return [
    Type.Number({ minimum: 0, title: 'Constant' }),
    Type.Object(
      {
        schedule: Type.Literal('linear', { description: 'A straight line from `from` to `to`.' }),
        ...ends,
        steps: Type.Integer({ minimum: 1, description: 'How many steps the line takes.' }),
      },
      { ...closed, title: 'Linear schedule' },
    ),
    Type.Object(
      {
        schedule: Type.Literal('sigmoid', {
          description: 'A logistic curve from `from` to `to`: slow, fast, slow.',
        }),
        ...ends,
        steps: Type.Integer({ minimum: 1, description: 'How many steps the curve takes.' }),
        steepness: Type.Number({
          exclusiveMinimum: 0,
          maximum: 100,
          default: 10,
          description: 'How sudden the middle is: near 0 a straight line, above 20 nearly a jump.',
        }),
      },
      { ...closed, title: 'Sigmoid schedule' },
    ),
    Type.Object(
      {
        schedule: Type.Literal('cyclical', {
          description: 'Several times from `from` to `to`, with a stay at `to` after each rise.',
        }),
        ...ends,
        steps: Type.Integer({ minimum: 1, description: 'How many steps one cycle takes.' }),
        cycles: Type.Integer({
          minimum: 1,
          maximum: 1000,
          default: 4,
          description: 'How many cycles there are; after them it stays at `to`.',
        }),
        ramp: Type.Number({
          exclusiveMinimum: 0,
          maximum: 1,
          default: 0.5,
          description: 'The share of a cycle that the rise takes.',
        }),
      },
      { ...closed, title: 'Cyclical schedule' },
    ),
  ] as const;
}

const beta = Type.Union([...scheduled('beta', 0, 1)], {
  description: 'Weight of the KL: a number, or a warm-up over steps.',
});

const betaOfOne = Type.Union([...scheduled('beta', 0, 1)], {
  default: 1,
  description: 'Weight of the KL above its floor: a number, or a warm-up over steps.',
});

const gamma = Type.Union([...scheduled('gamma', 0, 100)], {
  default: 100,
  description: 'How firmly the KL is held at its capacity: a number, or a schedule.',
});

const capacity = Type.Union([...scheduled('The capacity', 0, 25)], {
  description: 'The capacity C that the KL is held at, in nats: a number, or a rise over steps.',
});

export const objective = Type.Union(
  [
    Type.Object(
      {
        kind: Type.Literal('elbo', {
          description: 'The evidence lower bound: E_q[log p(x|z)] - KL(q(z|x) || p(z)).',
        }),
        kl: klEstimator,
        samples,
      },
      { ...closed, title: 'ELBO' },
    ),
    Type.Object(
      {
        kind: Type.Literal('beta-elbo', {
          description: 'The KL weighted by beta. A lower bound of log p(x) only while beta >= 1.',
        }),
        beta,
        kl: klEstimator,
        samples,
      },
      { ...closed, title: 'beta-ELBO' },
    ),
    Type.Object(
      {
        kind: Type.Literal('free-bits', {
          description: 'The KL of each latent dimension counts only above a floor of free nats.',
        }),
        freeNats: Type.Number({
          minimum: 0,
          default: 0.25,
          description: 'Nats of KL that each latent dimension may use for free, on average.',
        }),
        beta: betaOfOne,
        kl: klEstimator,
        samples,
      },
      { ...closed, title: 'Free bits' },
    ),
    Type.Object(
      {
        kind: Type.Literal('capacity', {
          description: 'The KL is held at a capacity C: gamma |KL − C| in place of the KL.',
        }),
        capacity,
        gamma,
        kl: klEstimator,
        samples,
      },
      { ...closed, title: 'Capacity' },
    ),
    Type.Object(
      {
        kind: Type.Literal('iwae', {
          description: 'The importance-weighted bound of K draws, tighter than the ELBO.',
        }),
        samples: importanceSamples,
        kl: klEstimator,
      },
      { ...closed, title: 'IWAE' },
    ),
    Type.Object(
      {
        kind: Type.Literal('as-written', {
          description: 'The loss of somebody’s code: factor · (−log p(x|z) + beta KL).',
        }),
        beta,
        factor: Type.Number({
          exclusiveMinimum: 0,
          default: 1,
          description:
            'What multiplies the whole loss: 1/D where it is averaged over the data dimensions, B where it is summed over the ' +
            'batch. It scales gradients and moves no optimum.',
        }),
        kl: klEstimator,
        samples,
      },
      { ...closed, title: 'Loss as written' },
    ),
  ],
  {
    default: { kind: 'elbo' },
    description: 'What is maximised. Reports always show the unweighted ELBO.',
  },
);
