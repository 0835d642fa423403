// Launcher three: a workbench without a server; the suite runs in the web worker host, on files in memory.

import type { SuiteResult } from '../suite.ts';
import { runSuitePage } from '../suitePage.ts';
import { startWebWorkbench } from './server.ts';

export async function runInWebHost(request: {
  /** Relative to the repository. */
  readonly suite: string;
  readonly folder: string;
  /** Only tests whose title matches. */
  readonly only?: string;
  readonly onLine: (line: string) => void;
}): Promise<SuiteResult> {
  const { folder, suite, only, onLine } = request;
  const workbench = await startWebWorkbench({
    folder,
    suite,
    ...(only === undefined ? {} : { onlyTests: only }),
  });
  try {
    return await runSuitePage({ address: workbench.address, onLine });
  } finally {
    await workbench.stop();
  }
}
