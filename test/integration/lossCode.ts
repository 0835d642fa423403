import assert from 'node:assert/strict';
import { commands, NotebookCellData, NotebookCellKind, NotebookData } from 'vscode';
import { Uri, window, workspace, WorkspaceEdit } from 'vscode';
import {
  bernoulliSum,
  classifier,
  meanSquares,
  subtractedKl,
} from '../analysis/features/losses.ts';
import { activated, eventually, openConfig, runCommand, writeFile } from './editor.ts';
import { changeSetting, hintsOf, hoverOn, lensesOf } from './shown.ts';

const typescript = `import * as tf from '@tensorflow/tfjs';

export function vaeLoss(inputs: tf.Tensor, outputs: tf.Tensor, mu: tf.Tensor, logvar: tf.Tensor) {
  const reconstruction = tf.losses.meanSquaredError(inputs, outputs);
  const kl = tf.scalar(1).add(logvar).sub(mu.square()).sub(logvar.exp()).sum(-1).mul(-0.5).mean();
  return reconstruction.add(kl);
}
`;

const importing = `from imported.losses import loss_function
from imported.sizes import latent_dim

def step(model, x, latent_dim=latent_dim):
    recon, mu, logvar = model(x)
    loss = loss_function(recon, x, mu, logvar)
    return loss
`;

describe('loss code in the editor', () => {
  before(activated);

  it('is explained by a hover with its equation drawn and said', async () => {
    const document = await openConfig('summed.py', bernoulliSum);
    const text = await hoverOn(document, 'BCE =');
    assert.match(text, /\*\*Reconstruction loss\*\*: Bernoulli log probability/u);
    assert.match(
      text,
      /<img src="data:image\/svg\+xml;base64,[\w+/=]{2000,}" alt="−Σᵢ₌₁ᴰ[^"<>]*"/u,
    );
    assert.match(text, /1\. \*\*Averaged over\?\*\*/u);
    assert.ok(text.length < 90_000, String(text.length));
    assert.match(await hoverOn(document, 'KLD ='), /KL divergence/u);
    assert.match(await hoverOn(document, 'return BCE'), /Negative ELBO/u);
  });

  it('has a lens above it and hints behind its terms', async () => {
    const document = await openConfig('mean.py', meanSquares);
    const [lens, ...more] = await eventually('a lens', async () => {
      const found = await lensesOf(document);
      return found.length > 0 ? found : undefined;
    });
    assert.match(lens ?? '', /^ELBO · −log p\(x\|z\) Gaussian, mean over D.* at σ = 1, or σ = /u);
    assert.equal(more.length, 0);
    assert.equal((await hintsOf(document)).length, 3);
  });

  it('is warned about where the KL is subtracted', async () => {
    const document = await openConfig('subtracted.py', subtractedKl);
    assert.match(await hoverOn(document, 'kld ='), /\$\(warning\) The KL enters this loss/u);
  });

  it('is read in TypeScript too, and nothing is said of a classifier', async () => {
    const document = await openConfig('vae.ts', typescript);
    assert.match(await hoverOn(document, 'const reconstruction'), /Gaussian log density/u);
    const other = await openConfig('classifier.py', classifier);
    assert.deepEqual(await lensesOf(other), []);
    assert.deepEqual(await hintsOf(other), []);
  });

  it('stays quiet where a setting says so', async () => {
    const document = await openConfig('quiet.py', bernoulliSum);
    const names = ['hover.enabled', 'codeLens.loss', 'inlayHints.enabled'];
    for (const name of names) await changeSetting(name, false);
    try {
      assert.doesNotMatch(await hoverOn(document, 'BCE ='), /Reconstruction loss/u);
      assert.deepEqual(await lensesOf(document), []);
      assert.deepEqual(await hintsOf(document), []);
    } finally {
      for (const name of names) await changeSetting(name, undefined);
    }
  });

  it('is shown where a link or the tree points', async () => {
    const document = await openConfig('revealed.py', bernoulliSum);
    const from = bernoulliSum.indexOf('KLD =');
    await runCommand('elboLens.revealCode', {
      uri: document.uri.toString(),
      from,
      to: from + 'KLD'.length,
    });
    const editor = window.activeTextEditor;
    assert.equal(editor?.document.uri.toString(), document.uri.toString());
    assert.equal(document.getText(editor?.selection), 'KLD');
  });

  it('is found from anywhere in the file by Explain Loss at Cursor', async () => {
    const document = await openConfig('explained.py', meanSquares);
    await runCommand('elboLens.explainLoss', { uri: document.uri.toString(), from: 0 });
    const line = window.activeTextEditor?.selection.active.line ?? -1;
    assert.match(document.lineAt(line).text, /recons_loss = /u);
  });

  it('is one program across the cells of a notebook', async () => {
    const [imports = '', loss = ''] = meanSquares.split('\n\n');
    const cells = [`%matplotlib inline\n${imports}`, loss].map(
      (text) => new NotebookCellData(NotebookCellKind.Code, text, 'python'),
    );
    const notebook = await workspace.openNotebookDocument(
      'jupyter-notebook',
      new NotebookData(cells),
    );
    await window.showNotebookDocument(notebook);
    const cell = notebook.cellAt(1).document;
    assert.match(await hoverOn(cell, 'recons_loss ='), /code cell 2, line 3/u);
    assert.equal((await lensesOf(cell)).length, 1);
    assert.equal((await hintsOf(cell)).length, 3);
    assert.deepEqual(await lensesOf(notebook.cellAt(0).document), []);
  });

  it('takes what it imports from other files, as editors show them', async () => {
    await writeFile('imported/sizes.py', 'import os\nlatent_dim = 20\n');
    const losses = await openConfig('imported/losses.py', bernoulliSum);
    const document = await openConfig('train.py', importing);
    const [lens] = await eventually('a lens', async () => {
      const found = await lensesOf(document);
      return found.length > 0 ? found : undefined;
    });
    assert.match(lens ?? '', /^ELBO · −log p\(x\|z\) Bernoulli, Σ.* · β_eff = 1$/u);
    const hover = await hoverOn(document, 'loss =');
    assert.match(hover, /d = 20, from latent_dim = 20 in line 2 of sizes\.py/u);
    const target = /revealCode\?([^"]*sizes\.py[^"]*)"/u.exec(hover)?.[1];
    assert.ok(target, 'the size links to where it is written');

    const edit = new WorkspaceEdit();
    const kld = losses.getText().indexOf('BCE + KLD');
    edit.insert(losses.uri, losses.positionAt(kld + 'BCE + '.length), '2 * ');
    await workspace.applyEdit(edit);
    try {
      assert.match(await hoverOn(document, 'loss ='), /β\\_eff = 2/u);
    } finally {
      await commands.executeCommand('workbench.action.files.revert', losses.uri);
    }
  });

  it('answers for a document that exists nowhere on disk', async () => {
    const document = await workspace.openTextDocument({
      language: 'python',
      content: bernoulliSum,
    });
    assert.equal(document.uri.scheme, Uri.parse('untitled:a').scheme);
    assert.match(await hoverOn(document, 'BCE ='), /Bernoulli/u);
  });
});
