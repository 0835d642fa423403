// The page every webview loads: one script, its style sheets, nothing inline, nothing from the network.

import { escapeAttribute } from '../escape.ts';
import type { ExplainKind } from '../../protocol/explain.ts';
import type { PanelKind } from '../../protocol/messages.ts';

/** What the pages of training load, and those that explain. */
export const assets = {
  training: { script: 'webview.js', styles: ['webview.css'] },
  explaining: {
    script: 'explain.js',
    styles: ['webview.css', 'katex.css', 'explain.css', 'expectation.css'],
  },
} as const;

export interface PageParts {
  readonly kind: PanelKind | ExplainKind;
  readonly title: string;
  readonly nonce: string;
  readonly cspSource: string;
  /** Addresses of the bundled files, as the webview may load them. */
  readonly scriptUri: string;
  readonly styleUris: readonly string[];
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
    script: escapeAttribute(parts.scriptUri),
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
<link rel="stylesheet" id="vscode-codicon-stylesheet" href="${page.codicon}">
${page.styles.join('\n')}
<title>${page.title}</title>
</head>
<body data-panel="${parts.kind}" data-worker-uri="${page.worker}" data-wasm-uri="${page.wasm}">
<script nonce="${page.nonce}" src="${page.script}"></script>
</body>
</html>
`;
}

/** 128 random bits in hexadecimal. */
export const freshNonce = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))]
    .map((b) => b.toString(16).padStart(2, '0'))
    .join('');
