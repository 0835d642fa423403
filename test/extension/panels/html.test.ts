import assert from 'node:assert/strict';
import { contentSecurityPolicy, freshNonce, html } from '../../../src/extension/panels/html.ts';

const parts = {
  kind: 'trainer',
  title: 'Trainer',
  first: null,
  nonce: 'N',
  cspSource: 'https://*.vscode-cdn.net',
  scriptUri: 'https://w/webview.js',
  styleUris: ['https://w/webview.css'],
  fontUris: [],
  codiconUri: 'https://w/codicon.css',
  workerUri: 'https://w/trainerWorker.js',
  wasmUri: 'https://w/engine.wasm',
} as const;

describe('The page of a webview', () => {
  it('forbids everything but its own files, its nonce, WebAssembly and a worker from a blob', () => {
    assert.equal(
      contentSecurityPolicy({ cspSource: 'SOURCE', nonce: 'N' }),
      "default-src 'none'; img-src SOURCE data: blob:; style-src SOURCE 'nonce-N'; font-src SOURCE; " +
        "script-src 'nonce-N' 'wasm-unsafe-eval'; worker-src blob:; connect-src SOURCE",
    );
  });

  it('has one script with an address, and nothing inline', () => {
    const page = html(parts);
    assert.deepEqual(page.match(/<script[^>]*>[^<]*<\/script>/g), [
      '<script nonce="N" src="https://w/webview.js" defer></script>',
    ]);
    assert.doesNotMatch(page, /<style|style=|\son\w+=/);
  });

  it('tells the page which it is and where its files are', () => {
    assert.match(
      html(parts),
      /<body data-panel="trainer" data-worker-uri="https:\/\/w\/trainerWorker.js" data-wasm-uri="https:\/\/w\/engine.wasm">/,
    );
  });

  it('tells the page what to show first, as text', () => {
    const first = { type: 'parametersShown', parameters: { family: '"><script>&' } } as const;
    const [, told = ''] = /data-first="([^"]*)"/.exec(html({ ...parts, first })) ?? [];
    const read = told
      .replaceAll('&quot;', '"')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&');
    assert.deepEqual(JSON.parse(read), first);
    assert.doesNotMatch(html(parts), /data-first/);
  });

  it('hands the nonce to those who create styles, and the icons to those who look for them', () => {
    assert.match(html(parts), /<meta property="csp-nonce" content="N">/);
    assert.match(
      html(parts),
      /<link rel="stylesheet" id="vscode-codicon-stylesheet" href="https:\/\/w\/codicon.css">/,
    );
  });

  it('cannot be broken out of by a title or an address', () => {
    const page = html({ ...parts, title: '</title><script>x</script>', wasmUri: '"><b>' });
    assert.doesNotMatch(page, /<script>x|<b>/);
  });
});

describe('A nonce', () => {
  it('is 128 bits of hexadecimal and never the same', () => {
    const nonces = Array.from({ length: 100 }, freshNonce);
    for (const nonce of nonces) assert.match(nonce, /^[0-9a-f]{32}$/);
    assert.equal(new Set(nonces).size, 100);
  });
});
