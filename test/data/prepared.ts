// Small experiments that the tests of the pipeline prepare.

import type { DataParameters, Files } from '../../src/data/parameters.ts';
import { prepareData, type PreparedSplit } from '../../src/data/pipeline.ts';
import { createRandom } from '../../src/elbo/random.ts';
import { counting, idxFile, valueOf } from './idxFiles.ts';

export const preparation = {
  scaling: 'unit',
  transform: 'none',
  threshold: 0.5,
  standardise: 'none',
  validation: 0,
  split: 'tail',
  seed: 0,
} as const;

export const pixels = counting(20 * 6);
export const files: Files = new Map([
  ['x.idx', idxFile([20, 2, 3], pixels)],
  ['y.idx', idxFile([20], counting(20))],
  ['z.idx', idxFile([19], counting(19))],
]);

export const idx = { ...preparation, source: 'idx', images: 'x.idx' } as const;
export const moons = { ...preparation, source: 'two-moons', count: 50, options: {} } as const;

export const prepare = (data: DataParameters) => prepareData({ data }, files);
export const prepared = (data: DataParameters) => valueOf(prepare(data));

/** Every target of a split, in order. */
export function targetsOf(split: PreparedSplit, dimensions: number, seed = 1): Float32Array {
  const target = new Float32Array(split.count * dimensions);
  split.fill(
    target,
    Uint32Array.from({ length: split.count }, (_, i) => i),
    createRandom(seed),
  );
  return target;
}

export const f32 = (values: ArrayLike<number>, map: (b: number) => number): Float32Array =>
  Float32Array.from(Array.from(values, map));
