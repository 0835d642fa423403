// Launcher one: the VS Code inside code-server, in a headless Chromium; the suite runs in its Node host.

import type { Page } from 'playwright-core';
import { startEditorServer } from './server.ts';
import type { SuiteRequest, SuiteResult } from './suite.ts';
import { runSuitePage } from './suitePage.ts';

/** Runs a suite; `onPage` gets the workbench's page as soon as it is open, for pictures. */
export async function runInCodeServer(
  request: SuiteRequest & { readonly onPage?: (page: Page) => void },
): Promise<SuiteResult> {
  const { environment, folder, suite, ...page } = request;
  const server = await startEditorServer(environment === undefined ? {} : { environment });
  try {
    const address = server.address({ folder, suite });
    return await runSuitePage({ ...page, address, log: () => server.log() });
  } finally {
    await server.stop();
  }
}
