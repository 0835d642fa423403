// A new config in an editor, not yet on disk, with the name and place it will have when it is saved.

import { Position, Uri, window, WorkspaceEdit, workspace } from 'vscode';
import type { TextDocument } from 'vscode';
import { showConfig } from './showConfig.ts';

export async function openNewConfig(name: string, text: string): Promise<TextDocument> {
  const document = await workspace.openTextDocument(await freeUri(name));
  const edit = new WorkspaceEdit();
  edit.insert(document.uri, new Position(0, 0), text);
  await workspace.applyEdit(edit);
  await showConfig(document);
  return document;
}

/** `name.elbo.yaml` in the folder that is worked in, or with the first number that makes it free. */
async function freeUri(name: string): Promise<Uri> {
  const shown = window.activeTextEditor?.document.uri;
  const folder = ((shown && workspace.getWorkspaceFolder(shown)) ?? workspace.workspaceFolders?.[0])
    ?.uri;
  for (let n = 1; ; n += 1) {
    const file = `${n === 1 ? name : `${name}-${n}`}.elbo.yaml`;
    const target = folder && Uri.joinPath(folder, file);
    const uri = Uri.from({ scheme: 'untitled', path: target?.path ?? file });
    const isOpen = workspace.textDocuments.some((open) => open.uri.path === uri.path);
    if (!isOpen && !(target && (await exists(target)))) return uri;
  }
}

async function exists(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
