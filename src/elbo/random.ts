// Seeded random numbers: the only source of chance in every pure layer and in training.
// The state is a plain value, so a run can be saved and go on as if nothing had happened.

/** Opaque, serialisable state of a generator. */
export type RandomState = readonly number[];

export interface Random {
  /** Uniform on [0, 1), 53 bits. */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
  /** Uniform integer in [0, bound). */
  integer(bound: number): number;
  /** Fills `target` with independent standard normals and returns it. */
  fillNormal(target: Float32Array): Float32Array;
  /** Fills `target` with independent uniforms on [0, 1), multiples of 2^-24, and returns it. */
  fillUniform<T extends Float32Array | Float64Array>(target: T): T;
  /** A uniformly random permutation of 0 .. length - 1. */
  permutation(length: number): Uint32Array;
  /** An independent stream named by `label`; the same seed and label always give the same stream. */
  fork(label: string): Random;
  state(): RandomState;
}

/**
 * A generator from a seed (a safe integer), or one that goes on from a saved state.
 *
 * xoshiro128** (Blackman and Vigna 2021, doi:10.1145/3460772): 32-bit words only, so JavaScript runs it
 * without BigInt, and the same everywhere. Period 2^128 - 1.
 */
export function createRandom(seed: number | RandomState): Random {
  if (typeof seed === 'number') return Xoshiro.seeded(keyOfSeed(seed));
  return Xoshiro.restored(seed);
}

/** What a stream grows from, and what its forks are named under: two 32-bit words. */
type Key = readonly [number, number];

function keyOfSeed(seed: number): Key {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`seed must be an integer, got ${seed}`);
  return [seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0];
}

/** Bijective scrambling of a 32-bit word (the finaliser of MurmurHash3, A. Appleby, public domain). */
function scramble(word: number): number {
  let mixed = word ^ (word >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** FNV-1a over the label's UTF-16 units, begun at a word of the parent's key, then scrambled. */
function hashLabel(label: string, start: number): number {
  let hash = scramble(start ^ 0x811c9dc5);
  for (let index = 0; index < label.length; index++) {
    hash = Math.imul(hash ^ label.charCodeAt(index), 0x01000193);
  }
  return scramble(hash ^ label.length);
}

function childKey([low, high]: Key, label: string): Key {
  const first = hashLabel(label, low);
  return [scramble(first ^ high), hashLabel(label, scramble(high + 0x9e3779b9) ^ first)];
}

/** Four words from a key. A Weyl sequence scrambled, so that neighbouring seeds share nothing. */
function expand([low, high]: Key): [number, number, number, number] {
  const word = (index: number): number => {
    const step = Math.imul(index, 0x9e3779b9);
    return scramble((scramble((low + step) | 0) ^ ((high + Math.imul(step, 3)) | 0)) + index);
  };
  const words: [number, number, number, number] = [word(1), word(2), word(3), word(4)];
  // All zero is the one state the generator cannot leave.
  if (words.every((value) => value === 0)) words[0] = 1;
  return words;
}

const rotateLeft = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

/** Layout of a saved state: key (2), words (4), whether a normal is kept (1), that normal (1). */
const stateLength = 8;

class Xoshiro implements Random {
  readonly #key: Key;
  #a: number;
  #b: number;
  #c: number;
  #d: number;
  /** Normals come in pairs; the second one waits here. */
  #spare: number | undefined;

  private constructor(
    key: Key,
    words: readonly [number, number, number, number],
    spare: number | undefined,
  ) {
    this.#key = key;
    [this.#a, this.#b, this.#c, this.#d] = words;
    this.#spare = spare;
  }

  static seeded(key: Key): Xoshiro {
    return new Xoshiro(key, expand(key), undefined);
  }

  static restored(state: RandomState): Xoshiro {
    if (state.length !== stateLength) {
      throw new RangeError(`a random state holds ${stateLength} numbers, got ${state.length}`);
    }
    const [low = 0, high = 0, a = 0, b = 0, c = 0, d = 0, kept = 0, spare = 0] = state;
    return new Xoshiro([low, high], [a, b, c, d], kept === 1 ? spare : undefined);
  }

  /** 32 random bits as a non-negative integer. */
  #next(): number {
    const result = Math.imul(rotateLeft(Math.imul(this.#b, 5), 7), 9) >>> 0;
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = rotateLeft(this.#d, 11);
    return result;
  }

  uniform(): number {
    const high = this.#next() >>> 5;
    return (high * 2 ** 26 + (this.#next() >>> 6)) * 2 ** -53;
  }

  /** Box and Muller (1958, doi:10.1214/aoms/1177706645): no rejection, so draws per call are fixed. */
  normal(): number {
    if (this.#spare !== undefined) {
      const kept = this.#spare;
      this.#spare = undefined;
      return kept;
    }
    // 1 - u is in (0, 1]: the logarithm stays finite.
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    const angle = 2 * Math.PI * this.uniform();
    this.#spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  integer(bound: number): number {
    if (!Number.isSafeInteger(bound) || bound < 1) {
      throw new RangeError(`bound must be a positive integer, got ${bound}`);
    }
    return Math.floor(this.uniform() * bound);
  }

  fillNormal(target: Float32Array): Float32Array {
    for (let index = 0; index < target.length; index++) target[index] = this.normal();
    return target;
  }

  fillUniform<T extends Float32Array | Float64Array>(target: T): T {
    // 24 bits, not 53: a double just below 1 would round to 1 in float32.
    for (let index = 0; index < target.length; index++) {
      target[index] = (this.#next() >>> 8) * 2 ** -24;
    }
    return target;
  }

  permutation(length: number): Uint32Array {
    const order = Uint32Array.from({ length }, (_, index) => index);
    for (let last = length - 1; last > 0; last--) {
      const chosen = this.integer(last + 1);
      const kept = order[last] ?? 0;
      order[last] = order[chosen] ?? 0;
      order[chosen] = kept;
    }
    return order;
  }

  fork(label: string): Random {
    return Xoshiro.seeded(childKey(this.#key, label));
  }

  state(): RandomState {
    const spare = this.#spare;
    const words = [this.#a, this.#b, this.#c, this.#d].map((word) => word >>> 0);
    return [...this.#key, ...words, spare === undefined ? 0 : 1, spare ?? 0];
  }
}
