// Our PNG reader against the browser's own, on pictures that other programs wrote.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../scripts/editor/browser.ts';
import { inRepository } from '../../scripts/paths.ts';
import { decodePng } from '../../src/data/formats/png.ts';

const pictures = ['docs/images/dark-dashboard.png', 'docs/images/hc-light-trainer.png'];

/** Runs in the page: the picture as the browser sees it, four bytes a pixel. */
async function pixelsInPage(base64: string): Promise<readonly number[]> {
  const response = await fetch(`data:image/png;base64,${base64}`);
  const bitmap = await createImageBitmap(await response.blob(), { colorSpaceConversion: 'none' });
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d');
  context?.drawImage(bitmap, 0, 0);
  return [...(context?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? [])];
}

describe('A PNG picture', function () {
  this.timeout(60_000);
  let browser: Browser;

  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());

  for (const path of pictures) {
    it(`has the pixels that the browser sees: ${path}`, async () => {
      const bytes = readFileSync(inRepository(path));
      const page = await browser.newPage();
      const expected = await page.evaluate(pixelsInPage, bytes.toString('base64'));
      await page.close();
      const decoded = decodePng(new Uint8Array(bytes), { path, configPath: '' }, 1e8);
      assert.ok('value' in decoded, JSON.stringify(decoded));
      assert.equal(decoded.value.channels, 3);
      const opaque = expected.filter((_, i) => i % 4 < 3);
      assert.ok(Buffer.from(opaque).equals(decoded.value.bytes));
    });
  }
});
