// `likelihood`: one branch for each family of the registry, with the keys that its entry states.

import { Type } from '../type.ts';
import type { Family, Setting } from '../../elbo/families/family.ts';
import { families, type FamilyId } from '../../elbo/families/index.ts';
import { closed } from './choice.ts';

/** Where a setting's value comes from. */
export type SettingMode = keyof typeof modes;

const modes = {
  fixed: 'The number given, never learned.',
  shared: 'One learned number.',
  'per-dimension': 'One learned number per data dimension.',
  'per-element': 'A decoder output, for every datum and dimension.',
} as const;

/** The family and the keys of its settings: a mode is one of `SettingMode`, a value a number. */
export interface LikelihoodConfig {
  readonly family: FamilyId;
  readonly [key: string]: string | number;
}

const mostComponents = 30;

function settingKeys({ mode, value }: Setting) {
  return {
    [mode.key]: {
      enum: Object.keys(modes),
      enumDescriptions: Object.values(modes),
      default: 'fixed',
      description: mode.description,
    },
    [value.key]: {
      type: 'number',
      exclusiveMinimum: 0,
      ...(value.below !== 'none' && { exclusiveMaximum: value.below }),
      default: value.default,
      description: value.description,
    },
  };
}

function componentKeys({ components }: Family['decoder']) {
  if (components === 'none') return {};
  return {
    components: {
      type: 'integer',
      minimum: 1,
      maximum: mostComponents,
      default: components,
      description: 'How many components the mixture has.',
    },
  };
}

function branchOf({ id, name, summary, decoder }: Family) {
  const properties = Object.assign(
    { family: { type: 'string', const: id, description: summary } },
    componentKeys(decoder),
    ...decoder.settings.map(settingKeys),
  ) as Record<string, unknown>;
  return {
    type: 'object',
    title: name,
    ...closed,
    properties,
    required: Object.keys(properties),
  };
}

export const likelihood = Type.Unsafe<LikelihoodConfig>({
  anyOf: families.map(branchOf),
  description: 'p(x|z), a conditional family: given z it is a distribution over x.',
});
