import assert from 'node:assert/strict';
import { findPath } from '../../src/config/find.ts';
import type { ConfigFormat } from '../../src/config/problem.ts';

const yaml =
  'data:\n  source: idx\n  images: a.gz\nmodel:\n  encoder:\n    kind: mlp\n    hidden: [64, 32]\n  latent:\n';
const json = '{"data": {"source": "idx", "images": "a.gz"}, "model": {"latent": 2}}';

function checkPlace(text: string, format: ConfigFormat, path: string, place: string): void {
  const span = findPath(text, format, path);
  assert.equal(span && text.slice(span.start, span.end), place);
}

describe('the place of a path', () => {
  it('is its value', () => {
    checkPlace(yaml, 'yaml', 'data.images', 'a.gz');
    checkPlace(yaml, 'yaml', 'model.encoder.hidden', '[64, 32]');
    checkPlace(yaml, 'yaml', 'model.encoder.hidden.1', '32');
    checkPlace(json, 'json', 'data.images', '"a.gz"');
  });

  it('is the key of a section, and of a key without value', () => {
    checkPlace(yaml, 'yaml', 'model.encoder', 'encoder');
    checkPlace(yaml, 'yaml', 'model.latent', 'latent');
    checkPlace(json, 'json', 'model', '"model"');
  });

  it('is the nearest section that is written, if the key is not', () => {
    checkPlace(yaml, 'yaml', 'data.labels', 'data');
    checkPlace(yaml, 'yaml', 'model.encoder.activation', 'encoder');
    checkPlace(yaml, 'yaml', 'model.encoder.hidden.7', '[64, 32]');
    checkPlace(yaml, 'yaml', 'training.steps', 'data');
    checkPlace(yaml, 'yaml', '', 'data');
  });

  it('is nowhere in a file with no content', () => {
    assert.equal(findPath('# nothing', 'yaml', 'data'), null);
  });
});
