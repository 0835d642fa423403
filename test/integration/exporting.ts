import assert from 'node:assert/strict';
import { Uri, window, workspace, type Tab } from 'vscode';
import { decodePng } from '../../src/data/formats/png.ts';
import { listZip } from '../../src/data/formats/zip.ts';
import type { RunSnapshot } from '../../src/protocol/run.ts';
import { valueOf } from '../data/idxFiles.ts';
import {
  activated,
  begin,
  eventually,
  inWorkspace,
  openConfig,
  reached,
  runCommand,
  smallConfig,
  writeFile,
} from './editor.ts';

const read = (uri: Uri): Promise<Uint8Array> => Promise.resolve(workspace.fs.readFile(uri));
const textOf = async (uri: Uri): Promise<string> => new TextDecoder().decode(await read(uri));

describe('a finished run', () => {
  let run: RunSnapshot;

  before(async () => {
    await activated();
    const { uri } = await openConfig('exported.elbo.yaml', smallConfig());
    run = await reached(await begin(uri), 'finished');
  });

  /** Exports the run without asking; where it went. */
  async function exported(as: string, name: string): Promise<Uri> {
    const target = inWorkspace(name);
    const wish = { run: run.id, as, to: target.toString() };
    assert.equal(await runCommand('elboLens.exportRun', wish), true);
    return target;
  }

  it('is exported as CSV and JSON, every step of it', async () => {
    const csv = await textOf(await exported('csv', 'out/history.csv'));
    // A line of names, the evaluation before the first step, and the steps.
    assert.equal(csv.trimEnd().split('\n').length, 2 + run.step);
    const json = JSON.parse(await textOf(await exported('json', 'out/run.json'))) as {
      readonly steps: { readonly kl: readonly number[] };
    };
    assert.deepEqual(json.steps.kl, Array.from(run.columns.kl));
  });

  it('is exported as weights and as models of TensorFlow.js, from the checkpoint of its end', async () => {
    const npz = await read(await exported('npz', 'out/weights.npz'));
    const names = valueOf(listZip(npz, { path: 'weights.npz', configPath: '' })).map(
      ({ name }) => name,
    );
    assert.ok(names.includes('encoder.hidden0.kernel.npy'), names.join());
    const folder = await exported('tfjs', 'out/model');
    for (const part of ['encoder', 'decoder']) {
      const json = JSON.parse(await textOf(Uri.joinPath(folder, part, 'model.json'))) as {
        readonly format: string;
      };
      assert.equal(json.format, 'layers-model');
    }
  });

  it('is exported as pictures of its charts, which the trainer panel draws', async () => {
    const folder = await exported('png', 'out/charts');
    const files = (await workspace.fs.readDirectory(folder)).map(([name]) => name).toSorted();
    assert.deepEqual(files, [
      'beta.png',
      'data-and-reconstruction.png',
      'kl-per-dimension.png',
      'latent-means.png',
      'terms.png',
    ]);
    const terms = await read(inWorkspace('out/charts/terms.png'));
    const { width, height } = valueOf(
      decodePng(terms, { path: 'terms.png', configPath: '' }, 2 ** 28),
    );
    assert.ok(width > 300 && height > 200, `${width} x ${height}`);
  });

  it('that is not there, or a form nobody wrote, exports nothing', async () => {
    const to = inWorkspace('out/nothing').toString();
    assert.equal(await runCommand('elboLens.exportRun', { run: 'gone', as: 'csv', to }), false);
    assert.equal(await runCommand('elboLens.exportRun', { run: run.id, as: 'doc', to }), false);
  });
});

describe('runs that are compared', () => {
  const tab = (): Tab | undefined =>
    window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .find(({ label }) => label.startsWith('Compare: '));

  it('open in a tab that counts those that are there', async () => {
    await activated();
    const uri = await writeFile('compared.elbo.yaml', smallConfig());
    const first = await reached(await begin(uri), 'finished');
    const second = await reached(await begin(uri), 'finished');
    await runCommand('elboLens.compareRuns', [first.id, second.id, 'gone']);
    const opened = await eventually('the tab', () => tab());
    assert.equal(opened.label, 'Compare: 2 runs');
    await window.tabGroups.close(opened);
  });
});
