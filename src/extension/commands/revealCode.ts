// Reveal Code: selects a span of code that a hover or the tree speaks of.

import { Selection, TextEditorRevealType, window } from 'vscode';
import { rangeOf } from '../providers/analysedCode.ts';
import type { Command } from '../services.ts';
import { findCode } from './codeArgument.ts';

export const revealCode: Command = async (_, argument) => {
  const place = await findCode(argument);
  if (!place) return;
  const range = rangeOf(place);
  const editor = await window.showTextDocument(place.document);
  editor.selection = new Selection(range.start, range.end);
  editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
};
