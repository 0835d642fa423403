// What the expectation page holds: a small model, one datum, an encoder, and how many draws to look at. Links, what was
// kept over a reload, and what a person types all go through the same checks.

import { decoderIds, type DecoderId, type LatentSize } from '../../../elbo/expectation/decoders.ts';
import type { Encoder } from '../../../elbo/expectation/expectation.ts';
import { smallFamilies, type SmallModel } from '../../../elbo/expectation/model.ts';
import type { FamilyId } from '../../../elbo/families/index.ts';
import type { PageParameters } from '../../../protocol/explain.ts';

export interface ExpectationState {
  readonly family: FamilyId;
  readonly decoder: DecoderId;
  readonly latent: LatentSize;
  readonly numbers: Readonly<Record<NumberId, number>>;
  /** Which gradient is shown. */
  readonly parameter: 'mu' | 'sigma';
  /** What was given and cannot be used, and why, by number; other texts under `link`. */
  readonly problems: Readonly<Partial<Record<NumberId | 'link', string>>>;
  /** What has just been saved, to be said. */
  readonly saved: string;
}

export interface NumberField {
  readonly label: string;
  readonly name: string;
  /** Ends of the slider; a field takes what lies beyond, if it is allowed. */
  readonly from: number;
  readonly to: number;
  readonly logarithmic?: boolean;
  readonly whole?: boolean;
  /** Only values above 0. */
  readonly positive?: boolean;
  readonly most?: number;
  readonly start: number;
}

export const mostSamples = 1024;

export const fields = {
  mu: { label: 'μ', name: 'Mean μ of q', from: -3, to: 3, start: 0.6 },
  sigma: {
    label: 'σ',
    name: 'Standard deviation σ of q',
    from: 0.05,
    to: 2,
    logarithmic: true,
    positive: true,
    most: 10,
    start: 0.5,
  },
  mu2: { label: 'μ₂', name: 'Mean μ of q in the second dimension', from: -3, to: 3, start: -0.4 },
  sigma2: {
    label: 'σ₂',
    name: 'Standard deviation σ of q in the second dimension',
    from: 0.05,
    to: 2,
    logarithmic: true,
    positive: true,
    most: 10,
    start: 0.8,
  },
  x: { label: 'x', name: 'The datum x', from: -3, to: 3, start: 0.7 },
  scale: {
    label: 'scale',
    name: 'Scale of the likelihood',
    from: 0.05,
    to: 5,
    logarithmic: true,
    positive: true,
    start: 0.4,
  },
  weight: { label: 'w', name: 'Weight w of the decoder', from: -3, to: 3, start: 1.3 },
  bias: { label: 'b', name: 'Offset b of the decoder', from: -3, to: 3, start: 0 },
  samples: {
    label: 'K',
    name: 'Number of draws K',
    from: 1,
    to: mostSamples,
    logarithmic: true,
    whole: true,
    positive: true,
    most: mostSamples,
    start: 16,
  },
  seed: { label: 'Seed', name: 'Seed of the draws', from: 0, to: 1e6, whole: true, start: 11 },
} as const satisfies Readonly<Record<string, NumberField>>;

export type NumberId = keyof typeof fields;

const numberIds = Object.keys(fields) as readonly NumberId[];

export const initialState: ExpectationState = {
  family: 'normal',
  decoder: 'tanh',
  latent: 1,
  numbers: Object.fromEntries(numberIds.map((id) => [id, fields[id].start])) as Record<
    NumberId,
    number
  >,
  parameter: 'mu',
  problems: {},
  saved: '',
};

export const modelIn = ({ family, decoder, latent, numbers }: ExpectationState): SmallModel => ({
  family,
  decoder,
  latent,
  weight: numbers.weight,
  bias: numbers.bias,
  scale: numbers.scale,
});

export const encoderIn = ({ latent, numbers }: ExpectationState): Encoder =>
  latent === 1
    ? { mu: [numbers.mu], sigma: [numbers.sigma] }
    : { mu: [numbers.mu, numbers.mu2], sigma: [numbers.sigma, numbers.sigma2] };

/** Why a number cannot be what a field stands for; null if it can. */
export function problemOf(id: NumberId, value: number, text = String(value)): string | null {
  const { label, ...field }: NumberField = fields[id];
  const shown = text === '' ? 'nothing' : text;
  if (!Number.isFinite(value)) return `${label} must be a number; ${shown} is not.`;
  if (field.positive && value <= 0) return `${label} must be above 0; ${shown} is not.`;
  if (field.whole && !Number.isInteger(value))
    return `${label} must be a whole number; ${shown} is not.`;
  if (field.most !== undefined && value > field.most)
    return `${label} may be ${field.most} at most here; ${shown} is more.`;
  if (id === 'seed' && (value < 0 || !Number.isSafeInteger(value)))
    return `${label} must be a whole number from 0 up; ${shown} is not.`;
  return null;
}

/** A number as it is set by a person: taken, or the reason why not. */
export function withNumber(
  { numbers, problems }: ExpectationState,
  id: NumberId,
  value: number,
  text?: string,
): Partial<ExpectationState> {
  const problem = problemOf(id, value, text);
  const { [id]: _, link: __, ...others } = problems;
  return problem === null
    ? { numbers: { ...numbers, [id]: value }, problems: others }
    : { problems: { ...others, [id]: problem } };
}

/** As much of some parameters as makes sense, and what of them does not. */
export function withParameters(
  state: ExpectationState,
  parameters: PageParameters,
): ExpectationState {
  let next: ExpectationState = { ...state, problems: {}, saved: '' };
  const refused: string[] = [];
  const oneOf = <T>(value: unknown, all: readonly T[], set: (value: T) => void): boolean => {
    const found = all.find((each) => each === value);
    if (found !== undefined) set(found);
    return found !== undefined;
  };
  const choices: Readonly<Record<string, (value: unknown) => boolean>> = {
    family: (value) =>
      oneOf(
        value,
        smallFamilies.map(({ id }) => id),
        (family) => (next = { ...next, family }),
      ),
    decoder: (value) => oneOf(value, decoderIds, (decoder) => (next = { ...next, decoder })),
    latent: (value) =>
      oneOf(Number(value), [1, 2] as const, (latent) => (next = { ...next, latent })),
    parameter: (value) =>
      oneOf(value, ['mu', 'sigma'] as const, (parameter) => (next = { ...next, parameter })),
  };
  for (const [name, value] of Object.entries(parameters)) {
    const id = numberIds.find((each) => each === name);
    if (id !== undefined) next = { ...next, ...withNumber(next, id, Number(value), String(value)) };
    else if (choices[name]?.(value) !== true) refused.push(`${name} = ${value}`);
  }
  if (refused.length === 0) return next;
  const link = `This page does not know ${refused.join(', ')}; the rest of the link is shown.`;
  return { ...next, problems: { ...next.problems, link } };
}

/** What a link to this state would carry, and what is kept over a reload. */
export const parametersOf = ({
  family,
  decoder,
  latent,
  parameter,
  numbers,
}: ExpectationState): PageParameters => ({ family, decoder, latent, parameter, ...numbers });
