// Loads the real bundle of a page under the real content security policy in a headless Chromium, with a stand-in
// for the extension host: what the page sends is kept, and messages can be sent to it.

import { createServer, type Server } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'esbuild';
import { chromium, type Browser, type Page } from 'playwright-core';
import { assetsOf, freshNonce, html } from '../../src/extension/panels/html.ts';
import { explainKinds, type ExplainKind, type FromExplain } from '../../src/protocol/explain.ts';
import type { FromWebview, PanelKind } from '../../src/protocol/messages.ts';
import { findChromium } from '../editor/chromium.ts';
import { inRepository } from '../paths.ts';
import { themes, type ThemeName } from './themes.ts';

type Kind = PanelKind | ExplainKind;

export interface PageOptions<K extends Kind = PanelKind> {
  readonly kind: K;
  readonly theme: ThemeName;
  readonly width: number;
  readonly height: number;
  /** Path of the worker script under the server; the bundled trainer by default. */
  readonly worker?: string;
  /** As a person asks their system for it. */
  readonly reducedMotion?: boolean;
}

/** What a page of a kind posts to the host. */
export type SentBy<K extends Kind> = K extends PanelKind ? FromWebview : FromExplain;

export interface LoadedPage<K extends Kind = PanelKind> {
  readonly page: Page;
  /** Evaluates to a message in the page, where `gallery` holds the synthetic runs, and sends it. */
  readonly send: (message: string) => Promise<void>;
  readonly sent: () => Promise<readonly SentBy<K>[]>;
  /** Content security violations and script errors so far. */
  readonly complaints: () => Promise<readonly string[]>;
  /** Waits until an expression is true in the page. */
  readonly until: (condition: string) => Promise<void>;
  readonly painted: () => Promise<void>;
  /** Loads the page anew, with what it kept of itself. */
  readonly reload: () => Promise<void>;
}

export interface Harness {
  readonly open: <K extends Kind>(options: PageOptions<K>) => Promise<LoadedPage<K>>;
  /** Serves a script at a path, beside the bundle. */
  readonly serve: (path: string, script: string) => void;
  readonly close: () => Promise<void>;
}

const contentTypes: Readonly<Record<string, string>> = {
  css: 'text/css',
  js: 'text/javascript',
  ttf: 'font/ttf',
  woff2: 'font/woff2',
  wasm: 'application/wasm',
};

