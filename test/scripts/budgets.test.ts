import assert from 'node:assert/strict';
import { hasSourceMap, strayFiles } from '../../scripts/size/budgets.ts';

describe('what a package may hold', () => {
  it('is the bundle, icons, schemas and the texts of a release', () => {
    const names = [
      '[Content_Types].xml',
      'extension.vsixmanifest',
      'extension/package.json',
      'extension/readme.md',
      'extension/changelog.md',
      'extension/LICENSE.txt',
      'extension/dist/extension.cjs',
      'extension/dist/tfjs-backend-wasm-simd.wasm',
      'extension/media/icon.png',
      'extension/schemas/experiment.schema.json',
    ];
    assert.deepEqual(strayFiles(names), []);
  });

  it('is nothing else: no sources, tests, maps or pictures', () => {
    const names = [
      'extension/src/elbo/units.ts',
      'extension/dist/test/suite.cjs',
      'extension/dist/extension.cjs.map',
      'extension/docs/images/dark-workbench.png',
      'extension/node_modules/lit/index.js',
    ];
    assert.deepEqual(strayFiles(names), names);
  });

  it('has no source map beside or inside a script', () => {
    assert.ok(hasSourceMap('run();\n//# sourceMappingURL=extension.cjs.map\n'));
    assert.ok(hasSourceMap('run();\n//# sourceMappingURL=data:application/json;base64,e30=\n'));
    assert.ok(!hasSourceMap('run("a map");\n'));
  });
});
