// New Config: a commented starter, chosen from a list, in a new editor under the name it will be saved as.

import { window } from 'vscode';
import type { TextDocument } from 'vscode';
import type { Template } from '../../config/starters/template.ts';
import { templates } from '../../config/templates.ts';
import { openNewConfig } from '../newDocument.ts';
import type { Command } from '../services.ts';

export const newConfig: Command = (_, argument) => choose('Starter to write', templates, argument);

/** Opens the template named by `id`, else the one the user picks. */
export async function choose(
  placeHolder: string,
  offered: readonly Template[],
  id: unknown,
): Promise<TextDocument | undefined> {
  const named = offered.find((template) => template.id === id);
  const items = offered.map((template) => ({
    ...template,
    description: `${template.id}.elbo.yaml`,
  }));
  const picked = named ?? (await window.showQuickPick(items, { placeHolder, matchOnDetail: true }));
  return picked && openNewConfig(picked.id, picked.text);
}
