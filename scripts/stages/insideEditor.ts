// The stage that runs `test/integration` inside a VS Code, by the launcher that this machine allows.

import { existsSync } from 'node:fs';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runInCodeServer } from '../editor/codeServer.ts';
import { runInElectron } from '../editor/electron.ts';
import { suiteResultVariable, type SuiteRequest } from '../editor/suite.ts';
import { inRepository, scratchFolder } from '../paths.ts';
import type { Counts, Stage } from './stage.ts';

export type EditorChoice = 'code-server' | 'electron';

export function insideEditorStage(editor: EditorChoice): Stage {
  return {
    name: `inside VS Code (${editor})`,
    async run(): Promise<Counts> {
      const scratch = scratchFolder('integration');
      const folder = join(scratch, 'workspace');
      await cp(inRepository('examples'), folder, { recursive: true });
      const result = join(scratch, 'result.json');
      const request: SuiteRequest = {
        suite: inRepository('dist', 'test', 'suite.cjs'),
        folder,
        environment: { [suiteResultVariable]: result },
        onLine: (line) => console.log(line),
      };
      const { exitCode } = await launch(editor, request);
      if (!existsSync(result)) {
        throw new Error(`The suite left no result; the editor ended with exit code ${exitCode}.`);
      }
      return JSON.parse(await readFile(result, 'utf8')) as Counts;
    },
  };
}

function launch(
  editor: EditorChoice,
  request: SuiteRequest,
): Promise<{ readonly exitCode: number }> {
  const executable = process.env['ELBO_VSCODE'];
  return editor === 'code-server'
    ? runInCodeServer(request)
    : runInElectron({ ...request, ...(executable === undefined ? {} : { executable }) });
}
