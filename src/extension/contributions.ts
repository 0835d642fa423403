// What the extension adds to VS Code, as typed data. `scripts/generate.ts` writes it into `package.json`.
// The schema is shipped but not tied to files by `jsonValidation` or `yamlValidation`: our own providers check,
// complete and explain both syntaxes, and a second checker would report every problem twice.

import { colors } from './contributions/colors.ts';
import { category, commands, type CommandContribution } from './contributions/commands.ts';
import { compareViewType, menus, trainerViewType, views } from './contributions/menus.ts';
import { explainKinds } from '../protocol/explain.ts';
import { configuration } from './contributions/settings.ts';
import { walkthroughs } from './contributions/walkthroughs.ts';

/** File names of config files, as globs relative to a folder. */
export const configGlob = '**/*.elbo.{yaml,yml,json}';

function commandEntry([command, contribution]: [string, CommandContribution]): object {
  const { palette: _, ...shown } = contribution;
  return { command, category, ...shown };
}

const hiddenFromPalette = Object.entries<CommandContribution>(commands)
  .filter(([, { palette }]) => palette === 'never')
  .map(([command]) => ({ command, when: 'false' }));

/** The generated part of the manifest, key by key. */
export const manifest = {
  icon: 'media/icon.png',
  categories: ['Machine Learning', 'Data Science', 'Education', 'Visualization'],
  keywords: ['vae', 'variational autoencoder', 'elbo', 'kl divergence', 'deep learning'],
  activationEvents: [
    `workspaceContains:${configGlob}`,
    `onWebviewPanel:${trainerViewType}`,
    `onWebviewPanel:${compareViewType}`,
    'onLanguage:yaml',
    'onLanguage:json',
    'onLanguage:python',
    'onLanguage:typescript',
    'onLanguage:typescriptreact',
    'onLanguage:javascript',
    'onLanguage:javascriptreact',
    ...explainKinds.map((kind) => `onWebviewPanel:elboLens.${kind}`),
  ],
  capabilities: {
    // Kept by `runs/reach.ts`.
    untrustedWorkspaces: {
      supported: 'limited',
      description:
        "Everything works but two things: data files outside the workspace are not read, and the size limit for data files is yours and not the workspace's.",
      restrictedConfigurations: ['elboLens.data.maxFileSizeMiB'],
    },
    virtualWorkspaces: {
      supported: 'limited',
      description:
        'Everything works on files of the workspace. Data files elsewhere on a disk cannot be reached, and a file that another program changes is read anew only when it is opened.',
    },
  },
  contributes: {
    commands: Object.entries<CommandContribution>(commands).map(commandEntry),
    menus: { ...menus, commandPalette: hiddenFromPalette },
    ...views,
    configuration,
    colors,
    walkthroughs,
  },
};
