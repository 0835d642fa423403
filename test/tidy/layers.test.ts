// The third fence around the layers (the others: one tsconfig per layer, lint). Arrows as in ARCHITECTURE.md.

import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { filesUnder, importsOf } from '../support/repository.ts';

interface Layer {
  /** Layers it may import. */
  readonly layers: readonly string[];
  /** Packages it may import; a trailing `/` admits every path below. */
  readonly packages: readonly string[];
}

const layers: Readonly<Record<string, Layer>> = {
  elbo: { layers: [], packages: [] },
  config: { layers: ['elbo'], packages: ['typebox', 'yaml'] },
  data: { layers: ['elbo'], packages: ['fflate'] },
  training: { layers: ['config', 'data', 'elbo'], packages: ['@tensorflow/'] },
  analysis: { layers: ['elbo'], packages: ['@lezer/common', '@lezer/javascript'] },
  lint: { layers: ['analysis', 'elbo'], packages: ['smol-toml'] },
  protocol: { layers: ['config', 'elbo'], packages: [] },
  export: { layers: ['config', 'elbo', 'protocol'], packages: [] },
  cli: { layers: ['lint', 'analysis', 'config', 'elbo'], packages: ['node:'] },
  extension: {
    layers: ['lint', 'analysis', 'config', 'elbo', 'export', 'protocol'],
    packages: ['vscode', 'mathjax-full/'],
  },
  webview: {
    layers: ['training', 'config', 'elbo', 'protocol'],
    packages: [
      'lit',
      'lit/',
      'd3-array',
      'd3-scale',
      'd3-shape',
      '@vscode/webview-ui-toolkit',
      'katex',
    ],
  },
};

/** Packages that one file alone may import: the seam to change when the package goes. */
const seams: Readonly<Record<string, string>> = {
  yaml: 'src/config/syntax.ts',
  'smol-toml': 'src/lint/settings/toml.ts',
  typebox: 'src/config/type.ts',
  fflate: 'src/data/formats/inflate.ts',
  '@vscode/webview-ui-toolkit': 'src/webview/toolkit.ts',
  katex: 'src/webview/explain/math.ts',
};

/** The same for packages imported by their parts. */
const seamPrefixes: Readonly<Record<string, string>> = {
  'mathjax-full/': 'src/extension/math/mathjaxChunk.ts',
};

function layerOf(path: string): string {
  return path.split('/')[1] ?? '';
}

function violations(path: string): readonly string[] {
  const layer = layers[layerOf(path)];
  if (layer === undefined) return [`${path} is in no layer`];
  return importsOf(path).flatMap((specifier) => {
    if (specifier.startsWith('.')) {
      const target = posix.join(posix.dirname(path), specifier);
      const other = layerOf(target);
      const inside = target.startsWith('src/') && other === layerOf(path);
      return inside || layer.layers.includes(other) ? [] : [`${path} imports ${target}`];
    }
    const admitted = layer.packages.some((name) =>
      /[/:]$/u.test(name) ? specifier.startsWith(name) : specifier === name,
    );
    const prefix = Object.keys(seamPrefixes).find((name) => specifier.startsWith(name));
    const seam = seams[specifier] ?? (prefix === undefined ? undefined : seamPrefixes[prefix]);
    if (seam !== undefined && seam !== path)
      return [`${path} imports ${specifier}; only ${seam} may`];
    return admitted ? [] : [`${path} imports ${specifier}`];
  });
}

describe('layers', () => {
  it('import nothing but the layers and packages below them', () => {
    assert.deepEqual(filesUnder('src', '.ts').flatMap(violations), []);
  });

  it('are all declared', () => {
    const found = new Set(filesUnder('src', '.ts').map(layerOf));
    assert.deepEqual(
      [...found].filter((layer) => !(layer in layers)),
      [],
    );
  });

  it('reach a webview from the protocol as types and pure reductions only', () => {
    const values = filesUnder('src/protocol', '.ts').flatMap((path) =>
      importsOf(path).filter((specifier) => !specifier.startsWith('.')),
    );
    assert.deepEqual(values, []);
  });
});
