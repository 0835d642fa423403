// Launcher two: a VS Code for the desktop, by @vscode/test-electron. Used where one is installed (ELBO_VSCODE
// names its program) or can be downloaded (`npm test -- --editor electron`).

import { runTests, TestRunFailedError } from '@vscode/test-electron';
import { join } from 'node:path';
import { repository, scratchFolder } from '../paths.ts';
import type { SuiteRequest, SuiteResult } from './suite.ts';

export async function runInElectron(
  request: SuiteRequest & { readonly executable?: string },
): Promise<SuiteResult> {
  const state = scratchFolder('electron');
  try {
    const exitCode = await runTests({
      ...(request.executable === undefined ? {} : { vscodeExecutablePath: request.executable }),
      extensionDevelopmentPath: repository,
      extensionTestsPath: request.suite,
      launchArgs: [
        request.folder,
        '--disable-extensions',
        '--disable-workspace-trust',
        '--skip-welcome',
        '--skip-release-notes',
        '--disable-updates',
        `--user-data-dir=${join(state, 'user')}`,
        `--extensions-dir=${join(state, 'extensions')}`,
      ],
      ...(request.environment === undefined ? {} : { extensionTestsEnv: request.environment }),
    });
    return { exitCode };
  } catch (error) {
    // A suite that fails is thrown as its exit code; anything else is this launcher's own trouble.
    if (!(error instanceof TestRunFailedError) || error.code === undefined) throw error;
    return { exitCode: error.code };
  }
}
