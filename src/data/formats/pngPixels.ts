// From the rows of a PNG to one byte per value: packed bits spread out, palettes looked up, 16 bits rounded to 8,
// opaque alpha dropped.

export interface PngLayout {
  readonly width: number;
  readonly height: number;
  /** Bits of a value. */
  readonly depth: number;
  /** 0 grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGB with alpha. */
  readonly colourType: number;
  /** Values of a pixel. */
  readonly perPixel: number;
}

interface Tables {
  readonly palette: Uint8Array | undefined;
  readonly transparency: Uint8Array | undefined;
}

export interface Pixels {
  readonly channels: 1 | 3;
  readonly bytes: Uint8Array;
}

/** Pixels, or in words what keeps them from being read. */
export function toPixels(rows: Uint8Array, layout: PngLayout, tables: Tables): Pixels | string {
  const { colourType } = layout;
  const { palette, transparency } = tables;
  const isKeyed = transparency !== undefined && colourType !== 3;
  if (isKeyed || transparency?.some((alpha) => alpha < 255))
    return 'the picture is partly transparent';
  const values = spread(rows, layout);
  switch (colourType) {
    case 3:
      return lookUp(values, palette ?? new Uint8Array(0));
    case 4:
    case 6:
      return withoutAlpha(values, colourType === 4 ? 1 : 3);
    default:
      return { channels: colourType === 0 ? 1 : 3, bytes: values };
  }
}

/** One byte per value, on the scale from 0 to 255; palette indices as they are. */
function spread(rows: Uint8Array, layout: PngLayout): Uint8Array {
  const { width, height, depth, colourType, perPixel } = layout;
  if (depth === 8) return rows;
  const perRow = width * perPixel;
  const rowBytes = Math.ceil((perRow * depth) / 8);
  const values = new Uint8Array(height * perRow);
  const largest = 2 ** Math.min(depth, 8) - 1;
  const scale = colourType === 3 ? 1 : 255 / largest;
  for (let i = 0; i < values.length; i += 1) {
    const start = Math.floor(i / perRow) * rowBytes;
    const within = i % perRow;
    if (depth === 16) {
      const value = rows[start + 2 * within]! * 256 + rows[start + 2 * within + 1]!;
      values[i] = Math.round(value / 257);
    } else {
      const bit = within * depth;
      const shift = 8 - depth - (bit % 8);
      values[i] = ((rows[start + (bit >> 3)]! >> shift) & largest) * scale;
    }
  }
  return values;
}

/** Colours of a palette; grey where every colour of it is. */
function lookUp(indices: Uint8Array, palette: Uint8Array): Pixels | string {
  const colours = palette.length / 3;
  if (indices.some((index) => index >= colours))
    return 'the picture uses colours that its palette lacks';
  const isGrey = palette.every((value, i) => value === palette[i - (i % 3)]);
  const channels = isGrey ? 1 : 3;
  const bytes = new Uint8Array(indices.length * channels);
  for (let i = 0; i < bytes.length; i += 1) {
    bytes[i] = palette[3 * indices[Math.floor(i / channels)]! + (i % channels)]!;
  }
  return { channels, bytes };
}

function withoutAlpha(values: Uint8Array, channels: 1 | 3): Pixels | string {
  const perPixel = channels + 1;
  const bytes = new Uint8Array((values.length / perPixel) * channels);
  for (let pixel = 0; pixel * perPixel < values.length; pixel += 1) {
    if (values[pixel * perPixel + channels] !== 255) return 'the picture is partly transparent';
    const own = values.subarray(pixel * perPixel, pixel * perPixel + channels);
    bytes.set(own, pixel * channels);
  }
  return { channels, bytes };
}
