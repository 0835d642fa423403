import assert from 'node:assert/strict';
import { syntheticComparisons } from '../../../scripts/gallery/syntheticRuns.ts';
import { lossesOf } from '../../../src/elbo/losses.ts';
import {
  overlayFrame,
  seriesOf,
  valueAt,
  type Series,
} from '../../../src/webview/charts/overlayFrame.ts';
import { compareRuns } from '../../../src/webview/comparison.ts';
import { readRun } from '../../../src/webview/reading.ts';

const { runs } = compareRuns(syntheticComparisons.two().map(readRun));
const [first] = runs;
assert.ok(first);

const size = { width: 800, height: 240, term: 'total', labelWidth: 220, cursorStep: null } as const;
const series = (points: Series['points']): Series => ({
  letter: 'A',
  index: 0,
  name: '',
  points,
  last: points.at(-1) ?? null,
});

describe('The lines of several runs', () => {
  it('join the evaluations of the validation split, or means of training steps', () => {
    const held = seriesOf(first, 0, 'kl', 'validation', 100);
    assert.deepEqual(
      held.points.map(({ value }) => value),
      first.run.evaluations.map(({ validation }) => lossesOf(validation!).kl),
    );
    const trained = seriesOf(first, 0, 'kl', 'train', 100);
    assert.ok(trained.points.length <= 100);
    assert.equal(trained.last?.value, trained.points.at(-1)?.value);
  });

  it('leave out what is not finite', () => {
    const run = { ...first.run, columns: { ...first.run.columns } };
    run.columns.kl = Float64Array.of(1, Number.NaN, 3);
    const { points } = seriesOf({ ...first, run }, 0, 'kl', 'train', 100);
    assert.deepEqual(
      points.map(({ value }) => value),
      [1, 3],
    );
  });

  it('have axes for what is told apart, not for the first steps', () => {
    const { lower, upper } = overlayFrame(
      [series([1, 50, 100].map((step) => ({ step, value: step === 1 ? 500 : 100 + step / 100 })))],
      100,
      size,
    );
    assert.ok(lower < 100.5 && upper < 102, `${lower} to ${upper}`);
  });

  it('leave room for their labels behind the longest run', () => {
    const { domainEnd } = overlayFrame([series([{ step: 580, value: 1 }])], 0, size);
    assert.equal(domainEnd, 800);
  });

  it('can be none, and one value', () => {
    assert.deepEqual(overlayFrame([series([])], 0, size).ticks, []);
    const { lower, upper } = overlayFrame([series([{ step: 1, value: 0 }])], 0, size);
    assert.ok(lower < 0 && upper > 0);
  });

  it('have at every step the value of the last point before', () => {
    const line = series([10, 20].map((step) => ({ step, value: step })));
    assert.deepEqual(
      [9, 10, 15, 20, 30].map((step) => valueAt(line, step)),
      [undefined, 10, 10, 20, 20],
    );
  });
});
