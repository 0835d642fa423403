// What the page about densities holds: a family at parameters, a value of x and an interval around it, the question it
// began with.

import {
  dimensionFamily,
  isDimensionFamilyId,
  knobsOf,
  knobValue,
  problemOf,
  starts,
  turned,
  type DimensionFamilyId,
  type Knob,
} from '../../../elbo/distributions/starts.ts';
import { distributionOf, type Distribution } from '../../../elbo/distributions/distribution.ts';
import type { Parameters } from '../../../elbo/families/family.ts';
import type { PageParameters } from '../../../protocol/explain.ts';

/** Grey level 140 as a number from 0 to 1. */
const level = 140 / 255;

/** Named after the questions people ask. */
export const questions = [
  {
    id: 'negative',
    chip: 'Why is my loss negative?',
    title: 'How can p(x|z) be above 1 if a probability is at most 1?',
    set: { family: 'normal', x: 0.55, width: 0.08 },
  },
  {
    id: 'point',
    chip: 'Probability of one exact x?',
    title: 'How can p(x|z) be evaluated where the probability of x is 0?',
    set: { family: 'normal', x: 0.5, width: 0.001 },
  },
  {
    id: 'units',
    chip: 'Pixels 0–255 or 0–1?',
    title: 'What do the units of x change?',
    set: { family: 'normal', x: 0.55, width: 0.08 },
  },
  {
    id: 'levels',
    chip: 'Why not F(10.5) − F(9.5)?',
    title: 'Which likelihood is a probability of a grey level?',
    // One level of 255 is 0.0039: at a scale of a third of it a density is nothing like a mass.
    set: { family: 'normal', x: level, width: 1 / 255, parameters: { loc: level, scale: 0.0012 } },
  },
  {
    id: 'bce',
    chip: 'BCE on grey pixels?',
    title: 'What is missing when cross-entropy is used on values between 0 and 1?',
    set: { family: 'continuous-bernoulli', x: 0.8, width: 0.08 },
  },
] as const satisfies readonly {
  readonly id: string;
  readonly chip: string;
  readonly title: string;
  readonly set: {
    readonly family: DimensionFamilyId;
    readonly x: number;
    readonly width: number;
    readonly parameters?: Parameters;
  };
}[];

export type QuestionId = (typeof questions)[number]['id'];

export interface DensityState {
  readonly question: QuestionId;
  readonly family: DimensionFamilyId;
  readonly parameters: Parameters;
  readonly x: number;
  readonly width: number;
  /** How many of the other unit one unit of x is. */
  readonly unit: 1 | 255;
  readonly hasSamples: boolean;
  readonly seed: number;
  /** What was typed and cannot be used, by field. */
  readonly problems: Readonly<Record<string, string>>;
  readonly saved: string;
}

export const askedState = (id: QuestionId): DensityState => {
  const { set } = questions.find((one) => one.id === id) ?? questions[0];
  return {
    question: id,
    parameters: starts[set.family].parameters,
    ...set,
    unit: 1,
    hasSamples: false,
    seed: 1,
    problems: {},
    saved: '',
  };
};

export const initialState = askedState('negative');

export const withFamily = (state: DensityState, family: DimensionFamilyId): DensityState => {
  const { parameters, x, width } = starts[family];
  return { ...state, family, parameters, x, width, problems: {} };
};

export const distributionIn = ({ family, parameters }: DensityState): Distribution =>
  distributionOf(dimensionFamily(family), parameters);

/** The key of a knob among problems and in links. */
export const keyOf = ({ name, entry }: Knob): string => (entry === null ? name : `${name}${entry}`);

/** With a knob at a value, or why it cannot be there; the last value stays. */
export function withKnob(state: DensityState, knob: Knob, value: number): DensityState {
  const problem = problemOf(knob, value);
  const { [keyOf(knob)]: _, ...problems } = state.problems;
  return problem === null
    ? { ...state, parameters: turned(state.parameters, knob, value), problems }
    : { ...state, problems: { ...problems, [keyOf(knob)]: problem } };
}

/** x and the width of the interval: any number, and any above 0. */
export function withNumber(state: DensityState, id: 'x' | 'width', value: number): DensityState {
  const { [id]: _, ...problems } = state.problems;
  const isFine = Number.isFinite(value) && (id === 'x' || value > 0);
  if (isFine) return { ...state, [id]: value, problems };
  const said = id === 'x' ? 'x must be a number.' : 'ε must be a number above 0.';
  return { ...state, problems: { ...problems, [id]: said } };
}

/** What a link or an earlier window gives, as far as it can be used. */
export function withParameters(given: PageParameters): DensityState {
  const question = questions.find(({ id }) => id === given['question'])?.id ?? 'negative';
  const begun = askedState(question);
  const family = given['family'];
  const start =
    isDimensionFamilyId(family) && family !== begun.family ? withFamily(begun, family) : begun;
  const turnedAll = knobsOf(start.family).reduce((state, knob) => {
    const value = given[keyOf(knob)];
    return typeof value === 'number' ? withKnob(state, knob, value) : state;
  }, start);
  const numbers = (['x', 'width'] as const).reduce((state, id) => {
    const value = given[id];
    return typeof value === 'number' ? withNumber(state, id, value) : state;
  }, turnedAll);
  const { seed } = given;
  return {
    ...numbers,
    unit: given['unit'] === 255 ? 255 : 1,
    hasSamples: given['samples'] === 1,
    seed: typeof seed === 'number' && Number.isInteger(seed) ? seed : 1,
  };
}

export const parametersOf = (state: DensityState): PageParameters => ({
  question: state.question,
  family: state.family,
  x: state.x,
  width: state.width,
  unit: state.unit,
  samples: state.hasSamples ? 1 : 0,
  seed: state.seed,
  ...Object.fromEntries(
    knobsOf(state.family).map((knob) => [keyOf(knob), knobValue(state.parameters, knob)] as const),
  ),
});
