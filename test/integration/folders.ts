import assert from 'node:assert/strict';
import { commands, ConfigurationTarget, Uri, window, workspace } from 'vscode';
import { idxFile } from '../data/idxFiles.ts';
import { bernoulliSum } from '../analysis/features/losses.ts';
import {
  activated,
  begin,
  eventually,
  idxConfig,
  inWorkspace,
  openAt,
  reached,
  runCommand,
  writeAt,
} from './editor.ts';
import { hintsOf, hoverOn, lensesOf } from './shown.ts';

const importing = `from imported.sizes import latent_dim
import torch
import torch.nn.functional as F

def loss_function(recon_x, x, mu, logvar, latent_dim=latent_dim):
    BCE = F.binary_cross_entropy(recon_x, x.view(-1, 784), reduction='sum')
    KLD = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return BCE + KLD
`;

const pictures = (count: number): Uint8Array =>
  idxFile(
    [count, 4, 4],
    Uint8Array.from({ length: count * 16 }, (_, i) => (i * 37) % 256),
  );

describe('two folders in one window', () => {
  before(activated);

  it('are what these tests run in', () => {
    assert.deepEqual(
      workspace.workspaceFolders?.map(({ name }) => name),
      ['first', 'second'],
    );
  });

  it('each have their settings', async () => {
    const first = await openAt(inWorkspace('settings.py', 0), bernoulliSum);
    const second = await openAt(inWorkspace('settings.py', 1), bernoulliSum);
    const settings = workspace.getConfiguration('elboLens', second.uri);
    const names = ['hover.enabled', 'codeLens.loss', 'inlayHints.enabled'];
    const change = async (value: unknown): Promise<void> => {
      for (const name of names)
        await settings.update(name, value, ConfigurationTarget.WorkspaceFolder);
    };
    await change(false);
    try {
      assert.match(await hoverOn(first, 'BCE ='), /Reconstruction loss/u);
      assert.equal((await lensesOf(first)).length, 1);
      assert.equal((await hintsOf(first)).length, 3);
      assert.doesNotMatch(await hoverOn(second, 'BCE ='), /Reconstruction loss/u);
      assert.deepEqual(await lensesOf(second), []);
      assert.deepEqual(await hintsOf(second), []);
    } finally {
      await change(undefined);
    }
  });

  it('each have their data, under the same config, and runs that tell them apart', async () => {
    const api = await activated();
    for (const [at, count] of [4, 6].entries()) {
      await writeAt(inWorkspace('images', at), pictures(count));
      const { uri } = await openAt(inWorkspace('same.elbo.yaml', at), idxConfig('images'));
      const run = await reached(await begin(uri), 'finished');
      assert.equal(run.data?.trainCount, count);
      assert.equal(run.configUri, uri.toString());
    }
    const [second, first] = api.runs.list();
    assert.ok(first && second);
    assert.deepEqual([first.name, second.name], ['same', 'same']);
    await commands.executeCommand('workbench.action.closeAllEditors');
    await runCommand('elboLens.revealConfig', first.id);
    assert.equal(window.activeTextEditor?.document.uri.toString(), first.configUri);
  });

  it('each have their modules, under the same name', async () => {
    for (const [at, size] of [20, 64].entries()) {
      await writeAt(inWorkspace('imported/sizes.py', at), `latent_dim = ${size}\n`);
      const document = await openAt(inWorkspace('train.py', at), importing);
      const hover = await eventually('the size', async () => {
        const text = await hoverOn(document, 'return BCE');
        return /d = \d+/u.test(text) ? text : undefined;
      });
      assert.match(hover, new RegExp(`d = ${size}, from latent_dim = ${size}`, 'u'));
    }
  });

  it('get a new config in the folder that is worked in', async () => {
    await openAt(inWorkspace('settings.py', 1), bernoulliSum);
    await runCommand('elboLens.newConfig', 'two-moons');
    const uri = window.activeTextEditor?.document.uri ?? Uri.file('none');
    assert.match(uri.path, /\/second\/two-moons\.elbo\.yaml$/u);
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});
