// Launcher three: a workbench without a server; the suite runs in the web worker host, on files in memory.

import { restrictedSettings } from '../settings.ts';
import type { SuiteResult } from '../suite.ts';
import { runSuitePage } from '../suitePage.ts';
import { startWebWorkbench } from './server.ts';

export async function runInWebHost(request: {
  /** Relative to the repository. */
  readonly suite: string;
  readonly folder: string;
  /** In the folder: a `.code-workspace` file to open instead, restricted. */
  readonly workspaceFile?: string;
  /** Only tests whose title matches. */
  readonly only?: string;
  readonly onLine: (line: string) => void;
}): Promise<SuiteResult> {
  const { folder, suite, only, workspaceFile, onLine } = request;
  const workbench = await startWebWorkbench({
    folder,
    suite,
    ...(workspaceFile === undefined ? {} : { workspaceFile, settings: restrictedSettings }),
    ...(only === undefined ? {} : { onlyTests: only }),
  });
  try {
    return await runSuitePage({ address: workbench.address, onLine });
  } finally {
    await workbench.stop();
  }
}
