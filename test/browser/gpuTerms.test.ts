// Terms and gradients on WebGL and WebGPU against float64, in a real Chromium.

import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../scripts/editor/browser.ts';
import type { TermErrorsPage } from '../training/support/termErrorsPage.ts';
import { softwareWebgpu } from './support/trainerBrowser.ts';

describe('Formulas as tensors', function () {
  this.timeout(180_000);
  let browser: Browser;
  let server: Server;
  let script: string;

  before(async () => {
    browser = await launchBrowser(softwareWebgpu);
    const bundle = await build({
      entryPoints: ['test/training/support/termErrorsPage.ts'],
      bundle: true,
      write: false,
      format: 'iife',
      platform: 'browser',
      logLevel: 'silent',
    });
    script = bundle.outputFiles[0]?.text ?? '';
    // WebGPU is there for secure contexts only: localhost is one, an empty page is not.
    server = createServer((_, response) => response.end('<title>terms</title>'));
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
  });
  after(async () => {
    await browser.close();
    server.close();
  });

  for (const backend of ['webgl', 'webgpu'] as const) {
    it(`agree with float64 to 5e-6 of the value and 1e-7 nats per element on ${backend}, gradients too`, async () => {
      const page = await browser.newPage();
      const { port } = server.address() as AddressInfo;
      await page.goto(`http://127.0.0.1:${port}/`);
      await page.addScriptTag({ content: script });
      const errors = await page.evaluate(
        (name) => (globalThis as unknown as TermErrorsPage).termErrorsOn(name, 5e-6),
        backend,
      );
      await page.close();
      assert.ok(errors.length > 30);
      assert.deepEqual(
        errors.filter(({ excess }) => !(excess <= 1)),
        [],
      );
    });
  }
});
