// The stages that run `test/integration` inside a VS Code: in the Node host by the launcher that this machine allows, and
// in the web worker host.

import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
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

/** What is open: the examples, or two folders that nobody trusts. */
type Opened = 'examples' | 'restricted folders';

export function insideEditorStage(editor: EditorChoice, opened: Opened = 'examples'): Stage {
  return {
    name: named(editor, opened),
    async run(): Promise<Counts> {
      const scratch = scratchFolder('integration');
      const result = join(scratch, 'result.json');
      const request: SuiteRequest = {
        suite: inRepository('dist', 'test', 'suite.cjs'),
        ...(await open(opened)),
        environment: { [suiteResultVariable]: result },
        onLine: (line) => console.log(line),
      };
      const { exitCode } = await launch(editor, request);
      if (!existsSync(result)) throw noResult(exitCode);
      return JSON.parse(await readFile(result, 'utf8')) as Counts;
    },
  };
}

export function insideWebHostStage(opened: Opened = 'examples'): Stage {
  return {
    name: named('web worker host', opened),
    async run(): Promise<Counts> {
      let counts: Counts | undefined;
      const { exitCode } = await runInWebHost({
        suite: 'dist/test/webSuite.cjs',
        ...(await open(opened)),
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
}

const named = (where: string, opened: Opened): string =>
  `inside VS Code (${where}${opened === 'examples' ? '' : `, ${opened}`})`;

async function open(opened: Opened): Promise<Pick<SuiteRequest, 'folder' | 'workspaceFile'>> {
  const folder = scratchFolder('workspace');
  if (opened === 'examples') {
    await cp(inRepository('examples'), folder, { recursive: true });
    return { folder };
  }
  const folders = ['first', 'second'];
  for (const name of folders) {
    await mkdir(join(folder, name));
    await writeFile(join(folder, name, 'README.md'), `The ${name} of two folders.\n`);
  }
  const workspaceFile = 'two-folders.code-workspace';
  const workspace = { folders: folders.map((path) => ({ path })) };
  await writeFile(join(folder, workspaceFile), JSON.stringify(workspace));
  return { folder, workspaceFile };
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
