import assert from 'node:assert/strict';
import { commands, window } from 'vscode';
import { activated, begin, openConfig, reached, runCommand, smallConfig } from './editor.ts';

describe('the runs of a workspace', () => {
  before(activated);

  it('are listed newest first, under the name of their config', async () => {
    const { uri } = await openConfig('listed.elbo.yaml', smallConfig());
    const id = await begin(uri);
    await reached(id, 'finished');
    const api = await activated();
    const [newest, ...older] = api.runs.list();
    assert.equal(newest?.id, id);
    assert.equal(newest.name, 'listed');
    assert.ok(older.every((run) => run.startedAt <= newest.startedAt));
  });

  it('find their config again', async () => {
    const api = await activated();
    const [newest] = api.runs.list();
    assert.ok(newest);
    await commands.executeCommand('workbench.action.closeAllEditors');
    await runCommand('elboLens.revealConfig', newest.id);
    assert.equal(window.activeTextEditor?.document.uri.toString(), newest.configUri);
  });

  it('end as stopped when the trainer panel, and with it their worker, is closed', async () => {
    const text = smallConfig('{ batchSize: 32, epochs: 100000, engine: cpu }');
    const { uri } = await openConfig('closed.elbo.yaml', text);
    const id = await begin(uri);
    await reached(id, 'training');
    await commands.executeCommand('workbench.action.closeAllEditors');
    const run = await reached(id, 'stopped');
    assert.match(run.problem?.why ?? '', /trainer panel was closed/);
    assert.equal(run.live, false);
  });
});
