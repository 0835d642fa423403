// The suites in the web worker host, where there are neither files nor an environment: what to run is a file of the
// memory the workspace is in, and the counts are said.

import { workspace } from 'vscode';
import { onlyTestsAt, sayResult } from '../../scripts/editor/suite.ts';
import { runSuites } from './suites.ts';

export async function run(): Promise<void> {
  const counts = await runSuites(await only());
  sayResult(counts);
  if (counts.failed > 0) throw new Error(`${counts.failed} failed`);
}

async function only(): Promise<string | undefined> {
  try {
    const folder = workspace.workspaceFolders?.[0]?.uri;
    const bytes = folder && (await workspace.fs.readFile(folder.with({ path: onlyTestsAt })));
    return bytes && new TextDecoder().decode(bytes);
  } catch {
    // There is no such file: everything is run.
    return undefined;
  }
}
