// Launcher one: the VS Code inside code-server, in a headless Chromium; the suite runs in its Node host.

import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startEditorServer } from './server.ts';
import { restrictedSettings } from './settings.ts';
import type { SuiteRequest, SuiteResult } from './suite.ts';
import { runSuitePage } from './suitePage.ts';

/** Runs a suite; `onPage` gets the workbench's page as soon as it is open, for pictures. */
export async function runInCodeServer(
  request: SuiteRequest & { readonly onPage?: (page: Page) => void },
): Promise<SuiteResult> {
  const { environment, folder, suite, workspaceFile, ...page } = request;
  const server = await startEditorServer({
    ...(environment === undefined ? {} : { environment }),
    ...(workspaceFile === undefined ? {} : { settings: restrictedSettings }),
  });
  try {
    const address = server.address({
      suite,
      ...(workspaceFile === undefined
        ? { folder }
        : { workspaceFile: join(folder, workspaceFile) }),
    });
    return await runSuitePage({ ...page, address, log: () => server.log() });
  } finally {
    await server.stop();
  }
}
