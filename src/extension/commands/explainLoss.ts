// Explain Loss at Cursor: shows the hover of the term, or of the loss that is no ELBO, at the cursor, else of the nearest
// one in the file. Where there is none it says so, and what would make one.

import { commands, Selection, TextEditorRevealType, window } from 'vscode';
import type { Command } from '../services.ts';
import { findCode } from './codeArgument.ts';

const nothingHere =
  'No ELBO was recognised in this file: there is no KL and no draw of a latent variable beside a likelihood. ' +
  'A loss whose parts come from other files may need them open in the workspace.';

export const explainLoss: Command = async ({ code }, argument) => {
  const place = await findCode(argument);
  if (!place || !code.isCode(place.document)) {
    void window.showInformationMessage(
      'Open a Python, TypeScript or JavaScript file with a loss, and put the cursor on it.',
    );
    return;
  }
  const read = await code.read(place.document);
  const offset = read?.fromOffset(place.document, place.from) ?? 0;
  const span = read && read.reading.nearestSubject(read.analysis, offset);
  const target = span && read.placeOf(span);
  if (!span || !target) {
    void window.showInformationMessage(nothingHere);
    return;
  }
  const isInside = span.from <= offset && offset <= span.to;
  const there = isInside ? place : target;
  const position = there.document.positionAt(there.from);
  const editor = await window.showTextDocument(there.document);
  editor.selection = new Selection(position, position);
  editor.revealRange(editor.selection, TextEditorRevealType.InCenterIfOutsideViewport);
  await commands.executeCommand('editor.action.showHover', { focus: 'autoFocusImmediately' });
};
