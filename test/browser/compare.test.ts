// The page that compares: what it prints, what a person can do at it, and the pictures it draws of its charts.

import assert from 'node:assert/strict';
import { syntheticComparisons, syntheticRuns } from '../../scripts/gallery/syntheticRuns.ts';
import { decodePng } from '../../src/data/formats/png.ts';
import { formatNats, withSign } from '../../src/elbo/format.ts';
import { lossesOf } from '../../src/elbo/losses.ts';
import type { RunSnapshot } from '../../src/protocol/run.ts';
import type { LoadedPage } from '../../scripts/gallery/pageHarness.ts';
import { valueOf } from '../data/idxFiles.ts';
import { pagesOfSuite, sentOf } from './support/pages.ts';

/** Bytes travel from the page as lists. */
async function drawn(loaded: LoadedPage): Promise<ReadonlyMap<string, Uint8Array>> {
  await loaded.until(`sent.some(({ type }) => type === 'chartsDrawn')`);
  const files: readonly (readonly [string, readonly number[]])[] = await loaded.page.evaluate(
    `sent.find(({ type }) => type === 'chartsDrawn').files.map(({ path, bytes }) => [path, [...bytes]])`,
  );
  return new Map(files.map(([path, bytes]) => [path, Uint8Array.from(bytes)]));
}

const lastLosses = ({ evaluations }: RunSnapshot) => {
  const validation = evaluations.at(-1)?.validation;
  assert.ok(validation);
  return lossesOf(validation);
};

describe('the page that compares', function () {
  this.timeout(60_000);
  const pages = pagesOfSuite();

  it('prints the last evaluations of both runs and what lies between them', async () => {
    const loaded = await pages.compare('two');
    const [a, b] = syntheticComparisons.two().map(lastLosses);
    assert.ok(a && b);
    const cell = async (term: string, run: string): Promise<string> =>
      (await loaded.page.locator(`[data-term=${term}][data-run=${run}]`).innerText()).trim();
    for (const term of ['total', 'reconstruction', 'kl'] as const) {
      assert.equal(await cell(term, 'A'), formatNats(a[term]));
      assert.equal(await cell(term, 'B'), formatNats(b[term]));
      assert.equal(await cell(term, 'difference'), withSign(formatNats(b[term] - a[term])));
    }
    const verdict = await loaded.page.getByTestId('verdict').innerText();
    assert.match(verdict, /B pays 37\.2 nats of reconstruction to save 16\.6 nats of KL/);
    assert.match(verdict, /20\.6 nats worse/);
  });

  it('lists the settings that differ, and all of them when asked', async () => {
    const loaded = await pages.compare('two');
    const paths = (): Promise<string[]> =>
      loaded.page.locator('[data-testid=settings] tbody code').allInnerTexts();
    assert.deepEqual(await paths(), ['objective.kind', 'objective.beta']);
    await loaded.page.getByTestId('all-settings').click();
    await loaded.page.waitForTimeout(100);
    assert.ok((await paths()).includes('training.learningRate'));
  });

  it('says that losses do not compare where the data differ, and subtracts nothing', async () => {
    const loaded = await pages.compare('differentData');
    assert.match(await loaded.page.getByTestId('verdict').innerText(), /different data/);
    const differences = await loaded.page.locator('[data-run=difference]').allInnerTexts();
    assert.deepEqual(
      differences.map((text) => text.trim()),
      ['', '', ''],
    );
    assert.equal(await loaded.page.getByTestId('rate').count(), 0);
  });

  it('draws the term that is chosen, and prints it where its cursor stands', async () => {
    const loaded = await pages.compare('many');
    assert.equal(await loaded.page.locator('[data-chart=all-runs] path.edge.total').count(), 5);
    await loaded.page.getByTestId('term-kl').check();
    await loaded.page.locator('[data-chart=all-runs] path.edge.kl').first().waitFor();
    assert.equal(await loaded.page.locator('[data-chart=all-runs] path.edge.kl').count(), 5);
    await loaded.page.locator('[data-chart=all-runs]').focus();
    await loaded.page.keyboard.press('End');
    await loaded.until(
      `document.querySelector('[data-testid=overlay] .cursor-line').textContent.includes('Step 2\\u202f840')`,
    );
  });

  it('follows a run that trains', async () => {
    const loaded = await pages.compare('many');
    await loaded.send(
      `{ type: 'runChanged', runId: 'd', elapsedMs: 1, live: true, events: gallery.nextSteps(600, 700) }`,
    );
    await loaded.until(
      `document.querySelector('[data-testid=compared-D] .unit').textContent.includes('700 steps')`,
    );
  });

  it('offers to choose runs where there are none, and leaves with the editor what it shows', async () => {
    const empty = await pages.open('compare');
    await empty.send(`{ type: 'comparisonShown', runs: [] }`);
    await empty.page.getByTestId('choose-runs').click();
    assert.deepEqual(
      (await sentOf(empty, 'commandWished')).map(({ command }) => command),
      ['elboLens.compareRuns'],
    );
    const loaded = await pages.compare('two');
    assert.deepEqual(await loaded.page.evaluate('remembered'), { runs: ['a', 'b'] });
  });

  it('draws its charts as PNG pictures in the colours of the theme, tables or not', async () => {
    const loaded = await pages.compare('two', { theme: 'light' });
    await loaded.page.getByTestId('overlay-table').click();
    await loaded.page.getByTestId('export').click();
    const files = await drawn(loaded);
    assert.deepEqual(
      [...files.keys()],
      [
        'all-runs',
        'terms-A',
        'kl-per-dimension-A',
        'terms-B',
        'kl-per-dimension-B',
        'same-data',
        'rate-distortion',
      ].map((name) => `${name}.png`),
    );
    for (const [path, bytes] of files) checkPicture(path, bytes, [255, 255, 255]);
    assert.equal(await loaded.page.locator('elbo-data-grid').count(), 1, 'the table is back');
  });
});

