import assert from 'node:assert/strict';
import { prepareData } from '../../src/data/pipeline.ts';
import { undoStandardisation } from '../../src/data/standardisation.ts';
import { checkProblem, idxFile, valueOf } from './idxFiles.ts';
import { idx, moons, preparation, prepared, targetsOf } from './prepared.ts';

/** Rows of numbers far from 0, whose columns have other means, spreads and units. */
const rows = Array.from({ length: 50 }, (_, i) => [1e6 + Math.sin(i), 0.001 * (i % 7), 5]);
const csv = {
  ...preparation,
  source: 'csv',
  file: 'x.csv',
  header: 'none',
  missing: 'refuse',
} as const;
const files = new Map([
  ['x.csv', new TextEncoder().encode(rows.map((row) => row.join(',')).join('\n'))],
]);
const table = (more: Partial<typeof csv> | { readonly standardise: string }) =>
  valueOf(prepareData({ data: { ...csv, ...more } as typeof csv }, files));

const column = (values: ArrayLike<number>, dimensions: number, index: number): readonly number[] =>
  Array.from(values).filter((_, i) => i % dimensions === index);
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]): number =>
  Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));

describe('standardised data', () => {
  it('have mean 0 and standard deviation 1 in each dimension of the training split', () => {
    const { train, dimensions } = prepared({
      ...moons,
      validation: 10,
      standardise: 'per-dimension',
    });
    const targets = targetsOf(train, dimensions);
    for (const index of [0, 1]) {
      const values = column(targets, dimensions, index);
      assert.ok(Math.abs(mean(values)) < 1e-6);
      assert.ok(Math.abs(deviation(values) - 1) < 1e-6);
    }
  });

  it('have them over all dimensions together where they share them', () => {
    const { train, standardisation } = prepared({ ...idx, standardise: 'shared' });
    const values = [...targetsOf(train, 6)];
    assert.ok(Math.abs(mean(values)) < 1e-6);
    assert.ok(Math.abs(deviation(values) - 1) < 1e-6);
    assert.equal(new Set(standardisation?.scale).size, 1);
    assert.equal(new Set(standardisation?.mean).size, 1);
  });

  it('are measured on the training split alone', () => {
    const all = prepared({ ...moons, standardise: 'per-dimension' });
    const some = prepared({ ...moons, standardise: 'per-dimension', validation: 30 });
    assert.notDeepEqual(all.standardisation, some.standardisation);
    assert.equal(some.validation?.count, 30);
  });

  it('keep their digits far from 0, and say how many dimensions are constant', () => {
    const { train, standardisation, notes } = table({ standardise: 'per-dimension' });
    const targets = targetsOf(train, 3);
    const scale = deviation(rows.map(([first]) => Math.sin(Math.asin(first! - 1e6))));
    const centre = mean(rows.map(([first]) => first! - 1e6));
    for (const [i, [first]] of rows.entries()) {
      assert.ok(Math.abs(targets[3 * i]! - (first! - 1e6 - centre) / scale) < 1e-6);
    }
    assert.equal(standardisation?.scale[2], 1);
    assert.deepEqual([...new Set(column(targets, 3, 2))], [0]);
    assert.equal(notes[0]?.what, '1 dimension of 3 is constant: centred, not scaled.');
  });

  it('say by how much a log density changes: the sum of the logarithms of their scales', () => {
    const { standardisation } = table({ standardise: 'per-dimension' });
    const expected = [0, 1].reduce(
      (sum, i) => sum + Math.log(deviation(rows.map((row) => row[i]!))),
      0,
    );
    assert.ok(Math.abs((standardisation?.sumLogScale ?? NaN) - expected) < 1e-6);
    const shared = prepared({ ...idx, standardise: 'shared' }).standardisation;
    assert.ok(shared && Math.abs(shared.sumLogScale - 6 * Math.log(shared.scale[0]!)) < 1e-12);
  });

  it('can be undone', () => {
    const plain = prepared(moons);
    const { train, standardisation } = prepared({ ...moons, standardise: 'per-dimension' });
    const undone = undoStandardisation(targetsOf(train, 2), standardisation);
    for (const [i, value] of targetsOf(plain.train, 2).entries()) {
      assert.ok(Math.abs(undone[i]! - value) < 1e-6);
    }
  });

  it('may be grey levels with the noise of dequantisation, fresh every time', () => {
    const dequantised = { ...idx, transform: 'uniform-dequantisation' } as const;
    const { train, standardisation, targets } = prepared({
      ...dequantised,
      standardise: 'per-dimension',
    });
    const [once, again] = [targetsOf(train, 6, 1), targetsOf(train, 6, 2)];
    assert.notDeepEqual(once, again);
    const plain = targetsOf(prepared(dequantised).train, 6, 1);
    const undone = undoStandardisation(once, standardisation);
    for (const [i, value] of plain.entries()) assert.ok(Math.abs(undone[i]! - value) < 1e-6);
    // Bits per dimension are about the levels of the data, so the width stays in data units.
    assert.deepEqual(targets, { kind: 'dequantised', binWidth: 1 / 256 });
  });

  it('keep the range of the data, for drawing', () => {
    const { range } = prepared({ ...idx, standardise: 'shared' });
    assert.deepEqual(range, { minimum: 0, maximum: 1 });
  });

  it('are refused where they are bits, or constant', () => {
    checkProblem(
      prepareData(
        { data: { ...idx, transform: 'threshold', standardise: 'shared' } },
        new Map([['x.idx', idxFile([2, 1, 1], [0, 255])]]),
      ),
      {
        what: 'Binary data cannot be standardised.',
        why: /0 and 1/u,
        now: /Remove `standardise`/u,
        key: 'data.standardise',
      },
    );
    checkProblem(
      prepareData(
        { data: { ...idx, standardise: 'per-dimension' } },
        new Map([['x.idx', idxFile([2, 1, 2], [7, 9, 7, 9])]]),
      ),
      {
        what: 'These data cannot be standardised: they are constant.',
        why: /no spread/u,
        now: /other data/u,
        key: 'data.standardise',
      },
    );
  });
});
