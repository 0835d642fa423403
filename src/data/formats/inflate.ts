// Deflate (RFC 1951), bare, in zlib's wrapping or in gzip's. The only importer of fflate.

import { FlateErrorCode, Gunzip, inflateSync, unzlibSync, type FlateError } from 'fflate';

/** Deflate yields at most 1032 bytes for one, so a slice of this size oversteps a limit by 17 MB at worst. */
const sliceBytes = 16 * 1024;

export interface GzipListener {
  /** Called with the unpacked bytes, piece by piece; may throw to stop. */
  readonly piece: (bytes: Uint8Array) => void;
  /** Called where the next member starts, for files that are several joined. */
  readonly memberAt: (start: number) => void;
}

/** Unpacks gzip members one after another. Throws what fflate throws on damage. */
export function gunzipInPieces(packed: Uint8Array, listener: GzipListener): void {
  const stream = new Gunzip((piece) => listener.piece(piece));
  stream.onmember = (start) => listener.memberAt(start);
  for (let start = 0; start < packed.length; start += sliceBytes) {
    const end = Math.min(packed.length, start + sliceBytes);
    stream.push(packed.subarray(start, end), end === packed.length);
  }
}

/** Why unpacking broke off, in words. */
export function damageIn(error: unknown): string {
  const isShort = (error as Partial<FlateError>).code === FlateErrorCode.UnexpectedEOF;
  return isShort ? 'it ends too early' : 'its packed data are not valid';
}

export type Inflated = { readonly bytes: Uint8Array } | { readonly damage: string };

/**
 * Unpacks data whose unpacked size is known: whatever they claim, no more is written. Zlib's own check sum is not
 * compared, since the formats that wrap it have another.
 */
export function inflate(packed: Uint8Array, wrapping: 'bare' | 'zlib', size: number): Inflated {
  try {
    const unpack = wrapping === 'bare' ? inflateSync : unzlibSync;
    const bytes = unpack(packed, { out: new Uint8Array(size) });
    return bytes.length === size ? { bytes } : { damage: 'it ends too early' };
  } catch (error) {
    return { damage: damageIn(error) };
  }
}
