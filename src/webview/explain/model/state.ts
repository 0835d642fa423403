// What the page about models holds: what p(x|z) is conditioned on, a datum x, and along which of its conditions it is drawn.

import {
  conditionalFamilies,
  conditionIds,
  conditionsOf,
  isMass,
  type Conditional,
  type ConditionalFamily,
  type ConditionId,
  type Range,
} from '../../../elbo/distributions/conditional.ts';
import { decoders } from '../../../elbo/expectation/decoders.ts';
import type { PageParameters } from '../../../protocol/explain.ts';

export interface ModelState extends Conditional {
  readonly x: number;
  /** What is drawn across. */
  readonly along: ConditionId;
  readonly problems: Readonly<Partial<Record<NumberId, string>>>;
  readonly saved: string;
}

export type NumberId = ConditionId | 'x';

/** What is drawn of each condition. */
export const ranges: Readonly<Record<ConditionId, Range>> = {
  z: { from: -3, to: 3 },
  w: { from: -3, to: 3 },
  sigma: { from: 0.05, to: 2 },
};

export const initialState: ModelState = {
  z: 0.6,
  w: 1.5,
  x: 0.9,
  along: 'z',
  family: 'normal',
  sigma: 0.3,
  decoder: 'tanh',
  problems: {},
  saved: '',
};

type Check = (value: number, state: ModelState) => string | null;

const within =
  (name: string, { from, to }: Range): Check =>
  (value) =>
    value >= from && value <= to ? null : `${name} must lie from \u2212${-from} to ${to}.`;

const words: Readonly<Record<NumberId, Check>> = {
  z: within('z', ranges.z),
  w: within('w', ranges.w),
  x: (value, { family }) => {
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
  const problem = words[id](value, state);
  const { [id]: _, ...problems } = state.problems;
  return problem === null
    ? { ...state, [id]: value, problems }
    : { ...state, problems: { ...problems, [id]: problem } };
}

/** Another family with the same conditions, as far as it has them; x becomes a value it has. */
export function withFamily(state: ModelState, family: ConditionalFamily): ModelState {
  const whole = Math.max(0, Math.round(state.x));
  const x = !isMass(family) ? state.x : family === 'bernoulli' ? Math.min(1, whole) : whole;
  const along = conditionsOf(family).includes(state.along) ? state.along : 'z';
  return withNumber({ ...state, family, along, problems: {} }, 'x', x);
}

/** What is drawn of the condition, with the point on it: a scale may be typed beyond. */
export function rangeOf(state: ModelState): Range {
  const { from, to } = ranges[state.along];
  const value = state[state.along];
  return { from: Math.min(from, value), to: Math.max(to, value) };
}

export function withParameters(given: PageParameters): ModelState {
  const decoder = decoders.find(({ id }) => id === given['decoder'])?.id ?? initialState.decoder;
  const family = conditionalFamilies.find((id) => id === given['family']) ?? initialState.family;
  const along = conditionIds.find((id) => id === given['along']) ?? initialState.along;
  const scale = given['sigma'] ?? given['scale'];
  const values = { z: given['z'], w: given['w'], x: given['x'], sigma: scale };
  return (['z', 'w', 'x', 'sigma'] as const).reduce<ModelState>(
    (state, id) => {
      const value = values[id];
      return typeof value === 'number' ? withNumber(state, id, value) : state;
    },
    withFamily({ ...initialState, decoder, along }, family),
  );
}

export const parametersOf = ({
  z,
  w,
  x,
  along,
  family,
  sigma,
  decoder,
}: ModelState): PageParameters => ({ z, w, x, along, family, sigma, decoder });
