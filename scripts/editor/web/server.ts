// A workbench without a server behind it, as vscode.dev is one: files over HTTP, extensions in a web worker, the
// workspace in memory. It is the workbench of the cached editor, which would otherwise insist on its own server.

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { inRepository } from '../../paths.ts';
import { provideEditor } from '../cache.ts';
import { calmSettings, type Settings } from '../settings.ts';
import { memoryFilesManifest, memoryWorkspace, seedOf } from './memoryFiles.ts';
import { site, workbenchPage, workbenchScript } from './page.ts';

export interface WebWorkbench {
  readonly address: string;
  stop(): Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  '.cjs': 'text/javascript',
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
};

export async function startWebWorkbench(options: {
  /** Its files are what the memory begins with. */
  readonly folder: string;
  readonly settings?: Settings;
  /** Our extension: a folder with its manifest; by default this repository. */
  readonly extension?: string;
  /** Instead of the folder: a `.code-workspace` file in it. */
  readonly workspaceFile?: string;
  /** Relative to the repository. */
  readonly suite?: string;
  /** For the suite: only tests whose title matches. */
  readonly onlyTests?: string;
}): Promise<WebWorkbench> {
  const { vscode } = await provideEditor();
  const script = await workbenchScript(vscode);
  const seed = await seedOf(options.folder, options.onlyTests);
  const folders: Readonly<Record<string, string>> = {
    static: vscode,
    'elbo-lens': options.extension ?? inRepository(),
    'memory-files': inRepository('dist', 'test', 'memoryFiles'),
  };
  const made: Readonly<Record<string, () => Promise<string> | string>> = {
    '/': () =>
      workbenchPage(vscode, {
        origin: originOf(server),
        settings: { ...calmSettings, ...options.settings },
        ...(options.suite === undefined ? {} : { suite: options.suite }),
      }),
    '/static/out/vs/code/browser/workbench/workbench.js': () => script,
    '/memory-files/package.json': () => memoryFilesManifest,
    '/memory-files/seed.json': () => seed,
    // Asked for, and missed with an error in the log.
    '/memory-files/package.nls.json': () => '{}',
    '/elbo-lens/package.nls.json': () => '{}',
  };
  const server = createServer((request, response) => {
    answer(request, response, folders, made).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: addressOf(originOf(server), options.workspaceFile),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Browsers take every name below localhost for this machine. */
function originOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return `http://workbench.${site}:${address.port}`;
}

function addressOf(origin: string, workspaceFile?: string): string {
  const query = new URLSearchParams(
    workspaceFile === undefined
      ? { folder: memoryWorkspace }
      : { workspace: `${memoryWorkspace}/${workspaceFile}` },
  );
  return `${origin}/?${query.toString()}`;
}

/** Webviews have an origin of their own and fetch the worker's script, hence the permission to all. */
const shared = { 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'no-store' };

async function answer(
  { method, url }: IncomingMessage,
  response: ServerResponse,
  folders: Readonly<Record<string, string>>,
  made: Readonly<Record<string, () => Promise<string> | string>>,
): Promise<void> {
  const path = decodeURIComponent(new URL(url ?? '/', 'http://localhost').pathname);
  const headers = { ...shared, 'Content-Type': types[extname(path)] ?? 'text/html' };
  const text = await made[path]?.();
  if (text !== undefined) {
    response.writeHead(200, headers).end(text);
    return;
  }
  const [, name = '', ...rest] = normalize(path).split('/');
  const folder = folders[name];
  const file = folder === undefined ? '' : join(folder, ...rest);
  const found = await stat(file).catch(() => undefined);
  if ((method !== 'GET' && method !== 'HEAD') || !found?.isFile()) {
    response.writeHead(404, shared).end();
    return;
  }
  response.writeHead(200, { ...headers, 'Content-Length': found.size });
  if (method === 'HEAD') response.end();
  else createReadStream(file).pipe(response);
}
