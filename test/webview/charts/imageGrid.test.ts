import assert from 'node:assert/strict';
import { imagePixels } from '../../../src/webview/charts/imageGrid.ts';

const grey = { height: 1, width: 2, channels: 1, minimum: 0, maximum: 1 };

describe('the pixels of an image', () => {
  it('go from black at the smallest target to white at the largest, in every theme', () => {
    assert.deepEqual(
      [...imagePixels(Float32Array.of(0, 1), 0, grey)],
      [0, 0, 0, 255, 255, 255, 255, 255],
    );
  });

  it('follow the range of the targets', () => {
    const signed = { ...grey, minimum: -1 };
    assert.equal(imagePixels(Float32Array.of(0, 1), 0, signed)[0], 128);
  });

  it('are clamped where a model leaves the range', () => {
    const pixels = imagePixels(Float32Array.of(-3, 7), 0, grey);
    assert.deepEqual([pixels[0], pixels[4]], [0, 255]);
  });

  it('keep colours apart', () => {
    const colour = { ...grey, width: 1, channels: 3 };
    assert.deepEqual(
      [...imagePixels(Float32Array.of(9, 9, 9, 1, 0, 0.2), 3, colour)],
      [255, 0, 51, 255],
    );
  });
});
