import assert from 'node:assert/strict';
import { commands } from 'vscode';
import type { ElboLensApi } from '../../src/extension/api.ts';
import type { RunId, RunSnapshot } from '../../src/protocol/run.ts';
import {
  activated,
  begin,
  eventually,
  openConfig,
  reached,
  runCommand,
  smallConfig,
  writeFile,
} from './editor.ts';

/** Long enough to be cut off in the middle. */
const config = smallConfig(
  '{ learningRate: 0.01, batchSize: 8, epochs: 25, engine: cpu, seed: 9 }',
);

/** What must not depend on whether a run was cut off. */
const measured = ({ columns, evaluations, pictures, map }: RunSnapshot) => ({
  reconstructionLoss: Array.from(columns.reconstructionLoss),
  kl: Array.from(columns.kl),
  beta: Array.from(columns.beta),
  evaluations,
  pictures,
  map,
});

describe('a run that was cut off', () => {
  let api: ElboLensApi;
  let whole: RunSnapshot;

  const stepsDone = (id: RunId, steps: number) =>
    eventually(`${steps} steps`, () => ((api.runs.get(id)?.step ?? 0) > steps ? true : undefined));

  /** Begins a run and lets it take a checkpoint on the way, by pausing it once. */
  async function beginWithCheckpoint(name: string): Promise<RunId> {
    const { uri } = await openConfig(name, config);
    const id = await begin(uri);
    await reached(id, 'training');
    await stepsDone(id, 60);
    await runCommand('elboLens.pause');
    const { step } = await reached(id, 'paused');
    await eventually('its checkpoint', () =>
      api.runs.get(id)?.checkpointStep === step ? true : undefined,
    );
    await runCommand('elboLens.resume');
    await stepsDone(id, step + 20);
    return id;
  }

  before(async () => {
    api = await activated();
    const uri = await writeFile('whole.elbo.yaml', config);
    whole = await reached(await begin(uri), 'finished');
    assert.equal(whole.step, 1000);
  });

  it('goes on as if nothing had happened after its panel was closed', async () => {
    const id = await beginWithCheckpoint('closed.elbo.yaml');
    await commands.executeCommand('workbench.action.closeAllEditors');
    const cut = await reached(id, 'stopped');
    assert.ok(cut.step > (cut.checkpointStep ?? 0) && cut.step < 1000, `cut at ${cut.step}`);
    assert.match(cut.problem?.now ?? '', /Resume goes on from step \d+ as if nothing had happened/);
    assert.equal(await runCommand('elboLens.resume', id), true);
    const run = await reached(id, 'finished');
    assert.deepEqual(measured(run), measured(whole));
    assert.equal(run.problem, null);
  });

  it('goes on after it was stopped by hand, and after that again', async () => {
    const id = await beginWithCheckpoint('stopped.elbo.yaml');
    await runCommand('elboLens.stop');
    await reached(id, 'stopped');
    await eventually('its last checkpoint', () => {
      const run = api.runs.get(id);
      return run?.checkpointStep === run?.step ? true : undefined;
    });
    assert.equal(await runCommand('elboLens.resume', id), true);
    await reached(id, 'training');
    await runCommand('elboLens.stop');
    await reached(id, 'stopped');
    assert.equal(await runCommand('elboLens.resume', id), true);
    assert.deepEqual(measured(await reached(id, 'finished')), measured(whole));
  });

  it('meets betas set by hand again, also those set after its checkpoint', async () => {
    const id = await beginWithCheckpoint('betas.elbo.yaml');
    assert.equal(api.control({ kind: 'setBeta', beta: 3 }), true);
    const mark = await eventually('the mark', () => api.runs.get(id)?.betaMarks.at(-1));
    await stepsDone(id, mark.step + 20);
    const before = Array.from(api.runs.get(id)?.columns.kl ?? []);
    await commands.executeCommand('workbench.action.closeAllEditors');
    await reached(id, 'stopped');
    assert.equal(await runCommand('elboLens.resume', id), true);
    const run = await reached(id, 'finished');
    assert.equal(run.columns.beta[mark.step - 1], 1);
    assert.equal(run.columns.beta[mark.step], 3);
    assert.deepEqual(Array.from(run.columns.kl.subarray(0, before.length)), before);
  });

  it('does not mind that the side view is moved to another place meanwhile', async () => {
    const { uri } = await openConfig('moved.elbo.yaml', config);
    const id = await begin(uri);
    await stepsDone(id, 20);
    const view = 'elboLens.dashboard';
    const move = (destinationId: string) =>
      commands.executeCommand('vscode.moveViews', { viewIds: [view], destinationId });
    await move('workbench.view.explorer');
    await commands.executeCommand(`${view}.focus`);
    await stepsDone(id, 60);
    await move('workbench.view.extension.elboLens');
    await commands.executeCommand(`${view}.focus`);
    assert.deepEqual(measured(await reached(id, 'finished')), measured(whole));
  });

  it('refuses to go on where its data have changed, and says so', async () => {
    const rows = (scale: number) =>
      Array.from({ length: 400 }, (_, i) => `${scale * Math.sin(i)},${i % 7}`).join('\n');
    await writeFile('changing.csv', rows(1));
    const text = config.replace(
      '{ source: two-moons, count: 400, validation: 80 }',
      '{ source: csv, file: changing.csv, validation: 80 }',
    );
    const { uri } = await openConfig('changing.elbo.yaml', text);
    const id = await begin(uri);
    await stepsDone(id, 20);
    await runCommand('elboLens.stop');
    await reached(id, 'stopped');
    await eventually('its checkpoint', () => api.runs.get(id)?.checkpointStep ?? undefined);
    await writeFile('changing.csv', rows(2));
    await runCommand('elboLens.resume', id);
    const refused = await reached(id, 'failed');
    assert.match(refused.problem?.why ?? '', /The data are not those it was trained on/);
    await writeFile('changing.csv', rows(1));
    assert.equal(await runCommand('elboLens.resume', id), true);
    await reached(id, 'finished');
  });
});
