// CRC-32 as gzip, ZIP and PNG use it: RFC 1952, section 8; polynomial 0xEDB88320, reflected.

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) {
    value = value & 1 ? 0xed_b8_83_20 ^ (value >>> 1) : value >>> 1;
  }
  return value >>> 0;
});

/** The CRC of all bytes so far, from the CRC of the bytes before (0 at the start). */
export function crc32(bytes: Uint8Array, before = 0): number {
  let value = ~before;
  for (let i = 0; i < bytes.length; i += 1) {
    value = table[(value ^ bytes[i]!) & 0xff]! ^ (value >>> 8);
  }
  return ~value >>> 0;
}
