// The VS Code server of the cached editor on 127.0.0.1, with the extension under development loaded into it.
// `server-main.js` is started directly: the `code-server` command does not know the flag below and would
// silently load no extension.

import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand, startChild, stopChild } from '../children.ts';
import { repository, scratchFolder } from '../paths.ts';
import { provideEditor, type CachedEditor } from './cache.ts';
import { calmSettings, type Settings } from './settings.ts';

export interface EditorServer {
  /** The address of the workbench on what is opened, with our extension, and with a test suite if one is named. */
  address(options: Opened & { readonly suite?: string }): string;
  /** Replaces the user's settings; an open workbench follows. */
  changeSettings(settings: Settings): Promise<void>;
  /** What the server has printed so far, for when something goes wrong. */
  log(): string;
  /** The exit code, once the server has ended by itself. */
  readonly ended: Promise<number>;
  stop(): Promise<void>;
}

/** Absolute paths: a folder, or a `.code-workspace` file. */
export type Opened = { readonly folder: string } | { readonly workspaceFile: string };

export async function startEditorServer(
  options: {
    readonly environment?: Readonly<Record<string, string>>;
    readonly settings?: Settings;
    /** A package to install, as people get it; without one the extension is this repository's. */
    readonly vsix?: string;
  } = {},
): Promise<EditorServer> {
  const editor = await provideEditor();
  const state = scratchFolder('editor');
  // The workbench reads application-wide settings from one and watches only the other.
  const scopes = ['User', 'Machine'].map((scope) => join(state, 'data', scope));
  for (const folder of scopes) await mkdir(folder, { recursive: true });
  const changeSettings = async (settings: Settings) => {
    const text = JSON.stringify({ ...calmSettings, ...settings }, null, 2);
    for (const folder of scopes) await writeFile(join(folder, 'settings.json'), text);
  };
  await changeSettings(options.settings ?? {});
  const { vsix } = options;
  if (vsix !== undefined) await install(editor, vsix, state);
  const token = randomBytes(16).toString('hex');
  const child = startChild(
    editor.node,
    [
      join(editor.vscode, 'out', 'server-main.js'),
      '--host=127.0.0.1',
      '--port=0',
      `--connection-token=${token}`,
      '--accept-server-license-terms',
      // A built workbench ignores the extension of the address unless this is set.
      '--enable-smoke-test-driver',
      `--server-data-dir=${state}`,
      '--telemetry-level=off',
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...options.environment } },
  );
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => (log += chunk.toString()));
  }
  const port = await listeningPort(child, () => log);
  return {
    address: ({ suite, ...opened }) =>
      workbenchAddress({ port, token }, opened, vsix === undefined, suite),
    changeSettings,
    log: () => log,
    ended: new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1))),
    stop: () => stopChild(child),
  };
}

/** Into the folder a server is then started with. */
async function install({ node, vscode }: CachedEditor, vsix: string, state: string): Promise<void> {
  const { code, output } = await runCommand(
    node,
    [
      join(vscode, 'out', 'server-main.js'),
      `--install-extension=${vsix}`,
      `--server-data-dir=${state}`,
      '--accept-server-license-terms',
    ],
    { quiet: true },
  );
  if (code !== 0 || !/successfully installed/u.test(output))
    throw new Error(`${vsix} could not be installed.\n${output}`);
}

function workbenchAddress(
  { port, token }: { readonly port: number; readonly token: string },
  opened: Opened,
  isUnderDevelopment: boolean,
  suite?: string,
): string {
  const host = `127.0.0.1:${port}`;
  const remote = (path: string) =>
    `vscode-remote://${host}${path.startsWith('/') ? '' : '/'}${path}`;
  const payload = [
    ...(isUnderDevelopment ? [['extensionDevelopmentPath', remote(repository)]] : []),
    ...(suite === undefined ? [] : [['extensionTestsPath', remote(suite)]]),
    ['skipWelcome', 'true'],
  ];
  const query = new URLSearchParams({
    ...('folder' in opened ? { folder: opened.folder } : { workspace: opened.workspaceFile }),
    payload: JSON.stringify(payload),
    tkn: token,
  });
  return `http://${host}/?${query.toString()}`;
}

function listeningPort(child: ChildProcess, log: () => string): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) =>
      reject(new Error(`The editor's server did not start: ${why}.\n${log()}`));
    const timeout = setTimeout(() => fail('it said nothing for 60 s'), 60_000);
    child.once('exit', (code) => fail(`it ended with exit code ${code}`));
    child.once('error', (error) => fail(error.message));
    child.stdout?.on('data', () => {
      const match = /Extension host agent listening on (\d+)/.exec(log());
      if (match === null) return;
      clearTimeout(timeout);
      resolve(Number(match[1]));
    });
  });
}
