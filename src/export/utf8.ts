// Text as UTF-8 bytes. Written out because this layer has no platform.

export function encodeUtf8(text: string): Uint8Array {
  // Three bytes for each unit of UTF-16 always suffice.
  const bytes = new Uint8Array(3 * text.length);
  let length = 0;
  for (let i = 0; i < text.length; i += 1) {
    const point = text.codePointAt(i) ?? 0;
    if (point > 0xffff) i += 1;
    length = put(bytes, length, isLoneSurrogate(point) ? 0xfffd : point);
  }
  return bytes.slice(0, length);
}

const isLoneSurrogate = (point: number): boolean => point >= 0xd800 && point < 0xe000;

function put(bytes: Uint8Array, at: number, point: number): number {
  if (point < 0x80) {
    bytes[at] = point;
    return at + 1;
  }
  const following = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
  const mark = [0, 0xc0, 0xe0, 0xf0][following] ?? 0;
  bytes[at] = mark | (point >> (6 * following));
  for (let i = 1; i <= following; i += 1) {
    bytes[at + i] = 0x80 | ((point >> (6 * (following - i))) & 0x3f);
  }
  return at + 1 + following;
}
