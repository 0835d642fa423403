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
  /** Fills `target` with independent uniforms on [0, 1) and returns it. */
  fillUniform(target: Float32Array): Float32Array;
  /** A uniformly random permutation of 0 .. length - 1. */
  permutation(length: number): Uint32Array;
  /** An independent stream named by `label`; the same seed and label always give the same stream. */
  fork(label: string): Random;
  state(): RandomState;
}
