// Check Workspace: reads every Python, TypeScript and JavaScript file of the workspace and lists what rules find, with
// progress; what was found until somebody stops it stays.

import { commands, ProgressLocation, window, workspace } from 'vscode';
import type { CancellationToken, Progress } from 'vscode';
import { findFiles } from '../findFiles.ts';
import { diagnosticsOf } from '../findings/codeDiagnostics.ts';
import type { Command, Services } from '../services.ts';

const wanted = {
  glob: '**/*.{py,ts,tsx,mts,cts,js,jsx,mjs,cjs}',
  matches: (path: string): boolean => /\.(?:py|[mc]?[tj]s|[tj]sx)$/u.test(path),
  skipped: [
    'node_modules',
    '.git',
    'dist',
    'build',
    'site-packages',
    '.venv',
    'venv',
    'env',
    '__pycache__',
  ],
  limit: 20_000,
  patienceMs: 8000,
};

interface Count {
  files: number;
  findings: number;
}

export const checkWorkspace: Command = async (services) => {
  if (!workspace.workspaceFolders) {
    void window.showInformationMessage('Open a folder: there is no workspace to check.');
    return;
  }
  const count: Count = { files: 0, findings: 0 };
  const isWhole = await window.withProgress(
    { location: ProgressLocation.Notification, title: 'Checking loss code', cancellable: true },
    (progress, token) => checkAll(services, progress, token, count),
  );
  const found = `${count.findings} ${count.findings === 1 ? 'finding' : 'findings'} in ${count.files} files`;
  const text = isWhole ? `${found}.` : `Stopped: ${found} until then.`;
  const open = 'Show Problems';
  const choice = await window.showInformationMessage(text, ...(count.findings > 0 ? [open] : []));
  if (choice === open) await commands.executeCommand('workbench.actions.view.problems');
};

async function checkAll(
  { code, findings, diagnostics }: Services,
  progress: Progress<{ message: string; increment: number }>,
  token: CancellationToken,
  count: Count,
): Promise<boolean> {
  const uris = await findFiles(wanted);
  for (const uri of uris) {
    if (token.isCancellationRequested) return false;
    progress.report({ message: workspace.asRelativePath(uri), increment: 100 / uris.length });
    const document = await workspace.openTextDocument(uri);
    if (!code.isCode(document)) continue;
    const found = await findings.in(document);
    count.files += 1;
    if (!found) continue;
    const all = diagnosticsOf(document, found.findings, found.code);
    count.findings += all.length;
    diagnostics.show(uri, all);
  }
  return true;
}
