// Every setting, its type and default. `setting` is the only reader, so a name is typed once.

import type { WorkspaceConfiguration } from 'vscode';
import { levels } from '../../lint/settings/settings.ts';

const properties = {
  'data.maxFileSizeMiB': {
    type: 'number',
    default: 256,
    minimum: 1,
    maximum: 2048,
    scope: 'resource',
    order: 1,
    markdownDescription:
      'Largest data file, in MiB, that is read for training; of a folder of pictures, all of them together. Files are read whole into memory, once here and once in the trainer.',
  },
  'codeLens.enabled': {
    type: 'boolean',
    default: true,
    scope: 'resource',
    order: 2,
    markdownDescription: 'Show **Train** above the first line of a config file.',
  },
  'codeLens.loss': {
    type: 'boolean',
    default: true,
    scope: 'language-overridable',
    order: 4,
    markdownDescription:
      'Show what a loss is above its function: log p(x|z), KL, the axes they run over, effective beta.',
  },
  'hover.enabled': {
    type: 'boolean',
    default: true,
    scope: 'language-overridable',
    order: 5,
    markdownDescription: 'Explain the terms of a loss where the pointer rests on them.',
  },
  'inlayHints.enabled': {
    type: 'boolean',
    default: true,
    scope: 'language-overridable',
    order: 6,
    markdownDescription:
      'Show the unit and the axes behind every term of a loss: `nats, Σ784, mean over B`.',
  },
  'statusBar.loss': {
    type: 'boolean',
    default: true,
    scope: 'window',
    order: 7,
    markdownDescription:
      'Show the effective beta of the loss in the active editor in the status bar.',
  },
  'diagnostics.enabled': {
    type: 'boolean',
    default: true,
    scope: 'language-overridable',
    order: 8,
    markdownDescription:
      'Report what rules find in loss code: terms at different scales, signs, misused functions. Each says its number.',
  },
  rules: {
    type: 'object',
    default: {} as Readonly<Record<string, unknown>>,
    scope: 'resource',
    order: 9,
    additionalProperties: { enum: levels },
    markdownDescription:
      'How grave a rule is, by its id (`ELBO301`), its name (`recon-mean-kl-sum`) or the first digits of several (`ELBO3`): `error`, `warning`, `information`, `hint` or `off`. A project states the same in `elbo-lens.toml` or `[tool.elbo-lens]` of `pyproject.toml`.',
  },
  'dashboard.revealOnTrain': {
    type: 'boolean',
    default: true,
    scope: 'window',
    order: 3,
    markdownDescription:
      'Show the dashboard in the side bar when training starts. The editor keeps the focus.',
  },
} as const;

export type SettingId = keyof typeof properties;

type Widened<T> = T extends boolean ? boolean : T extends number ? number : T;
export type SettingValue<K extends SettingId> = Widened<(typeof properties)[K]['default']>;

/** The value of a setting; its default where the user wrote something of another type. */
export function setting<K extends SettingId>(
  configuration: Pick<WorkspaceConfiguration, 'get'>,
  id: K,
): SettingValue<K> {
  const { default: fallback, type } = properties[id];
  const value = configuration.get<unknown>(id);
  return (typeof value === type ? value : fallback) as SettingValue<K>;
}

export const configuration = {
  title: 'ELBO Lens',
  properties: Object.fromEntries(
    Object.entries(properties).map(([id, property]) => [`elboLens.${id}`, property]),
  ),
};
