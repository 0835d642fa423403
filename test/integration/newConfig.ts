import assert from 'node:assert/strict';
import { commands, languages, window } from 'vscode';
import { templates } from '../../src/config/templates.ts';
import { activated, eventually, runCommand } from './editor.ts';

describe('ELBO: New Config', () => {
  before(activated);

  for (const { id, text } of templates) {
    it(`opens the commented starter ${id}, which has no problem`, async () => {
      await runCommand('elboLens.newConfig', id);
      const document = window.activeTextEditor?.document;
      assert.ok(document, 'an editor is open');
      assert.match(document.uri.path, new RegExp(`/${id}(-\\d+)?\\.elbo\\.yaml$`));
      assert.equal(document.isUntitled, true);
      assert.equal(document.getText(), text);
      await eventually('no problem', () =>
        languages.getDiagnostics(document.uri).length === 0 ? true : undefined,
      );
      await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    });
  }
});
