import assert from 'node:assert/strict';
import { syntheticComparisons, syntheticRuns } from '../../scripts/gallery/syntheticRuns.ts';
import type { RunSnapshot } from '../../src/protocol/run.ts';
import {
  compareRuns,
  differenceOf,
  isNoise,
  objectiveOf,
  ranked,
} from '../../src/webview/comparison.ts';
import { readRun } from '../../src/webview/reading.ts';

const compare = (runs: readonly RunSnapshot[]) => compareRuns(runs.map(readRun));

const withoutValidation = (run: RunSnapshot): RunSnapshot => ({
  ...run,
  evaluations: run.evaluations.map((each) => Object.assign({}, each, { validation: null })),
});

describe('Runs side by side', () => {
  const [a, b] = syntheticComparisons.two();
  assert.ok(a && b);

  it('are compared on the validation split where all have one, else on the training split', () => {
    assert.equal(compare([a, b]).split, 'validation');
    assert.equal(compare([a, withoutValidation(b)]).split, 'train');
  });

  it('that have not been evaluated have nothing against a split, nor any value', () => {
    const comparison = compare([a, syntheticRuns.preparing()]);
    const [evaluated, other] = comparison.runs;
    assert.ok(evaluated && other);
    assert.equal(comparison.split, 'validation');
    assert.equal(other.losses, null);
    assert.equal(differenceOf(evaluated, other), undefined);
    assert.equal(objectiveOf(other), null);
  });

  it('differ by the terms of the second less those of the first', () => {
    const { runs } = compare([a, b]);
    const difference = differenceOf(runs[0]!, runs[1]!);
    assert.ok(difference);
    const { reconstruction, kl, total, standardError } = difference;
    assert.ok(Math.abs(reconstruction + kl - total) < 1e-9);
    assert.ok(reconstruction > 0 && kl < 0);
    const errors = runs.map(({ last }) => last?.elboStandardError ?? Number.NaN);
    assert.equal(standardError, Math.hypot(...errors));
  });

  it('do not differ where the difference is less than two standard errors', () => {
    const terms = { reconstruction: 0, kl: 0 };
    assert.equal(isNoise({ ...terms, total: 1.9, standardError: 1 }), true);
    assert.equal(isNoise({ ...terms, total: -2.1, standardError: 1 }), false);
    assert.equal(isNoise({ ...terms, total: 0.1, standardError: null }), false);
  });

  it('do not compare on different data, or as a probability and a density', () => {
    assert.equal(compare([a, b]).obstacle, null);
    assert.equal(compare([a, syntheticRuns.table()]).obstacle, 'data');
    const density: RunSnapshot = {
      ...b,
      experiment: { ...b.experiment, likelihood: { family: 'normal', scale: 'shared' } },
    };
    assert.equal(compare([a, density]).obstacle, 'measure');
    assert.equal(compare([a, syntheticRuns.preparing()]).obstacle, null);
  });

  it('do not compare across families where one is no probability of the data', () => {
    const greyLevels = (run: RunSnapshot): RunSnapshot => ({
      ...run,
      data: run.data && { ...run.data, bitsPerDimUndefinedBecause: 'they are grey levels' },
    });
    const categorical: RunSnapshot = {
      ...b,
      experiment: { ...b.experiment, likelihood: { family: 'categorical' } },
    };
    assert.equal(compare([greyLevels(a), greyLevels(b)]).obstacle, null);
    assert.equal(compare([greyLevels(a), categorical]).obstacle, 'family');
    assert.equal(compare([a, categorical]).obstacle, null);
  });

  it('have letters in their order, and are ranked by their -ELBO', () => {
    const comparison = compare(syntheticComparisons.many());
    assert.deepEqual(
      comparison.runs.map(({ letter }) => letter),
      ['A', 'B', 'C', 'D', 'E'],
    );
    assert.deepEqual(
      ranked(comparison).map(({ letter }) => letter),
      ['E', 'A', 'D', 'C', 'B'],
    );
  });
});
