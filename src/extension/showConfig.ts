// Shows a config in the editor group where it already is, else in the first: never over the trainer panel, which
// is the active group whenever one of its buttons is what asked.

import { TabInputText, ViewColumn, window } from 'vscode';
import type { TextDocument, TextEditor } from 'vscode';

export function showConfig(document: TextDocument): Thenable<TextEditor> {
  const uri = document.uri.toString();
  const group = window.tabGroups.all.find(({ tabs }) =>
    tabs.some(({ input }) => input instanceof TabInputText && input.uri.toString() === uri),
  );
  return window.showTextDocument(document, { viewColumn: group?.viewColumn ?? ViewColumn.One });
}
