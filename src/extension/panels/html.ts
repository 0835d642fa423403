// The page every webview loads: one script, its style sheets, nothing inline, nothing from the network.

import { escapeAttribute } from '../escape.ts';
import type { ExplainKind, ToExplain } from '../../protocol/explain.ts';
import type { PanelKind } from '../../protocol/messages.ts';

/** What a page loads from `dist`. */
export interface PageAssets {
  readonly script: string;
  readonly styles: readonly string[];
  /** Asked for at once: a webview is shown when all it loads is there, and text asks for its fonts late. */
  readonly fonts: readonly string[];
}

const training: PageAssets = { script: 'webview.js', styles: ['webview.css'], fonts: [] };

const explaining = (...fonts: readonly string[]): PageAssets => ({
  script: 'explain.js',
  styles: ['explain.css'],
  fonts,
});

const mathFont = (name: string): string => `fonts/KaTeX_${name}.woff2`;

const formulas = ['Main-Regular', 'Math-Italic', 'Size1-Regular', 'Size2-Regular'].map(mathFont);

const explainingAssets: Readonly<Record<ExplainKind, PageAssets>> = {
  derivation: explaining('codicon.ttf', ...formulas, mathFont('Size4-Regular')),
  density: explaining(),
  expectation: explaining('codicon.ttf', ...formulas, mathFont('AMS-Regular')),
  model: explaining(),
};

export const assetsOf = (kind: PanelKind | ExplainKind): PageAssets =>
  kind in explainingAssets ? explainingAssets[kind as ExplainKind] : training;

export interface PageParts {
  readonly kind: PanelKind | ExplainKind;
  readonly title: string;
  /** What it shows first, without a word from the host. */
  readonly first: ToExplain | null;
  readonly nonce: string;
  readonly cspSource: string;
  /** Addresses of the bundled files, as the webview may load them. */
  readonly scriptUri: string;
  readonly styleUris: readonly string[];
  readonly fontUris: readonly string[];
  readonly codiconUri: string;
  readonly workerUri: string;
  readonly wasmUri: string;
}

/**
 * `wasm-unsafe-eval` lets the trainer compile its WebAssembly engine; `worker-src blob:` lets it start its worker,
 * whose script the page fetches (`connect-src`) because a webview's worker can load nothing itself.
 */
export const contentSecurityPolicy = ({
  cspSource,
  nonce,
}: Pick<PageParts, 'cspSource' | 'nonce'>): string =>
  [
    `default-src 'none'`,
    `img-src ${cspSource} data: blob:`,
    `style-src ${cspSource} 'nonce-${nonce}'`,
    `font-src ${cspSource}`,
    `script-src 'nonce-${nonce}' 'wasm-unsafe-eval'`,
    `worker-src blob:`,
    `connect-src ${cspSource}`,
  ].join('; ');

export function html(parts: PageParts): string {
  const page = {
    csp: escapeAttribute(contentSecurityPolicy(parts)),
    nonce: escapeAttribute(parts.nonce),
    title: escapeAttribute(parts.title),
    codicon: escapeAttribute(parts.codiconUri),
    styles: parts.styleUris.map((uri) => `<link rel="stylesheet" href="${escapeAttribute(uri)}">`),
    fonts: parts.fontUris.map(
      (uri) => `<link rel="preload" as="font" crossorigin href="${escapeAttribute(uri)}">`,
    ),
    script: escapeAttribute(parts.scriptUri),
    first:
      parts.first === null ? '' : ` data-first="${escapeAttribute(JSON.stringify(parts.first))}"`,
    worker: escapeAttribute(parts.workerUri),
    wasm: escapeAttribute(parts.wasmUri),
  };
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${page.csp}">
<meta property="csp-nonce" content="${page.nonce}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<script nonce="${page.nonce}" src="${page.script}" defer></script>
<link rel="stylesheet" id="vscode-codicon-stylesheet" href="${page.codicon}">
${[...page.styles, ...page.fonts].join('\n')}
<title>${page.title}</title>
</head>
<body data-panel="${parts.kind}" data-worker-uri="${page.worker}" data-wasm-uri="${page.wasm}"${page.first}>
</body>
</html>
`;
}

/** 128 random bits in hexadecimal. */
export const freshNonce = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))]
    .map((b) => b.toString(16).padStart(2, '0'))
    .join('');
