// Opens the examples in the VS Code of this machine, with the extension from this folder.

import { runCommand } from '../children.ts';
import { findOnPath } from '../editor/chromium.ts';
import { inRepository, repository } from '../paths.ts';

/** The program of a VS Code: what ELBO_VSCODE names, else `code` on PATH. */
export function findVsCode(environment: NodeJS.ProcessEnv): string | undefined {
  const named = environment['ELBO_VSCODE'];
  return named === undefined || named === '' ? findOnPath(['code'], environment) : named;
}

/** False if there is no VS Code, or it did not open. */
export async function openInVsCode(): Promise<boolean> {
  const program = findVsCode(process.env);
  if (program === undefined) return false;
  console.log(`Opening the examples with ELBO Lens in ${program}.`);
  const { code } = await runCommand(
    program,
    ['--new-window', `--extensionDevelopmentPath=${repository}`, inRepository('examples')],
    { shell: process.platform === 'win32' },
  );
  if (code !== 0) console.log(`It ended with exit code ${code}; serving the workbench instead.`);
  return code === 0;
}
