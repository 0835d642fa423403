// The place in code a command is about: the one a hover, lens or tree passes, else the cursor of the active editor.

import { Uri, window, workspace } from 'vscode';
import type { CodePlace } from '../providers/analysedCode.ts';

/** What links carry: a document and offsets into it. */
export interface CodeArgument {
  readonly uri: string;
  readonly from: number;
  readonly to?: number;
}

export function isCodeArgument(argument: unknown): argument is CodeArgument {
  if (typeof argument !== 'object' || argument === null) return false;
  const { uri, from } = argument as Partial<CodeArgument>;
  return typeof uri === 'string' && typeof from === 'number';
}

export async function findCode(argument: unknown): Promise<CodePlace | undefined> {
  if (isCodeArgument(argument)) {
    const document = await workspace.openTextDocument(Uri.parse(argument.uri));
    return { document, from: argument.from, to: argument.to ?? argument.from };
  }
  const editor = window.activeTextEditor;
  if (!editor) return undefined;
  const offset = editor.document.offsetAt(editor.selection.active);
  return { document: editor.document, from: offset, to: offset };
}