/** `dist` is the folder of the built bundle. */
export async function startHarness(
  dist = process.env['ELBO_DIST'] ?? inRepository('dist'),
): Promise<Harness> {
  const executablePath = findChromium(process.env);
  if (executablePath === undefined) throw new Error('No Chromium was found for the page harness.');
  const extra = new Map<string, string>();
  const server = await serve(dist, extra);
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const runs = await syntheticRunsScript();
  return {
    open: (options) => open(browser, origin, runs, options),
    serve: (path, script) => void extra.set(path, script),
    close: async () => {
      await browser.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The synthetic runs as a script for the page: typed arrays are made where they are read. */
async function syntheticRunsScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [inRepository('scripts/gallery/syntheticRuns.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'gallery',
    platform: 'browser',
    logLevel: 'warning',
  });
  return outputFiles[0]?.text ?? '';
}

function serve(dist: string, extra: ReadonlyMap<string, string>): Promise<Server> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const path = url.pathname.slice(1);
    const send = (body: string | Buffer, type: string): void => {
      response.writeHead(200, { 'content-type': type });
      response.end(body);
    };
    if (path.startsWith('page/')) {
      const kind = kindNamed(path.slice('page/'.length));
      const worker = url.searchParams.get('worker') ?? 'trainerWorker.js';
      send(pageHtml(kind, `http://${request.headers.host ?? ''}`, worker), 'text/html');
      return;
    }
    const script = extra.get(path);
    if (script !== undefined) {
      send(script, 'text/javascript');
      return;
    }
    const type = contentTypes[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
    readFile(join(dist, path)).then(
      (body) => send(body, type),
      () => response.writeHead(404).end(),
    );
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

const kinds: readonly Kind[] = ['trainer', 'dashboard', 'compare', ...explainKinds];

const kindNamed = (name: string): Kind => kinds.find((kind) => kind === name) ?? 'dashboard';

function pageHtml(kind: Kind, origin: string, worker: string): string {
  const { script, styles, fonts } = assetsOf(kind);
  return html({
    kind,
    title: 'ELBO Lens',
    first: null,
    nonce: freshNonce(),
    cspSource: origin,
    scriptUri: `${origin}/${script}`,
    styleUris: styles.map((name) => `${origin}/${name}`),
    fontUris: fonts.map((name) => `${origin}/${name}`),
    codiconUri: `${origin}/codicon.css`,
    workerUri: `${origin}/${worker}`,
    wasmUri: `${origin}/tfjs-backend-wasm-simd.wasm`,
  });
}

async function open<K extends Kind>(
  browser: Browser,
  origin: string,
  runs: string,
  { kind, theme, width, height, worker, reducedMotion }: PageOptions<K>,
): Promise<LoadedPage<K>> {
  const { bodyClass, scheme, variables } = themes[theme];
  const page = await browser.newPage({
    viewport: { width, height },
    colorScheme: scheme,
    reducedMotion: reducedMotion === true ? 'reduce' : 'no-preference',
  });
  const settings = JSON.stringify({ bodyClass, variables });
  await page.addInitScript(`${runs};window.gallery = gallery;${standIn(settings)}`);
  const query = worker === undefined ? '' : `?worker=${encodeURIComponent(worker)}`;
  await page.goto(`${origin}/page/${kind}${query}`);
  const until = (condition: string): Promise<void> => poll(page, condition);
  await until(`sent.some(({ type }) => type === 'ready')`);
  return {
    page,
    send: (message) => page.evaluate(`window.postMessage(${message}, '*')`),
    sent: () => page.evaluate('sent'),
    complaints: () => page.evaluate('complaints'),
    until,
    painted: () => until(`sent.some(({ type }) => type === 'painted')`),
    reload: async () => {
      await page.reload();
      await until(`sent.some(({ type }) => type === 'ready')`);
    },
  };
}

/** Playwright's own waiting evaluates strings inside the page, which the policy forbids; this asks from outside. */
async function poll(page: Page, condition: string): Promise<void> {
  const end = performance.now() + 15_000;
  while (!(await page.evaluate(condition))) {
    if (performance.now() > end) throw new Error(`Not true within 15 s: ${condition}`);
    await page.waitForTimeout(20);
  }
}

/** What VS Code puts around a webview: its API, the theme's variables, the class of the body. */
const standIn = (settings: string): string => `
  const sent = (window.sent = []);
  const complaints = (window.complaints = []);
  document.addEventListener('securitypolicyviolation', (event) =>
    complaints.push(event.violatedDirective + ' blocked ' + (event.blockedURI || event.sample)));
  window.addEventListener('error', (event) => complaints.push(String(event.message)));
  window.addEventListener('unhandledrejection', (event) => complaints.push(String(event.reason)));
  window.acquireVsCodeApi = () => {
    window.acquireVsCodeApi = undefined;
    return {
      postMessage: (message) => { sent.push(structuredClone(message)); },
      getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined,
      setState: (state) => {
        window.remembered = state;
        sessionStorage.setItem('state', JSON.stringify(state));
      },
    };
  };
  (() => {
    const { bodyClass, variables } = ${settings};
    new MutationObserver((_, observer) => {
      if (document.body === null) return;
      observer.disconnect();
      const { style } = document.documentElement;
      for (const [name, value] of Object.entries(variables)) style.setProperty('--vscode-' + name, value);
      document.body.className = bodyClass;
    }).observe(document, { childList: true, subtree: true });
  })();
`;
