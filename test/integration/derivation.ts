// The derivation panel inside VS Code: opened from a line, a hover and with nothing open, of the code it is told of.

import assert from 'node:assert/strict';
import { commands, Selection, window } from 'vscode';
import type { Hover, TextDocument } from 'vscode';
import { bernoulliSum, meanSquares } from '../analysis/features/losses.ts';
import { activated, eventually, openConfig, runCommand } from './editor.ts';

const tabs = (): readonly string[] =>
  window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));

const tabNamed = (label: string) =>
  eventually(`a tab ${label}`, () => (tabs().includes(label) ? true : undefined));

/** Opens the code with the cursor at a place. */
async function openAt(name: string, text: string, place: string): Promise<TextDocument> {
  const document = await openConfig(name, text);
  const editor = await window.showTextDocument(document);
  const position = document.positionAt(text.indexOf(place));
  editor.selection = new Selection(position, position);
  return document;
}

describe('the derivation panel', () => {
  before(activated);
  beforeEach(() => commands.executeCommand('workbench.action.closeAllEditors'));

  it('opens beside the line at the cursor, is painted, and leaves the focus in the code', async () => {
    const api = await activated();
    const document = await openAt('derived.py', meanSquares, 'recons_loss =');
    let painted = false;
    const listening = api.onDidPaint(({ panel }) => (painted ||= panel === 'derivation'));
    try {
      await runCommand('elboLens.showDerivation');
      await tabNamed('Derivation: loss_function');
      await eventually('the page is painted', () => (painted ? true : undefined));
      assert.equal(window.activeTextEditor?.document, document);
      assert.equal(window.tabGroups.all.length, 2);
    } finally {
      listening.dispose();
    }
  });

  it('opens once, for the code of the last command', async () => {
    await openAt('first.py', meanSquares, 'recons_loss =');
    await runCommand('elboLens.showDerivation');
    await tabNamed('Derivation: loss_function');
    const other = bernoulliSum.replaceAll('loss_function', 'other_loss');
    const document = await openAt('second.py', other, 'BCE =');
    await runCommand('elboLens.showDerivation', {
      uri: document.uri.toString(),
      from: other.indexOf('BCE ='),
    });
    await tabNamed('Derivation: other_loss');
    assert.equal(tabs().filter((label) => label.startsWith('Derivation')).length, 1);
  });

  it('is linked from the hover', async () => {
    const document = await openAt('hovered.py', meanSquares, 'recons_loss =');
    const at = document.positionAt(meanSquares.indexOf('recons_loss =') + 1);
    const hovers = await commands.executeCommand<Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      at,
    );
    const text = hovers
      .flatMap(({ contents }) => contents)
      .map((part) => (typeof part === 'string' ? part : part.value))
      .join('\n');
    assert.match(text, /\[\$\(symbol-operator\)\]\(command:elboLens\.showDerivation\?/u);
  });

  it('opens with nothing open, and on a derivation that a link names', async () => {
    await runCommand('elboLens.showDerivation');
    await tabNamed('Derivation');
    await runCommand('elboLens.showDerivation', { derivation: 'gaussian-kl' });
    assert.equal(tabs().filter((label) => label === 'Derivation').length, 1);
  });

  it('stays when its code is gone', async () => {
    await runCommand('elboLens.showDerivation', { uri: 'file:///nowhere/gone.py', from: 3 });
    await tabNamed('Derivation');
  });
});
