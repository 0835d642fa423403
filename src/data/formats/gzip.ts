// Gzip (RFC 1952): unpacks with a limit, and checks what was unpacked against the length and CRC-32 that each
// member ends with; the inflating itself verifies neither.

import { dataProblem, grouped, type Outcome } from '../outcome.ts';
import { crc32 } from '../../elbo/crc32.ts';
import { damageIn, gunzipInPieces } from './inflate.ts';

/** Where bytes come from, for messages. */
export interface FileName {
  readonly path: string;
  /** The config key that names the file. */
  readonly configPath: string;
}

export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

const trailerBytes = 8;

class LimitReached extends Error {}
class Damaged extends Error {}

/** Unpacked pieces, checked member by member. */
class Unpacked {
  readonly pieces: Uint8Array[] = [];
  readonly #packed: Uint8Array;
  readonly #maximumBytes: number;
  #total = 0;
  #memberLength = 0;
  #memberCrc = 0;

  constructor(packed: Uint8Array, maximumBytes: number) {
    this.#packed = packed;
    this.#maximumBytes = maximumBytes;
  }

  add(piece: Uint8Array): void {
    this.#total += piece.length;
    if (this.#total > this.#maximumBytes) throw new LimitReached();
    this.#memberLength += piece.length;
    this.#memberCrc = crc32(piece, this.#memberCrc);
    this.pieces.push(piece);
  }

  /** Compares the member that ends before `end` with its trailer. */
  endMember(end: number): void {
    const { buffer, byteOffset, length } = this.#packed;
    if (end < trailerBytes || end > length) throw new Damaged('its end is missing');
    const trailer = new DataView(buffer, byteOffset + end - trailerBytes, trailerBytes);
    const [crc, size] = [trailer.getUint32(0, true), trailer.getUint32(4, true)];
    if (crc !== this.#memberCrc) throw new Damaged('its check sum (CRC-32) does not match');
    // The trailer holds the length modulo 2^32.
    if (size !== this.#memberLength >>> 0) throw new Damaged('its length does not match');
    this.#memberCrc = 0;
    this.#memberLength = 0;
  }

  joined(): Uint8Array {
    const whole = new Uint8Array(this.#total);
    let offset = 0;
    for (const piece of this.pieces) {
      whole.set(piece, offset);
      offset += piece.length;
    }
    return whole;
  }
}

function unpack(packed: Uint8Array, maximumBytes: number): Uint8Array {
  const unpacked = new Unpacked(packed, maximumBytes);
  gunzipInPieces(packed, {
    piece: (bytes) => unpacked.add(bytes),
    memberAt: (start) => unpacked.endMember(start),
  });
  unpacked.endMember(packed.length);
  return unpacked.joined();
}

const reasonOf = (error: unknown): string =>
  error instanceof Damaged ? error.message : damageIn(error);

/** The unpacked bytes. A damaged, truncated or oversized file is a problem; nothing throws. */
export function gunzip(
  packed: Uint8Array,
  { path, configPath }: FileName,
  maximumBytes: number,
): Outcome<Uint8Array> {
  try {
    return { value: unpack(packed, maximumBytes) };
  } catch (error) {
    if (error instanceof LimitReached) {
      return dataProblem(
        `${path}: unpacks to more than ${grouped(maximumBytes)} bytes.`,
        `That is the limit for one file; the packed file has ${grouped(packed.length)} bytes.`,
        'If the file is right, raise the limit in the settings; else choose another file.',
        configPath,
      );
    }
    const reason = reasonOf(error);
    return dataProblem(
      `${path}: the gzip file cannot be unpacked (${reason}).`,
      `It has ${grouped(packed.length)} bytes and may be cut short or damaged.`,
      'Copy or download it again.',
      configPath,
    );
  }
}

/** The bytes of a file that may or may not be gzip-compressed. */
export const plainBytes = (
  bytes: Uint8Array,
  file: FileName,
  maximumBytes: number,
): Outcome<Uint8Array> => (isGzip(bytes) ? gunzip(bytes, file, maximumBytes) : { value: bytes });
