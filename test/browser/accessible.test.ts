// Every view in every state it can show, and the main ones in every theme: axe finds nothing, nothing is wider than its
// window, and nobody who asked for less motion gets more.

import assert from 'node:assert/strict';
import { syntheticComparisons, syntheticRuns } from '../../scripts/gallery/syntheticRuns.ts';
import { themes, type ThemeName } from '../../scripts/gallery/themes.ts';
import { checkAccessible } from './support/axe.ts';
import { pagesOfSuite } from './support/pages.ts';

const themeNames = Object.keys(themes) as readonly ThemeName[];
const runNames = Object.keys(syntheticRuns) as readonly (keyof typeof syntheticRuns)[];
const comparisons = Object.keys(
  syntheticComparisons,
) as readonly (keyof typeof syntheticComparisons)[];

describe('Every view', function () {
  this.timeout(60_000);
  const pages = pagesOfSuite();

  for (const theme of themeNames) {
    for (const kind of ['dashboard', 'trainer'] as const) {
      for (const run of ['training', 'table', 'failed', 'stopped'] as const) {
        it(`has nothing against it for accessibility: ${kind}, ${run}, ${theme}`, async () =>
          checkAccessible(await pages.show(kind, run, { theme })));
      }
    }
    for (const runs of ['two', 'many'] as const) {
      it(`has nothing against it for accessibility: comparison, ${runs}, ${theme}`, async () =>
        checkAccessible(await pages.compare(runs, { theme })));
    }
  }

  for (const run of runNames) {
    it(`stays accessible at 200 px when a run is ${run}`, async () =>
      checkAccessible(await pages.show('dashboard', run, { width: 200 })));
  }
  for (const runs of comparisons) {
    it(`stays accessible when it compares ${runs}`, async () => {
      const loaded = await pages.open('compare');
      await loaded.send(
        `{ type: 'comparisonShown', runs: gallery.syntheticComparisons.${runs}() }`,
      );
      await loaded.until(`document.querySelector('h1') !== null`);
      await checkAccessible(loaded);
    });
  }

  it('stays accessible with every chart as a table', async () => {
    const loaded = await pages.show('trainer', 'table');
    for (const chart of ['stack', 'beta', 'latent', 'scatter', 'bars']) {
      await loaded.page.getByTestId(`${chart}-table`).click();
    }
    await loaded.page.waitForTimeout(150);
    assert.equal(await loaded.page.locator('elbo-data-grid').count(), 5);
    await checkAccessible(loaded);
    const compared = await pages.compare('many');
    for (const chart of ['overlay', 'stack', 'rate']) {
      await compared.page.getByTestId(`${chart}-table`).click();
    }
    await compared.page.getByTestId('all-settings').click();
    await compared.page.waitForTimeout(150);
    assert.equal(await compared.page.locator('svg.chart').count(), 0);
    await checkAccessible(compared);
  });

  for (const [kind, widths] of [
    ['dashboard', [200, 280, 320, 480]],
    ['trainer', [420, 700, 899, 901, 1200]],
  ] as const) {
    for (const run of runNames) {
      it(`is never wider than its window: ${kind}, ${run}`, async () =>
        checkWidths(await pages.show(kind, run), widths));
    }
    it(`is never wider than its window: ${kind}, no run`, async () => {
      const loaded = await pages.open(kind);
      const name = `${'a-long-name-'.repeat(5)}.elbo.yaml`;
      const config = `uri: 'file:///a', name: '${name}'`;
      await loaded.send(`{ type: 'runShown', run: null, configs: [{ ${config} }] }`);
      await checkWidths(loaded, widths);
      await loaded.send(
        `{ type: 'configRejected', rejection: { ${config}, problems: [{ line: 7, message: '${name}' }] } }`,
      );
      await checkWidths(loaded, widths);
    });
  }
  for (const runs of ['two', 'many', 'differentData'] as const) {
    it(`is never wider than its window: comparison, ${runs}`, async () =>
      checkWidths(await pages.compare(runs), [300, 480, 800, 1100, 1600]));
  }

  it('draws once a second for those who asked for less motion', async () => {
    const loaded = await pages.show('dashboard', 'training', { reducedMotion: true });
    await loaded.page.waitForTimeout(1100);
    const drawn = `document.querySelector('[data-testid=step]').dataset.value`;
    const seen: string[] = [await loaded.page.evaluate(drawn)];
    for (let step = 852; step < 870; step += 1) {
      await loaded.send(
        `{ type: 'runChanged', runId: 'image', elapsedMs: 1, live: true, events: gallery.nextSteps(${step}, ${step + 1}) }`,
      );
      await loaded.page.waitForTimeout(50);
      seen.push(await loaded.page.evaluate(drawn));
    }
    assert.ok(new Set(seen).size <= 3, seen.join());
  });

  it('animates nothing', async () => {
    for (const loaded of [await pages.show('trainer', 'training'), await pages.compare('many')]) {
      const moving: number = await loaded.page.evaluate('document.getAnimations().length');
      assert.equal(moving, 0);
    }
  });
});

async function checkWidths(
  { page }: Awaited<ReturnType<ReturnType<typeof pagesOfSuite>['open']>>,
  widths: readonly number[],
): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    await page.waitForTimeout(250);
    const overflow: number = await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    assert.equal(overflow, 0, `at ${width} px`);
  }
}
