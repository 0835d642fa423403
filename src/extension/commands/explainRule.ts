// Explain Rule: the page of a rule, as Markdown is shown. Without an argument one is chosen from the list.

import { commands, Uri, window, workspace } from 'vscode';
import type { Command } from '../services.ts';

export const explainRule: Command = async ({ extensionUri }, argument) => {
  const folder = Uri.joinPath(extensionUri, 'docs', 'rules');
  const names = (await workspace.fs.readDirectory(folder)).map(([name]) => name);
  const name =
    typeof argument === 'string'
      ? names.find((one) => one.startsWith(argument))
      : await window.showQuickPick(
          names.filter((one) => one.startsWith('ELBO')).map((one) => one.replace('.md', '')),
          { placeHolder: 'A rule', matchOnDescription: true },
        );
  if (name === undefined) return;
  const page = Uri.joinPath(folder, name.endsWith('.md') ? name : `${name}.md`);
  await commands.executeCommand('markdown.showPreview', page);
};
