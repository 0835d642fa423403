import assert from 'node:assert/strict';
import { withEngine } from '../../scripts/headless/engine.ts';

describe('a config with another engine', () => {
  it('keeps comments, order and everything else', () => {
    const text = '# Moons.\ndata: { source: two-moons } # small\ntraining:\n  seed: 3\n';
    assert.equal(withEngine(text, 'a.elbo.yaml', 'webgl'), `${text}  engine: webgl\n`);
  });

  it('replaces an engine that is there, or adds the section', () => {
    assert.equal(
      withEngine('training:\n  engine: cpu\n', 'a.elbo.yml', 'wasm'),
      'training:\n  engine: wasm\n',
    );
    assert.equal(
      withEngine('model: {}\n', 'a.elbo.yml', 'wasm'),
      'model: {}\ntraining:\n  engine: wasm\n',
    );
  });

  it('stays JSON where it was JSON', () => {
    const changed = withEngine('{"training":{"seed":1,"engine":"cpu"}}', 'a.elbo.json', 'webgl');
    assert.deepEqual(JSON.parse(changed), { training: { seed: 1, engine: 'webgl' } });
  });

  it('leaves a file that cannot be read as it is, so that its own problems are reported', () => {
    for (const [text, name] of [
      ['data: [', 'a.elbo.yaml'],
      ['{"data":', 'a.elbo.json'],
      ['[]', 'a.elbo.json'],
    ] as const) {
      assert.equal(withEngine(text, name, 'webgl'), text);
    }
  });
});
