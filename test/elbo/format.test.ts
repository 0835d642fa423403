import assert from 'node:assert/strict';
import * as format from '../../src/elbo/format.ts';

/** Inputs and outputs of one formatter; a plain space in `expected` between digits stands for U+202F. */
function checkFormat(
  formatter: (value: number) => string,
  cases: readonly (readonly [number, string])[],
): void {
  for (const [value, expected] of cases) {
    const spaced = expected.replace(/(\d) (?=\d{3})/g, '$1\u202f');
    assert.equal(formatter(value), spaced, `of ${value}`);
  }
}

describe('format', () => {
  it('writes nats with one decimal from 10 on and two below, decided after rounding', () => {
    checkFormat(format.formatNats, [
      [113.46, '113.5'],
      [3.424, '3.42'],
      [9.994, '9.99'],
      [9.996, '10.0'],
      [10, '10.0'],
      [-9.996, '−10.0'],
      [0, '0.00'],
      [12_345.67, '12 345.7'],
    ]);
    checkFormat(format.formatNatsPerDimension, [
      [12.345, '12.35'],
      [0.004, '0.00'],
    ]);
  });

  it('writes bits per dimension with three decimals and checks with four', () => {
    checkFormat(format.formatBitsPerDim, [[0.21083, '0.211']]);
    checkFormat(format.formatCheck, [[3061.19381, '3 061.1938']]);
  });

  it('uses a true minus and never writes minus zero', () => {
    checkFormat(format.formatNats, [
      [-1.5, '\u22121.50'],
      [-0.001, '0.00'],
      [-0, '0.00'],
    ]);
  });

  it('names what is not finite instead of leaving a blank', () => {
    for (const formatter of [
      format.formatNats,
      format.formatBitsPerDim,
      format.formatCount,
      format.formatCoefficient,
      format.formatDensity,
      format.formatDuration,
      (value: number) => format.formatWithError(value, 1),
    ]) {
      checkFormat(formatter, [
        [Infinity, '∞'],
        [-Infinity, '−∞'],
        [Number.NaN, 'NaN'],
      ]);
    }
  });

  it('groups counts by thousands with a thin space', () => {
    checkFormat(format.formatCount, [
      [1420, '1 420'],
      [999, '999'],
      [1_234_567, '1 234 567'],
      [0, '0'],
    ]);
    assert.ok(format.formatCount(1420).includes('\u202f'));
  });

  it('stops the decimals of a value at the first digit of its standard error', () => {
    const cases: readonly (readonly [number, number, string])[] = [
      [114.42, 0.93, '114.4 ± 0.9'],
      [114.42, 0.096, '114.4 ± 0.1'],
      [114.4234, 0.0234, '114.42 ± 0.02'],
      [114.4234, 0.001, '114.423 ± 0.001'],
      [-114.42, 3.2, '−114 ± 3'],
      [114.42, 23, '114 ± 23'],
      [114.42, 0, '114.4'],
      [114.42, Number.NaN, '114.4'],
    ];
    for (const [value, error, expected] of cases) {
      assert.equal(format.formatWithError(value, error), expected);
    }
  });

  it('writes coefficients with three significant digits, at least two decimals when editable', () => {
    checkFormat(format.formatCoefficient, [
      [392, '392'],
      [19.84, '19.8'],
      [1, '1.00'],
      [9.999, '10.0'],
      [0.0123, '0.0123'],
      [12_345, '12 345'],
      [0.000_01, '1.00 · 10⁻⁵'],
      [-0.5, '−0.500'],
      [0, '0.00'],
    ]);
    checkFormat(
      (value) => format.formatCoefficient(value, true),
      [
        [392, '392.00'],
        [19.84, '19.84'],
        [0.5, '0.500'],
      ],
    );
  });

  it('writes densities with four significant digits, small ones as powers of ten', () => {
    checkFormat(format.formatDensity, [
      [0.276_08, '0.2761'],
      [0.003_521, '3.52 · 10⁻³'],
      [12.345_6, '12.35'],
      [3.989_4e-100, '3.99 · 10⁻¹⁰⁰'],
      [0, '0'],
    ]);
  });

  it('writes times in one unit below a minute and two above', () => {
    checkFormat(format.formatDuration, [
      [0, '0 s'],
      [14_400, '14 s'],
      [59_600, '1 min 0 s'],
      [217_000, '3 min 37 s'],
      [7_500_000, '2 h 5 min'],
      [90_000_000, '1 d 1 h'],
    ]);
  });

  it('gives differences a sign, except where they round to zero', () => {
    assert.equal(format.withSign(format.formatNats(0.9)), '+0.90');
    assert.equal(format.withSign(format.formatNats(-0.9)), '−0.90');
    assert.equal(format.withSign(format.formatNats(0.001)), '0.00');
    assert.equal(format.withSign('∞'), '+∞');
  });

  it('shows one more digit in a table whose rounded parts would not add up', () => {
    const good = { parts: [89.02, 24.51], total: 113.53 };
    const bad = { parts: [89.04, 24.44], total: 113.48 };
    assert.equal(format.decimalsOfTable([good]), 1);
    assert.equal(format.decimalsOfTable([good, bad]), 2);
    assert.equal(format.decimalsOfTable([{ parts: [1.25, 2.5], total: 3.75 }]), 2);
    assert.equal(format.decimalsOfTable([{ parts: [Infinity, 1.04], total: Infinity }]), 1);
    assert.equal(format.decimalsOfTable([]), 1);
    assert.equal(format.decimalsThatAddUp([{ parts: [-0.04, -0.04], total: -0.08 }], 1), 2);
  });
});
