// The settings of a likelihood as a config states them. Apart from the schema, so that the trainer's worker does not
// carry it.

import type { DecoderForm, Setting } from '../elbo/families/family.ts';
import type { LikelihoodConfig, SettingMode } from './experiment.ts';

/** Where the setting's value comes from. */
export const modeOf = (likelihood: LikelihoodConfig, { mode }: Setting): SettingMode =>
  (likelihood[mode.key] ?? 'fixed') as SettingMode;

/** Its value if it is fixed, and where it starts if it is learned. */
export const valueOf = (likelihood: LikelihoodConfig, { value }: Setting): number =>
  Number(likelihood[value.key] ?? value.default);

/** How many components the mixture has; 1 for what is no mixture. */
export const componentsOf = (likelihood: LikelihoodConfig, decoder: DecoderForm): number =>
  decoder.components === 'none' ? 1 : Number(likelihood['components'] ?? decoder.components);
