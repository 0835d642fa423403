// The pages about densities and models in a real Chromium under the real content security policy: their numbers, their
// keys, what they say of bad input, and what they keep.

import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { startHarness, type Harness, type LoadedPage } from '../../scripts/gallery/pageHarness.ts';
import { themes, type ThemeName } from '../../scripts/gallery/themes.ts';
import type { PageParameters } from '../../src/protocol/explain.ts';
import { assertClose } from '../support/numbers.ts';
import { checkAccessible, overflowOf } from './support/axe.ts';

type Kind = 'density' | 'model';
type Loaded = LoadedPage<Kind>;

describe('the pages about densities and models', function () {
  this.timeout(60_000);
  let harness: Harness;
  const pages: Loaded[] = [];

  before(async () => {
    harness = await startHarness();
  });
  after(() => harness.close());
  afterEach(async () => {
    const complaints = await Promise.all(pages.map((loaded) => loaded.complaints()));
    await Promise.all(pages.splice(0).map(({ page }) => page.close()));
    assert.deepEqual(complaints.flat(), [], 'the page broke its security policy or threw');
  });

  const drawn = ({ page }: Loaded): Promise<unknown> =>
    page.evaluate(
      'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))',
    );

  const open = async (
    kind: Kind,
    parameters: PageParameters = {},
    { theme = 'dark', width = 1000 }: { theme?: ThemeName; width?: number } = {},
  ): Promise<Loaded> => {
    const loaded = await harness.open({ kind, theme, width, height: 800 });
    pages.push(loaded);
    await loaded.painted();
    await loaded.send(`{ type: 'parametersShown', parameters: ${JSON.stringify(parameters)} }`);
    await drawn(loaded);
    return loaded;
  };

  const number = ({ page }: Loaded, id: string): Promise<number> =>
    page.getByTestId(id).getAttribute('data-value').then(Number);

  for (const theme of Object.keys(themes) as ThemeName[]) {
    it(`have nothing serious against them for accessibility: ${theme}`, async () => {
      const density = await open('density', {}, { theme });
      for (const question of ['negative', 'levels', 'bce', 'units']) {
        await density.page.getByTestId(`ask-${question}`).click();
        await drawn(density);
        await checkAccessible(density);
      }
      await checkAccessible(await open('model', {}, { theme }));
    });
  }

  for (const kind of ['density', 'model'] as const) {
    it(`are never wider than their window: ${kind}`, async () => {
      const loaded = await open(kind);
      for (const width of [300, 480, 758, 900, 1400]) {
        await loaded.page.setViewportSize({ width, height: 800 });
        await drawn(loaded);
        assert.equal(await overflowOf(loaded), 0, `at ${width} px`);
      }
    });
  }

  it('print the density and the probability of an interval, which are not each other', async () => {
    const loaded = await open('density');
    // Of N(0.5, 0.1²) by SciPy: norm.pdf(0.55, 0.5, 0.1), norm.cdf(0.59, ...) - norm.cdf(0.51, ...).
    assertClose(await number(loaded, 'density'), 3.520653267642995, { relative: 1e-12 });
    assertClose(await number(loaded, 'probability'), 0.2761120373762115, { relative: 1e-10 });
    assert.ok((await number(loaded, 'loss')) < 0);
    assert.match(await loaded.page.getByTestId('reading').innerText(), /exceeds 1/u);
  });

  it('let the ratio go to 1 as the interval shrinks', async () => {
    const loaded = await open('density');
    const off: number[] = [];
    for (const width of ['0.32', '0.08', '0.02', '0.001']) {
      await loaded.page.fill('#width-field', width);
      await loaded.page.keyboard.press('Enter');
      await drawn(loaded);
      off.push(Math.abs((await number(loaded, 'ratio')) - 1));
    }
    assert.ok(
      off.every((one, at) => at === 0 || one < (off[at - 1] ?? 0)),
      off.join(' '),
    );
    assert.ok((off.at(-1) ?? 1) < 1e-4);
  });

  it('move log p by log 255 with the units, and no probability', async () => {
    const loaded = await open('density', { question: 'units' });
    assertClose(await number(loaded, 'units'), -Math.log(255), { relative: 1e-12 });
  });

  it('print the constant that cross-entropy leaves out', async () => {
    const loaded = await open('density', { question: 'bce', probs: 0.25 });
    assertClose(await number(loaded, 'constant'), (2 * Math.atanh(0.5)) / 0.5, { relative: 1e-9 });
  });

  it('move by keys, and refuse what is outside with a reason', async () => {
    const loaded = await open('density');
    const before = await number(loaded, 'density');
    await loaded.page.getByTestId('handle').focus();
    await loaded.page.keyboard.press('ArrowRight');
    await drawn(loaded);
    assert.notEqual(await number(loaded, 'density'), before);
    await loaded.page.fill('#knob-scale-field', '0');
    await loaded.page.keyboard.press('Enter');
    await drawn(loaded);
    assert.match(await loaded.page.getByRole('alert').innerText(), /must be above 0/u);
  });

  it('widen the interval by its ends, and move it by its middle', async () => {
    const loaded = await open('density');
    const drag = async (what: Locator, by: number): Promise<void> => {
      const box = await what.boundingBox();
      assert.ok(box);
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      await loaded.page.mouse.move(x, y);
      await loaded.page.mouse.down();
      await loaded.page.mouse.move(x + by, y, { steps: 4 });
      await loaded.page.mouse.up();
      await drawn(loaded);
    };
    const field = (id: string): Promise<number> =>
      loaded.page.locator(`#${id}-field`).inputValue().then(Number);
    const [x, width] = [await field('x'), await field('width')];
    await drag(loaded.page.getByTestId('end').last(), 60);
    assert.ok((await field('width')) > 2 * width, 'wider');
    assert.equal(await field('x'), x);
    const wide = await field('width');
    await drag(loaded.page.getByTestId('handle'), 40);
    assert.ok((await field('x')) > x, 'moved');
    assert.equal(await field('width'), wide);
  });

  it('say that x is outside the support', async () => {
    const loaded = await open('density', { family: 'beta', x: 1.5 });
    assert.match(await loaded.page.getByTestId('reading').innerText(), /outside the support/u);
  });

  it('integrate to 1 along x and to something else along z, w and σ', async () => {
    const loaded = await open('model');
    for (const along of ['w', 'sigma', 'z']) {
      await loaded.page.getByTestId('along').selectOption(along);
      await drawn(loaded);
      assertClose(await number(loaded, 'along-x'), 1, { absolute: 1e-10 });
      assert.ok(Math.abs((await number(loaded, 'across')) - 1) > 0.05, along);
    }
    await checkAccessible(loaded);
    assert.doesNotMatch(await loaded.page.locator('body').innerText(), /=>/u, 'words, not code');
    await loaded.page.getByTestId('handle').focus();
    const before = await number(loaded, 'value');
    await loaded.page.keyboard.press('Shift+ArrowUp');
    await drawn(loaded);
    assert.notEqual(await number(loaded, 'value'), before);
    await loaded.page.fill('#sigma-field', '0');
    await loaded.page.keyboard.press('Enter');
    await drawn(loaded);
    assert.match(await loaded.page.getByRole('alert').innerText(), /no density, only a point/u);
  });

  it('draw counts as cells, and say which x a family has', async () => {
    const loaded = await open('model', { family: 'bernoulli' });
    assertClose(await number(loaded, 'along-x'), 1, { absolute: 1e-12 });
    assert.ok((await loaded.page.locator('.cell').count()) > 100);
    await loaded.page.fill('#x-field', '0.5');
    await loaded.page.keyboard.press('Enter');
    await drawn(loaded);
    assert.match(await loaded.page.getByRole('alert').innerText(), /x is 0 or 1/u);
    await loaded.page.getByTestId('family').selectOption('poisson');
    await drawn(loaded);
    assertClose(await number(loaded, 'along-x'), 1, { absolute: 1e-12 });
    await checkAccessible(loaded);
  });

  it('are as they were after a reload', async () => {
    const loaded = await open('density', { family: 'laplace', x: 0.4 });
    await loaded.page.waitForTimeout(400);
    await loaded.reload();
    await drawn(loaded);
    assert.equal(await loaded.page.getByTestId('family').inputValue(), 'laplace');
    assert.equal(await loaded.page.locator('#x-field').inputValue(), '0.4');
  });

  it('say that a ratio is not defined where there is no density', async () => {
    const loaded = await open('density', { family: 'beta', x: 1.5 });
    assert.doesNotMatch(
      await loaded.page.locator('body').innerText(),
      /NaN|goes to 0 and the ratio/u,
    );
  });

  it('compare grey levels for a Gaussian, and say so for others', async () => {
    const loaded = await open('density', { question: 'levels' });
    await loaded.page.getByTestId('levels').waitFor();
    await loaded.page.getByTestId('family').selectOption('poisson');
    await drawn(loaded);
    assert.match(await loaded.page.getByTestId('levels-why').innerText(), /for a Gaussian/u);
    assert.equal(await loaded.page.getByTestId('levels').count(), 0);
  });

  it('draw the same samples again, and say how far a bar may be off', async () => {
    const loaded = await open('density', { samples: 1, seed: 7 });
    const said = await loaded.page.getByTestId('bar').innerText();
    const [share = 0, probability = 0] = [...said.matchAll(/0\.\d+/gu)].map(Number);
    const error = Math.sqrt((probability * (1 - probability)) / 4000);
    assert.ok(probability > 0 && Math.abs(share - probability) < 4 * error, said);
    await loaded.page.waitForTimeout(400);
    await loaded.reload();
    await drawn(loaded);
    assert.equal(await loaded.page.getByTestId('bar').innerText(), said);
  });

  it('keep a model over a reload, and save it', async () => {
    const loaded = await open('model', { family: 'poisson', x: 4, z: 1.2 });
    await loaded.page.waitForTimeout(400);
    await loaded.reload();
    await drawn(loaded);
    assert.equal(await loaded.page.getByTestId('family').inputValue(), 'poisson');
    assert.equal(await loaded.page.locator('#x-field').inputValue(), '4');
    await loaded.page.getByTestId('save-model-svg').click();
    await loaded.until(`sent.some(({ type }) => type === 'saveWished')`);
  });

  it('save their figures', async () => {
    const loaded = await open('density');
    await loaded.page.getByTestId('save-density-svg').click();
    await loaded.until(`sent.some(({ type }) => type === 'saveWished')`);
    const saved = (await loaded.sent()).find((message) => message.type === 'saveWished');
    assert.ok(saved?.type === 'saveWished' && saved.name === 'elbo-density.svg');
  });
});
