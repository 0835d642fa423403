// Images of data in small canvases, at their own pixels; the page scales them. Images keep their own polarity in
// every theme: the smallest target is black, the largest white.

import { html, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';

export interface ImageShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** RGBA bytes of one image of `shape` that begins at `offset` of row-major values. */
export function imagePixels(
  values: Float32Array,
  offset: number,
  shape: ImageShape,
): Uint8ClampedArray<ArrayBuffer> {
  const { height, width, channels, minimum, maximum } = shape;
  const pixels = new Uint8ClampedArray(4 * height * width);
  const scale = 255 / (maximum - minimum || 1);
  for (let pixel = 0; pixel < height * width; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      const source = offset + pixel * channels + (channels === 3 ? channel : 0);
      pixels[4 * pixel + channel] = ((values[source] ?? minimum) - minimum) * scale;
    }
    pixels[4 * pixel + 3] = 255;
  }
  return pixels;
}

/** One row of images `[from, to)`. A canvas is painted again only when its values are another array. */
export function imageRow(
  values: Float32Array,
  from: number,
  to: number,
  shape: ImageShape,
): TemplateResult {
  const size = shape.height * shape.width * shape.channels;
  return html`${Array.from({ length: Math.max(0, to - from) }, (_, i) => {
    const offset = (from + i) * size;
    return html`<canvas
      class="image"
      width=${shape.width}
      height=${shape.height}
      aria-hidden="true"
      ${ref((element) => paint(element, values, offset, shape))}
    ></canvas>`;
  })}`;
}

const painted = new WeakMap<Element, { values: Float32Array; offset: number }>();

function paint(
  element: Element | undefined,
  values: Float32Array,
  offset: number,
  shape: ImageShape,
): void {
  if (!(element instanceof HTMLCanvasElement)) return;
  const before = painted.get(element);
  if (before?.values === values && before.offset === offset) return;
  painted.set(element, { values, offset });
  const image = new ImageData(imagePixels(values, offset, shape), shape.width, shape.height);
  element.getContext('2d')?.putImageData(image, 0, 0);
}
