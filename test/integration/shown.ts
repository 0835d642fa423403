// What an editor shows of loss code, as the suites inside VS Code ask for it.

import { commands, Range, workspace } from 'vscode';
import type { CodeLens, Hover, InlayHint, TextDocument } from 'vscode';

/** Text of all hovers at the first place where `marker` stands. */
export async function hoverOn(document: TextDocument, marker: string): Promise<string> {
  const at = document.positionAt(document.getText().indexOf(marker) + 1);
  const hovers = await commands.executeCommand<Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    at,
  );
  const contents = hovers.flatMap((hover) => hover.contents);
  return contents.map((part) => (typeof part === 'string' ? part : part.value)).join('\n');
}

export async function lensesOf(document: TextDocument): Promise<readonly string[]> {
  const lenses = await commands.executeCommand<CodeLens[]>(
    'vscode.executeCodeLensProvider',
    document.uri,
    100,
  );
  return lenses.map((lens) => lens.command?.title ?? '').filter((title) => /ELBO/u.test(title));
}

export async function hintsOf(document: TextDocument): Promise<readonly string[]> {
  const hints = await commands.executeCommand<InlayHint[]>(
    'vscode.executeInlayHintProvider',
    document.uri,
    new Range(0, 0, document.lineCount, 0),
  );
  return hints
    .map(({ label }) =>
      typeof label === 'string' ? label : label.map(({ value }) => value).join(''),
    )
    .filter((label) => /nats|β/u.test(label));
}

export async function changeSetting(name: string, value: unknown): Promise<void> {
  await workspace.getConfiguration('elboLens').update(name, value, false);
}
