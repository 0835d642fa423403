// Builds everything that ships into `dist`: the extension (one CommonJS file), the webview page, the trainer
// worker (one self-contained script, since a webview's worker can load nothing) and the assets beside them.
// `--tests` adds the suites that run inside VS Code; `--watch` rebuilds on change.

import { build, context } from 'esbuild';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const watch = process.argv.includes('--watch');
const tests = process.argv.includes('--tests');

const common = {
  bundle: true,
  minify: !watch,
  sourcemap: watch ? 'inline' : false,
  legalComments: 'none',
  logLevel: 'warning',
  target: 'es2022',
  define: { 'process.env.NODE_ENV': '"production"' },
};

/** Runs in the extension host: Node on the desktop and under Remote, a web worker on vscode.dev. */
const host = { ...common, format: 'cjs', platform: 'node', external: ['vscode'] };

/** Runs in the extension host of a browser. */
const worker = { ...host, platform: 'browser' };

/** Runs in a webview or its worker. */
const page = { ...common, format: 'iife', platform: 'browser' };

/** The command `elbo-lens`, in plain Node. */
const command = {
  ...common,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  banner: { js: '#!/usr/bin/env node' },
};

const bundles = [
  { ...host, entryPoints: ['src/extension/extension.ts'], outfile: 'dist/extension.cjs' },
  // The same in a web worker, where there is no Node; it takes a name without `.cjs` for a module, and loads none.
  {
    ...worker,
    entryPoints: ['src/extension/extension.ts'],
    outfile: 'dist/extensionWeb.cjs',
  },
  // Read when the first code is analysed, in either host.
  {
    ...host,
    platform: 'neutral',
    external: [],
    entryPoints: ['src/extension/providers/lossReading.ts'],
    outfile: 'dist/lossReading.cjs',
  },
  // Read when the first formula is drawn, in either host.
  {
    ...host,
    platform: 'neutral',
    mainFields: ['main'],
    external: [],
    entryPoints: ['src/extension/math/mathjaxChunk.ts'],
    outfile: 'dist/mathjax.cjs',
  },
  { ...page, entryPoints: ['src/webview/main.ts'], outfile: 'dist/webview.js' },
  // The pages that explain, with KaTeX: apart, so that the trainer's page need not load it.
  { ...page, entryPoints: ['src/webview/explain/main.ts'], outfile: 'dist/explain.js' },
  // Their styles in one file: each that a webview loads is fetched by way of the editor.
  {
    ...common,
    entryPoints: ['media/explaining.css'],
    outfile: 'dist/explain.css',
    external: ['*.woff2', '*.woff', '*.ttf'],
  },
  { ...page, entryPoints: ['src/training/worker.ts'], outfile: 'dist/trainerWorker.js' },
  { ...command, entryPoints: ['src/cli/main.ts'], outfile: 'dist/cli.cjs' },
  ...(tests
    ? [
        {
          ...host,
          minify: false,
          external: ['vscode', 'mocha'],
          entryPoints: {
            suite: 'test/integration/suite.ts',
            headless: 'scripts/headless/driver.ts',
            bench: 'scripts/bench/timings.ts',
            hovers: 'scripts/bench/hovers.ts',
          },
          outdir: 'dist/test',
          outExtension: { '.js': '.cjs' },
        },
        {
          ...worker,
          minify: false,
          define: { ...worker.define, global: 'globalThis' },
          alias: {
            mocha: 'mocha/mocha.js',
            'node:assert/strict': './test/integration/web/assert.ts',
          },
          entryPoints: {
            webSuite: 'test/integration/webSuite.ts',
            webHovers: 'scripts/bench/hovers.ts',
            'memoryFiles/extension': 'scripts/editor/web/memoryFilesExtension.ts',
          },
          outdir: 'dist/test',
          outExtension: { '.js': '.cjs' },
        },
      ]
    : []),
];

/** Of KaTeX's fonts, those that our formulas are set in. */
const mathFonts = [
  'AMS-Regular',
  'Caligraphic-Regular',
  'Main-Bold',
  'Main-Italic',
  'Main-Regular',
  'Math-Italic',
  'Size1-Regular',
  'Size2-Regular',
  'Size3-Regular',
  'Size4-Regular',
  'Typewriter-Regular',
];

const assets = [
  ['media/webview.css', 'webview.css'],
  ...mathFonts.map((font) => [
    `node_modules/katex/dist/fonts/KaTeX_${font}.woff2`,
    `fonts/KaTeX_${font}.woff2`,
  ]),
  ['node_modules/@vscode/codicons/dist/codicon.ttf', 'codicon.ttf'],
  [
    'node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm',
    'tfjs-backend-wasm-simd.wasm',
  ],
];

if (!watch) await rm('dist', { recursive: true, force: true });
await mkdir('dist/fonts', { recursive: true });
await Promise.all(assets.map(([from, to]) => copyFile(from, join('dist', to))));
// Its font without a query, so that pages can ask for it by its name.
const icons = await readFile('node_modules/@vscode/codicons/dist/codicon.css', 'utf8');
await writeFile('dist/codicon.css', icons.replace(/(codicon\.ttf)\?\w+/, '$1'));

if (watch) {
  const contexts = await Promise.all(bundles.map((options) => context(options)));
  await Promise.all(contexts.map((each) => each.rebuild()));
  await drawFixedFormulas();
  await Promise.all(contexts.map((each) => each.watch()));
} else {
  await Promise.all(bundles.map((options) => build(options)));
  await drawFixedFormulas();
}

/** The formulas that hold no author's names, drawn by the chunks that were just built. */
async function drawFixedFormulas() {
  const require = createRequire(import.meta.url);
  const { fixedFormulas } = require('./dist/lossReading.cjs');
  const { draw } = require('./dist/mathjax.cjs');
  const drawings = fixedFormulas.map(({ latex }) => [latex, draw(latex)]);
  await writeFile(join('dist', 'formulas.json'), JSON.stringify(Object.fromEntries(drawings)));
}
