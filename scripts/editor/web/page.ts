// The page and script of a workbench that has no server: those of the cached editor, with the configuration a host of
// the web workbench gives it.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '../settings.ts';

const folder = ['out', 'vs', 'code', 'browser', 'workbench'] as const;

/**
 * Every webview has an origin of its own, as on vscode.dev, but is of one site with the workbench: a browser without
 * history, as tests use it, refuses service workers to other sites' frames.
 */
export const site = 'elbo-lens.localhost';

/**
 * Where code-server's workbench insists on its own server, and what VS Code's says there: it takes whoever served it for
 * its remote, and keeps the user's settings on that remote's disk.
 */
const amendments: readonly (readonly [found: RegExp, instead: string])[] = [
  [/,remoteAuthority:location\.host\}/gu, '}'],
  [/(this\.userDataPath\)\.with\(\{scheme:)\w+\.vscodeRemote\}/gu, '$1"vscode-userdata"}'],
];

export async function workbenchScript(vscode: string): Promise<string> {
  const text = await readFile(join(vscode, ...folder, 'workbench.js'), 'utf8');
  return amendments.reduce((amended, [found, instead]) => {
    if (amended.match(found)?.length !== 1)
      throw new Error(`The workbench of this code-server has another place for ${found.source}.`);
    return amended.replace(found, instead);
  }, text);
}

export async function workbenchPage(
  vscode: string,
  options: {
    readonly origin: string;
    readonly settings: Settings;
    /** Relative to the repository. */
    readonly suite?: string;
  },
): Promise<string> {
  const { host, origin, port } = new URL(options.origin);
  const served = (path: string): object => ({ scheme: 'http', authority: host, path });
  const configuration = {
    productConfiguration: {
      webviewContentExternalBaseUrlTemplate: `http://{{uuid}}.${site}:${port}/static/out/vs/workbench/contrib/webview/browser/pre/`,
      enableTelemetry: false,
    },
    // Demanded by code-server's workbench.
    userDataPath: '/',
    isEnabledFileDownloads: true,
    isEnabledFileUploads: true,
    isEnabledCoderGettingStarted: false,
    developmentOptions: {
      enableSmokeTestDriver: true,
      extensions: [served('/elbo-lens')],
      ...(options.suite === undefined
        ? {}
        : { extensionTestsPath: served(`/elbo-lens/${options.suite}`) }),
    },
    additionalBuiltinExtensions: [served('/memory-files')],
    configurationDefaults: options.settings,
    enableWorkspaceTrust: true,
  };
  const values: Readonly<Record<string, string>> = {
    WORKBENCH_WEB_CONFIGURATION: JSON.stringify(configuration).replaceAll('"', '&quot;'),
    WORKBENCH_WEB_BASE_URL: `${origin}/static`,
    WORKBENCH_AUTH_SESSION: '',
    WORKBENCH_NLS_URL: `${origin}/static/out/nls.messages.js`,
    WORKBENCH_NLS_FALLBACK_URL: `${origin}/static/out/nls.messages.js`,
  };
  const page = await readFile(join(vscode, ...folder, 'workbench.html'), 'utf8');
  return page.replaceAll(/\{\{([A-Z_]+)\}\}/gu, (_, name: string) => values[name] ?? '');
}
