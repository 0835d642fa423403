// Copy Equation at Cursor as LaTeX: the equation of the hover, without delimiters.

import { env, window } from 'vscode';
import type { Command } from '../services.ts';
import { findCode } from './codeArgument.ts';

export const copyLatex: Command = async ({ code }, argument) => {
  const place = await findCode(argument);
  const read = place && (await code.read(place.document));
  const formula =
    read &&
    read.reading.hoverAt(read.analysis, read.fromOffset(place.document, place.from))?.formula;
  if (!formula) {
    void window.showInformationMessage(
      'There is no equation at the cursor. Put it on a term of a loss: a reconstruction, a KL or the total.',
    );
    return;
  }
  await env.clipboard.writeText(formula.latex);
};