describe('the trainer page', function () {
  this.timeout(60_000);
  const pages = pagesOfSuite();

  it('draws its charts when the host asks', async () => {
    const loaded = await pages.show('trainer', 'training');
    await loaded.send(`{ type: 'chartsRequested' }`);
    const files = await drawn(loaded);
    assert.deepEqual(
      [...files.keys()],
      [
        'terms',
        'beta',
        'latent-means',
        'samples',
        'kl-per-dimension',
        'data-and-reconstruction-1',
        'data-and-reconstruction-2',
      ].map((name) => `${name}.png`),
    );
    for (const [path, bytes] of files) checkPicture(path, bytes, [31, 31, 31]);
  });

  it('asks for the export of its run', async () => {
    const loaded = await pages.show('trainer', 'finished');
    await loaded.page.getByTestId('export-run').click();
    assert.deepEqual(
      (await sentOf(loaded, 'commandWished')).map(({ command, argument }) => [command, argument]),
      [['elboLens.exportRun', syntheticRuns.finished().id]],
    );
    const early = await pages.show('trainer', 'preparing');
    assert.notEqual(await early.page.getByTestId('export-run').getAttribute('disabled'), null);
  });
});

/** A whole PNG on the page's ground, with something drawn on it. */
function checkPicture(path: string, file: Uint8Array, ground: readonly number[]): void {
  const {
    width,
    height,
    channels,
    bytes: values,
  } = valueOf(decodePng(file, { path, configPath: '' }, 2 ** 28));
  assert.ok(width > 100 && height > 40, `${path}: ${width} x ${height}`);
  assert.deepEqual([...values.subarray(0, 3)], ground, path);
  let others = 0;
  for (let at = 0; at < values.length; at += channels) {
    if (ground.some((value, i) => values[at + i] !== value)) others += 1;
  }
  assert.ok(others > 200, `${path}: ${others} pixels differ from the ground`);
}
