// The stages that run `test/integration` inside a VS Code: in the Node host by the launcher that this machine allows, and
// in the web worker host.

import { existsSync } from 'node:fs';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runInCodeServer } from '../editor/codeServer.ts';
import { runInElectron } from '../editor/electron.ts';
import { resultIn, suiteResultVariable, type SuiteRequest } from '../editor/suite.ts';
import { runInWebHost } from '../editor/web/webHost.ts';
import { inRepository, scratchFolder } from '../paths.ts';
import type { Counts, Stage } from './stage.ts';

export type EditorChoice = 'code-server' | 'electron';

/** As `ELBO_LENS_GREP=word npm test`: only tests whose title matches. */
const only = process.env['ELBO_LENS_GREP'];

export function insideEditorStage(editor: EditorChoice): Stage {
  return {
    name: `inside VS Code (${editor})`,
    async run(): Promise<Counts> {
      const scratch = scratchFolder('integration');
      const result = join(scratch, 'result.json');
      const request: SuiteRequest = {
        suite: inRepository('dist', 'test', 'suite.cjs'),
        folder: await examplesIn(scratch),
        environment: { [suiteResultVariable]: result },
        onLine: (line) => console.log(line),
      };
      const { exitCode } = await launch(editor, request);
      if (!existsSync(result)) throw noResult(exitCode);
      return JSON.parse(await readFile(result, 'utf8')) as Counts;
    },
  };
}

export const insideWebHostStage: Stage = {
  name: 'inside VS Code (web worker host)',
  async run(): Promise<Counts> {
    let counts: Counts | undefined;
    const { exitCode } = await runInWebHost({
      suite: 'dist/test/webSuite.cjs',
      folder: inRepository('examples'),
      ...(only === undefined ? {} : { only }),
      onLine: (line) => {
        const said = resultIn(line);
        if (said) counts = said;
        else console.log(line);
      },
    });
    if (!counts) throw noResult(exitCode);
    return counts;
  },
};

async function examplesIn(scratch: string): Promise<string> {
  const folder = join(scratch, 'workspace');
  await cp(inRepository('examples'), folder, { recursive: true });
  return folder;
}

const noResult = (exitCode: number): Error =>
  new Error(`The suite left no result; the editor ended with exit code ${exitCode}.`);

function launch(
  editor: EditorChoice,
  request: SuiteRequest,
): Promise<{ readonly exitCode: number }> {
  const executable = process.env['ELBO_VSCODE'];
  return editor === 'code-server'
    ? runInCodeServer(request)
    : runInElectron({ ...request, ...(executable === undefined ? {} : { executable }) });
}
