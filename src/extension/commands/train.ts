// Train from Config: the config given, else the one in the active editor, else one the user picks.

import { commands, Uri, window, workspace } from 'vscode';
import type { TrainOutcome } from '../api.ts';
import type { CommandId } from '../contributions/commands.ts';
import type { Command } from '../services.ts';
import { findConfigs, isConfigUri } from '../workspaceConfigs.ts';

export const train: Command = async ({ trainer }, argument): Promise<TrainOutcome | undefined> => {
  const uri = fromArgument(argument) ?? fromActiveEditor() ?? (await pick());
  return uri && trainer.train(uri);
};

/** A menu passes a `Uri`, a webview the string of one. */
function fromArgument(argument: unknown): Uri | undefined {
  if (argument instanceof Uri) return argument;
  return typeof argument === 'string' && argument !== '' ? Uri.parse(argument, true) : undefined;
}

function fromActiveEditor(): Uri | undefined {
  const uri = window.activeTextEditor?.document.uri;
  return uri && isConfigUri(uri) ? uri : undefined;
}

async function pick(): Promise<Uri | undefined> {
  const configs = await findConfigs();
  const untitled = workspace.textDocuments
    .filter(({ isUntitled, uri }) => isUntitled && isConfigUri(uri))
    .map(({ uri }) => ({ uri: uri.toString(), name: uri.path }));
  const items = [...untitled, ...configs].map(({ uri, name }) => ({ label: name, uri }));
  if (items.length === 0) {
    const newConfig = 'New config';
    const answer = await window.showInformationMessage(
      'There is no config file (*.elbo.yaml, *.elbo.json) in this workspace. New Config writes a commented one.',
      newConfig,
    );
    if (answer === newConfig)
      await commands.executeCommand('elboLens.newConfig' satisfies CommandId);
    return undefined;
  }
  const picked = await window.showQuickPick(items, { placeHolder: 'Config to train' });
  return picked && Uri.parse(picked.uri);
}
