// What the page about models holds: a point (z, x), the family of the likelihood and its scale, the decoder.

import {
  conditionalFamilies,
  isMass,
  type ConditionalFamily,
} from '../../../elbo/distributions/conditional.ts';
import { decoders, type DecoderId } from '../../../elbo/expectation/decoders.ts';
import type { PageParameters } from '../../../protocol/explain.ts';

export interface ModelState {
  readonly z: number;
  readonly x: number;
  readonly family: ConditionalFamily;
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
  family: 'normal',
  sigma: 0.3,
  decoder: 'tanh',
  problems: {},
  saved: '',
};

type Check = (value: number, family: ConditionalFamily) => string | null;

const words: Readonly<Record<NumberId, Check>> = {
  z: (value) => (Math.abs(value) <= reach ? null : `z must lie from \u2212${reach} to ${reach}.`),
  x: (value, family) => {
    if (!Number.isFinite(value)) return 'x must be a number.';
    if (family === 'bernoulli' && value !== 0 && value !== 1)
      return 'x is 0 or 1: a Bernoulli has no mass elsewhere.';
    if (family === 'poisson' && !(Number.isInteger(value) && value >= 0))
      return 'x is a whole number from 0 on: a Poisson has no mass elsewhere.';
    return null;
  },
  sigma: (value) =>
    value > 0 && Number.isFinite(value)
      ? null
      : 'σ must be a number above 0: at 0 there is no density, only a point.',
};

/** With a number, or why it cannot be; the last one stays. */
export function withNumber(state: ModelState, id: NumberId, value: number): ModelState {
  const problem = words[id](value, state.family);
  const { [id]: _, ...problems } = state.problems;
  return problem === null
    ? { ...state, [id]: value, problems }
    : { ...state, problems: { ...problems, [id]: problem } };
}

/** Another family at the same z; x becomes a value it has. */
export function withFamily(state: ModelState, family: ConditionalFamily): ModelState {
  const whole = Math.max(0, Math.round(state.x));
  const x = !isMass(family) ? state.x : family === 'bernoulli' ? Math.min(1, whole) : whole;
  return withNumber({ ...state, family, problems: {} }, 'x', x);
}

export function withParameters(given: PageParameters): ModelState {
  const decoder = decoders.find(({ id }) => id === given['decoder'])?.id ?? initialState.decoder;
  const family = conditionalFamilies.find((id) => id === given['family']) ?? initialState.family;
  const scale = given['sigma'] ?? given['scale'];
  const values = { z: given['z'], x: given['x'], sigma: scale };
  return (['z', 'x', 'sigma'] as const).reduce<ModelState>(
    (state, id) => {
      const value = values[id];
      return typeof value === 'number' ? withNumber(state, id, value) : state;
    },
    withFamily({ ...initialState, decoder }, family),
  );
}

export const parametersOf = ({ z, x, family, sigma, decoder }: ModelState): PageParameters => ({
  z,
  x,
  family,
  sigma,
  decoder,
});
