// Bytes as text, for the headers and names inside data files. Written out because this layer has no platform.

/** UTF-8; what is not valid becomes U+FFFD, and a byte order mark is dropped. */
export function decodeUtf8(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length;) {
    const { point, length } = pointAt(bytes, i);
    text += String.fromCodePoint(point);
    i += length;
  }
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

const replacement = { point: 0xfffd, length: 1 };

/** How many bytes follow a lead byte, the bits it carries, and the least code point they may encode. */
function leadOf(lead: number): readonly [following: number, bits: number, least: number] {
  if (lead >= 0xf0 && lead < 0xf8) return [3, lead & 0x07, 0x10000];
  if (lead >= 0xe0) return [2, lead & 0x0f, 0x800];
  return [1, lead & 0x1f, 0x80];
}

function pointAt(
  bytes: Uint8Array,
  at: number,
): { readonly point: number; readonly length: number } {
  const lead = bytes[at]!;
  if (lead < 0x80) return { point: lead, length: 1 };
  if (lead < 0xc0 || lead >= 0xf8) return replacement;
  const [following, bits, least] = leadOf(lead);
  let point = bits;
  for (let i = 1; i <= following; i += 1) {
    const next = bytes[at + i] ?? 0;
    if ((next & 0xc0) !== 0x80) return replacement;
    point = (point << 6) | (next & 0x3f);
  }
  const isSurrogate = point >= 0xd800 && point < 0xe000;
  return point < least || point > 0x10ffff || isSurrogate
    ? replacement
    : { point, length: following + 1 };
}
