// Small IDX files made by the tests, and the one check of a problem.

import assert from 'node:assert/strict';
import type { Outcome } from '../../src/data/outcome.ts';

/** An IDX file of the element type `type`, with the header's dimensions as given, right or wrong. */
export function idxFile(
  dimensions: readonly number[],
  elements: ArrayLike<number>,
  type = 0x08,
): Uint8Array {
  const file = new Uint8Array(4 + 4 * dimensions.length + elements.length);
  const view = new DataView(file.buffer);
  file.set([0, 0, type, dimensions.length]);
  for (const [i, dimension] of dimensions.entries()) view.setUint32(4 + 4 * i, dimension);
  file.set(elements, 4 + 4 * dimensions.length);
  return file;
}

/** Bytes 0, 1, 2, ... 255, 0, ... */
export const counting = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => i % 256);

export function valueOf<T>(outcome: Outcome<T>): T {
  if ('problem' in outcome) assert.fail(`${outcome.problem.what} ${outcome.problem.why}`);
  return outcome.value;
}

/** Checks that there is a problem which says what, why and what now, about the config key given. */
export function checkProblem(
  outcome: Outcome<unknown>,
  expected: {
    readonly what: string;
    readonly why: RegExp;
    readonly now: RegExp;
    readonly key: string;
  },
): void {
  assert.ok('problem' in outcome, 'there should be a problem');
  const { what, why, now, configPath } = outcome.problem;
  assert.equal(what.replaceAll('\u202f', ' '), expected.what);
  assert.match(why.replaceAll('\u202f', ' '), expected.why);
  assert.match(now, expected.now);
  assert.equal(configPath, expected.key);
}
