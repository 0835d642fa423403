// The headless Chromium that the tests and `npm start -- --headless` open the workbench in.

import { chromium, type Browser } from 'playwright-core';
import { provideChromium } from './chromium.ts';

/**
 * WebGL must exist without a GPU, so the software renderer is allowed; where there is a GPU Chromium still
 * prefers it. The sandbox cannot start for root.
 */
export async function launchBrowser(switches: readonly string[] = []): Promise<Browser> {
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({
    executablePath: await provideChromium(),
    args: [
      ...(isRoot ? ['--no-sandbox'] : []),
      '--enable-unsafe-swiftshader',
      '--ignore-gpu-blocklist',
      '--disable-dev-shm-usage',
      ...switches,
    ],
  });
}
