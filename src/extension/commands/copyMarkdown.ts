// Copy Explanation at Cursor as Markdown: the whole hover, its equation in LaTeX between dollar signs.

import { env, window } from 'vscode';
import type { Command } from '../services.ts';
import { findCode } from './codeArgument.ts';

export const copyMarkdown: Command = async ({ code }, argument) => {
  const place = await findCode(argument);
  const read = place && (await code.read(place.document));
  const view =
    read &&
    read.reading.hoverAt(read.analysis, read.fromOffset(place.document, place.from), (at) =>
      read.where(at),
    );
  if (!read || !view) {
    void window.showInformationMessage(
      'There is nothing to explain at the cursor. Put it on a term of a loss.',
    );
    return;
  }
  await env.clipboard.writeText(read.reading.toMarkdown(view));
};
