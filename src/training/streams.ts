// The streams of random numbers that a run draws from while it trains, each with a name of its own under the seed.
// Weights are drawn once, at the start, from a stream that is not needed again.

import { createRandom, type Random, type RandomState } from '../elbo/random.ts';

const names = ['noise', 'order', 'targets', 'evaluation'] as const;

type StreamName = (typeof names)[number];

export type Streams = Readonly<Record<StreamName, Random>>;

const streams = (make: (name: StreamName) => Random): Streams => ({
  /** z of training steps. */
  noise: make('noise'),
  /** Batches. */
  order: make('order'),
  /** Stochastic binarisation, dequantisation. */
  targets: make('targets'),
  evaluation: make('evaluation'),
});

export const streamsOf = (seed: number): Streams => {
  const random = createRandom(seed);
  return streams((name) => random.fork(name));
};

export const saveStreams = (from: Streams): Readonly<Record<StreamName, RandomState>> =>
  Object.fromEntries(names.map((name) => [name, from[name].state()])) as Record<
    StreamName,
    RandomState
  >;

/** The streams of a checkpoint; those it does not know stay as they are. */
export const restoreStreams = (
  current: Streams,
  saved: Readonly<Record<string, RandomState>>,
): Streams =>
  streams((name) => {
    const state = saved[name];
    return state === undefined ? current[name] : createRandom(state);
  });
