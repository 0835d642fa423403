// What the page about models holds: a point (z, x), the scale of the likelihood, the decoder.

import { decoders, type DecoderId } from '../../../elbo/expectation/decoders.ts';
import type { PageParameters } from '../../../protocol/explain.ts';

export interface ModelState {
  readonly z: number;
  readonly x: number;
  readonly sigma: number;
  readonly decoder: DecoderId;
  readonly problems: Readonly<Partial<Record<NumberId, string>>>;
  readonly saved: string;
}

export type NumberId = 'z' | 'x' | 'sigma';

/** z is drawn from minus this to this. */
export const reach = 3;

export const initialState: ModelState = {
  z: 0.6,
  x: 0.9,
  sigma: 0.3,
  decoder: 'tanh',
  problems: {},
  saved: '',
};

const words: Readonly<Record<NumberId, (value: number) => string | null>> = {
  z: (value) => (Math.abs(value) <= reach ? null : `z must lie from \u2212${reach} to ${reach}.`),
  x: (value) => (Number.isFinite(value) ? null : 'x must be a number.'),
  sigma: (value) =>
    value > 0 && Number.isFinite(value)
      ? null
      : 'σ must be a number above 0: at 0 there is no density, only a point.',
};

/** With a number, or why it cannot be; the last one stays. */
export function withNumber(state: ModelState, id: NumberId, value: number): ModelState {
  const problem = words[id](value);
  const { [id]: _, ...problems } = state.problems;
  return problem === null
    ? { ...state, [id]: value, problems }
    : { ...state, problems: { ...problems, [id]: problem } };
}

export function withParameters(given: PageParameters): ModelState {
  const decoder = decoders.find(({ id }) => id === given['decoder'])?.id ?? initialState.decoder;
  const scale = given['sigma'] ?? given['scale'];
  const values = { z: given['z'], x: given['x'], sigma: scale };
  return (['z', 'x', 'sigma'] as const).reduce<ModelState>(
    (state, id) => {
      const value = values[id];
      return typeof value === 'number' ? withNumber(state, id, value) : state;
    },
    { ...initialState, decoder },
  );
}

export const parametersOf = ({ z, x, sigma, decoder }: ModelState): PageParameters => ({
  z,
  x,
  sigma,
  decoder,
});
