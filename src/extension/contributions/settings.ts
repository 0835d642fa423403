// Every setting, its type and default. `setting` is the only reader, so a name is typed once.

import type { WorkspaceConfiguration } from 'vscode';

const properties = {
  'data.maxFileSizeMiB': {
    type: 'number',
    default: 256,
    minimum: 1,
    maximum: 2048,
    scope: 'resource',
    order: 1,
    markdownDescription:
      'Largest data file, in MiB, that is read for training. Files are read whole into memory, once here and once in the trainer.',
  },
  'codeLens.enabled': {
    type: 'boolean',
    default: true,
    scope: 'resource',
    order: 2,
    markdownDescription: 'Show **Train** above the first line of a config file.',
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
