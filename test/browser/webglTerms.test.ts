// Terms and gradients on WebGL against float64, in a real Chromium.

import assert from 'node:assert/strict';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../scripts/editor/browser.ts';
import type { TermErrorsPage } from '../training/support/termErrorsPage.ts';

describe('Formulas as tensors on WebGL', function () {
  this.timeout(120_000);
  let browser: Browser;

  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());

  it('agree with float64 to 5e-6 of the value and 1e-7 nats per element, gradients too', async () => {
    const bundle = await build({
      entryPoints: ['test/training/support/termErrorsPage.ts'],
      bundle: true,
      write: false,
      format: 'iife',
      platform: 'browser',
      logLevel: 'silent',
    });
    const page = await browser.newPage();
    await page.addScriptTag({ content: bundle.outputFiles[0]?.text ?? '' });
    const errors = await page.evaluate(() =>
      (globalThis as unknown as TermErrorsPage).termErrorsOnWebgl(5e-6),
    );
    assert.ok(errors.length > 30);
    assert.deepEqual(
      errors.filter(({ excess }) => !(excess <= 1)),
      [],
    );
  });
});
