// The page about the expectation in a real Chromium under the real content security policy: its numbers, its controls,
// what it says of bad input, and what it saves.

import assert from 'node:assert/strict';
import { startHarness, type Harness, type LoadedPage } from '../../scripts/gallery/pageHarness.ts';
import { themes, type ThemeName } from '../../scripts/gallery/themes.ts';
import { expectationOf } from '../../src/elbo/expectation/expectation.ts';
import { formatCheck } from '../../src/elbo/format.ts';
import type { PageParameters } from '../../src/protocol/explain.ts';
import {
  encoderIn,
  initialState,
  modelIn,
  withParameters,
} from '../../src/webview/explain/expectation/state.ts';
import { assertClose } from '../support/numbers.ts';
import { checkAccessible, overflowOf } from './support/axe.ts';

/** Browsers and Node differ in the last digit of tanh. */
const close = { relative: 1e-12 };

type Loaded = LoadedPage<'expectation'>;

describe('the page about the expectation', function () {
  this.timeout(60_000);
  let harness: Harness;
  const pages: Loaded[] = [];

  before(async () => {
    harness = await startHarness();
  });
  after(() => harness.close());
  afterEach(async () => {
    const complaints = await Promise.all(pages.map((loaded) => loaded.complaints()));
    const sent = (await Promise.all(pages.map((loaded) => loaded.sent()))).flat();
    await Promise.all(pages.splice(0).map(({ page }) => page.close()));
    assert.deepEqual(complaints.flat(), [], 'the page broke its security policy or threw');
    assert.deepEqual(
      sent.filter(({ type }) => type === 'logged'),
      [],
    );
  });

  const open = async (
    parameters: PageParameters = {},
    { theme = 'dark', width = 1000 }: { theme?: ThemeName; width?: number } = {},
  ): Promise<Loaded> => {
    const loaded = await harness.open({ kind: 'expectation', theme, width, height: 800 });
    pages.push(loaded);
    await loaded.painted();
    if (Object.keys(parameters).length > 0) await show(loaded, parameters);
    return loaded;
  };

  const show = async (loaded: Loaded, parameters: PageParameters): Promise<void> => {
    await loaded.send(`{ type: 'parametersShown', parameters: ${JSON.stringify(parameters)} }`);
    await nextFrame(loaded);
  };

  const nextFrame = (loaded: Loaded): Promise<unknown> =>
    loaded.page.evaluate(
      'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))',
    );

  const integral = (loaded: Loaded): Promise<number> =>
    loaded.page.getByTestId('integral').getAttribute('data-value').then(Number);

  const expected = (parameters: PageParameters): number => {
    const state = withParameters(initialState, parameters);
    return expectationOf(modelIn(state), state.numbers.x, encoderIn(state)).value.mean;
  };

  for (const theme of Object.keys(themes) as ThemeName[]) {
    for (const latent of [1, 2]) {
      it(`has nothing serious against it for accessibility: ${theme}, d = ${latent}`, async () =>
        checkAccessible(await open({ latent }, { theme })));
    }
  }

  it('stays accessible when it is narrow, and where something is wrong', async () => {
    await checkAccessible(await open({}, { width: 320 }));
    await checkAccessible(
      await open({ family: 'bernoulli', x: 0.7, sigma: 0 }, { theme: 'light' }),
    );
  });

  for (const latent of [1, 2]) {
    it(`is never wider than its window, d = ${latent}`, async () => {
      const loaded = await open({ latent });
      for (const width of [280, 340, 480, 700, 807, 809, 1000, 1400]) {
        await loaded.page.setViewportSize({ width, height: 800 });
        await nextFrame(loaded);
        assert.equal(await overflowOf(loaded), 0, `at ${width} px`);
      }
    });
  }

  it('prints the integral, and opens at what a link says', async () => {
    const loaded = await open();
    assertClose(await integral(loaded), expected({}), close);
    for (const parameters of [
      { mu: -0.5, sigma: 0.2, x: 1.5 },
      { family: 'bernoulli', x: 1, decoder: 'linear' },
      { latent: 2, decoder: 'square', mu2: 0.3 },
    ]) {
      await show(loaded, parameters);
      const value = expected(parameters);
      assertClose(await integral(loaded), value, close);
      assert.equal(
        (await loaded.page.getByTestId('integral').innerText()).trim(),
        formatCheck(value),
      );
      const spoken = await loaded.page
        .getByTestId('figure-expectation')
        .locator('svg')
        .getAttribute('aria-label');
      assert.ok(spoken?.includes(formatCheck(value)), spoken ?? '');
    }
  });

  it('follows the keyboard: a slider by its arrows, Shift ten times as far, a field by Enter', async () => {
    const loaded = await open();
    const slider = loaded.page.getByTestId('mu');
    const field = loaded.page.getByTestId('mu-field');
    await slider.focus();
    await slider.press('ArrowRight');
    await nextFrame(loaded);
    const step = Number(await field.inputValue()) - 0.6;
    assert.ok(step > 0 && step < 0.02, String(step));
    await slider.press('Shift+ArrowRight');
    await nextFrame(loaded);
    assert.ok(Number(await field.inputValue()) - 0.6 > 5 * step);
    await field.fill('-1.25');
    await field.press('Enter');
    await nextFrame(loaded);
    assertClose(await integral(loaded), expected({ mu: -1.25 }), close);
  });

  it('draws again with the next seed: averages change, the integral does not', async () => {
    const loaded = await open();
    const value = await integral(loaded);
    const average = loaded.page.locator('tr[data-count="16"] td').first();
    const before = await average.getAttribute('data-value');
    await loaded.page.getByTestId('draw-again').click();
    await nextFrame(loaded);
    assert.equal(await loaded.page.getByTestId('seed').innerText(), 'Seed 12');
    assert.notEqual(await average.getAttribute('data-value'), before);
    assertClose(await integral(loaded), value, close);
  });

  it('says what a sigma of 0 is, and keeps the last figures', async () => {
    const loaded = await open();
    const field = loaded.page.getByTestId('sigma-field');
    await field.fill('0');
    await field.press('Enter');
    await nextFrame(loaded);
    assert.match(await loaded.page.getByRole('alert').innerText(), /σ must be above 0; 0 is not/u);
    assert.match(await loaded.page.getByTestId('note').innerText(), /single point z = μ.*nats/su);
    assertClose(await integral(loaded), expected({}), close);
    await field.fill('0.4');
    await field.press('Enter');
    await nextFrame(loaded);
    assert.equal(await loaded.page.getByRole('alert').count(), 0);
    assertClose(await integral(loaded), expected({ sigma: 0.4 }), close);
  });

  it('shows q where x is outside the support, and mends it by a button', async () => {
    const loaded = await open({ family: 'bernoulli', x: 0.7 });
    assert.match(await loaded.page.getByTestId('outside').innerText(), /Bernoulli.*0\.70/su);
    assert.equal(await loaded.page.getByTestId('figure-expectation').count(), 1);
    assert.equal(await loaded.page.getByTestId('integral').count(), 0);
    await loaded.page.getByTestId('use-nearest').click();
    await nextFrame(loaded);
    assertClose(await integral(loaded), expected({ family: 'bernoulli', x: 1 }), close);
  });

  it('shows of a link what it can, and says what it cannot', async () => {
    const loaded = await open({ family: 'gausian', mu: 'far', sigma: 0.3 });
    const text = await loaded.page.getByTestId('note').first().innerText();
    assert.match(text, /does not know family = gausian/u);
    assert.match(
      await loaded.page.getByRole('alert').innerText(),
      /μ must be a number; far is not/u,
    );
    assertClose(await integral(loaded), expected({ sigma: 0.3 }), close);
  });

  it('is as it was after a reload', async () => {
    const loaded = await open({ family: 'laplace', mu: 1.5, latent: 2, parameter: 'sigma' });
    const value = await integral(loaded);
    await loaded.until(`(sessionStorage.getItem('state') ?? '').includes('laplace')`);
    await loaded.page.reload();
    await loaded.painted();
    assertClose(await integral(loaded), value, close);
    assert.equal(
      await loaded.page.getByTestId('gradient-sigma').getAttribute('aria-pressed'),
      'true',
    );
  });

  it('saves each figure as an SVG that stands by itself, and as a PNG', async () => {
    const loaded = await open();
    for (const id of ['expectation', 'running-average', 'gradient', 'batches']) {
      await loaded.page.getByTestId(`save-${id}-svg`).click();
      await loaded.page.getByTestId(`save-${id}-png`).click();
    }
    await loaded.until(`sent.filter(({ type }) => type === 'saveWished').length === 8`);
    const saved: readonly (readonly [string, string])[] = await loaded.page.evaluate(
      `sent.filter(({ type }) => type === 'saveWished').map(({ name, bytes }) => [name, String.fromCharCode(...bytes.subarray(0, 60000))])`,
    );
    for (const [name, text] of saved) {
      if (name.endsWith('.png')) assert.ok(text.startsWith('\u0089PNG'), name);
      else {
        assert.match(text, /^<svg[^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/u, name);
        assert.doesNotMatch(text, /var\(|class=|NaN/u, name);
        // Dots are strokes of no length with round caps; the hatch belongs to high contrast.
        assert.doesNotMatch(text, /fill="url\(#/u, name);
        if (/expectation|batches/u.test(name)) assert.match(text, /stroke-linecap="round"/u, name);
      }
    }
    await loaded.send(`{ type: 'savedAs', name: 'elbo-gradient.svg' }`);
    await nextFrame(loaded);
    assert.equal(await loaded.page.getByTestId('saved').innerText(), 'Saved as elbo-gradient.svg');
  });
});
