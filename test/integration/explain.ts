// Pages that explain by themselves open by their commands, with no code in any editor, and again with parameters.

import assert from 'node:assert/strict';
import { commands, window } from 'vscode';
import type { CommandId } from '../../src/extension/contributions/commands.ts';
import type { ExplainKind } from '../../src/protocol/explain.ts';
import { activated, eventually, runCommand } from './editor.ts';

const pages: readonly (readonly [CommandId, ExplainKind, string])[] = [
  ['elboLens.showDensity', 'density', 'Density versus Probability'],
  ['elboLens.showExpectation', 'expectation', 'What the Expectation Averages'],
  ['elboLens.showModel', 'model', 'Model or Probability'],
];

const tabs = (): readonly string[] =>
  window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));

describe('a page that explains', () => {
  for (const [command, kind, title] of pages) {
    it(`opens by ${command} with no code open, and is painted`, async () => {
      const api = await activated();
      await commands.executeCommand('workbench.action.closeAllEditors');
      const paints: ExplainKind[] = [];
      const listening = api.onDidPaint(({ panel }) => paints.push(panel as ExplainKind));
      try {
        await runCommand(command);
        await eventually(`the ${kind} page is painted`, () =>
          paints.includes(kind) ? true : undefined,
        );
        assert.ok(tabs().includes(title), tabs().join());
        await runCommand(command, { sigma: 0.25 });
        assert.equal(tabs().filter((label) => label === title).length, 1);
      } finally {
        listening.dispose();
      }
    });
  }

  it('opens by the walkthrough that leads through all of them', async () => {
    await activated();
    await runCommand('elboLens.learn');
    await eventually('the walkthrough is open', () =>
      tabs().some((label) => /Welcome|Walkthrough|variational/u.test(label)) ? true : undefined,
    );
  });
});
