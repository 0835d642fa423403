import assert from 'node:assert/strict';
import type { DataConfig } from '../../src/config/experiment.ts';
import type { DataParameters, Files, Preparation, Transform } from '../../src/data/parameters.ts';
import { prepareData, type PreparedSplit } from '../../src/data/pipeline.ts';
import { reportData } from '../../src/data/report.ts';
import { createRandom } from '../../src/elbo/random.ts';
import { checkProblem, counting, idxFile, valueOf } from './idxFiles.ts';

/** The config's type fits the data layer's, which does not import it. */
export const fits = (config: DataConfig): DataParameters => config;

const preparation = {
  scaling: 'unit',
  transform: 'none',
  threshold: 0.5,
  validation: 0,
  split: 'tail',
  seed: 0,
} as const;

const pixels = counting(20 * 6);
const files: Files = new Map([
  ['x.idx', idxFile([20, 2, 3], pixels)],
  ['y.idx', idxFile([20], counting(20))],
  ['z.idx', idxFile([19], counting(19))],
]);

const idx = { ...preparation, source: 'idx', images: 'x.idx' } as const;
const moons = { ...preparation, source: 'two-moons', count: 50, options: {} } as const;

const prepare = (data: DataParameters) => prepareData({ data }, files);
const prepared = (data: DataParameters) => valueOf(prepare(data));

const bernoulliLike = { name: 'Bernoulli', measure: 'mass' } as const;
const gaussianLike = { name: 'Gaussian', measure: 'density' } as const;

/** Every target of a split, in order. */
function targetsOf(split: PreparedSplit, dimensions: number, seed = 1): Float32Array {
  const target = new Float32Array(split.count * dimensions);
  split.fill(
    target,
    Uint32Array.from({ length: split.count }, (_, i) => i),
    createRandom(seed),
  );
  return target;
}

const f32 = (values: ArrayLike<number>, map: (b: number) => number): Float32Array =>
  Float32Array.from(Array.from(values, map));

describe('prepared images', () => {
  it('keep their shape and labels', () => {
    const { shape, dimensions, kind, name, train } = prepared({ ...idx, labels: 'y.idx' });
    assert.deepEqual(
      { shape, dimensions, kind, name },
      { shape: [2, 3, 1], dimensions: 6, kind: 'image', name: 'x.idx' },
    );
    assert.deepEqual(train.labels, counting(20));
    assert.equal(prepared(idx).train.labels, null);
  });

  it('are scaled to bytes / 255, to 2 bytes / 255 - 1, or not at all', () => {
    const scaled = (scaling: 'unit' | 'signed' | 'none') => {
      const { train, range } = prepared({ ...idx, scaling });
      return { targets: targetsOf(train, 6), range };
    };
    assert.deepEqual(scaled('unit'), {
      targets: f32(pixels, (b) => b / 255),
      range: { minimum: 0, maximum: 1 },
    });
    assert.deepEqual(scaled('signed'), {
      targets: f32(pixels, (b) => (2 * b) / 255 - 1),
      range: { minimum: -1, maximum: 1 },
    });
    assert.deepEqual(scaled('none'), {
      targets: f32(pixels, (b) => b),
      range: { minimum: 0, maximum: 255 },
    });
  });

  it('come in the order that a batch asks for', () => {
    const target = new Float32Array(12);
    prepared(idx).train.fill(target, [19, 3], createRandom(0));
    assert.deepEqual(
      target,
      f32([...pixels.slice(114, 120), ...pixels.slice(18, 24)], (b) => b / 255),
    );
  });

  it('are refused outside the split', () => {
    const { train } = prepared({ ...idx, validation: 5 });
    assert.throws(
      () => train.fill(new Float32Array(6), [15], createRandom(0)),
      /not in a split of 15/u,
    );
  });

  it('use all of a file that holds fewer than the limit, and say so', () => {
    const { train, notes } = prepared({ ...idx, limit: 1500 });
    assert.equal(train.count, 20);
    assert.deepEqual(notes, [
      {
        what: 'All 20 images of x.idx are used.',
        why: 'The limit of 1\u202f500 is above what the file holds.',
      },
    ]);
  });

  it('are the first of the file under a limit, with their labels', () => {
    const { train, notes } = prepared({ ...idx, labels: 'y.idx', limit: 4 });
    assert.deepEqual(
      targetsOf(train, 6),
      f32(pixels.slice(0, 24), (b) => b / 255),
    );
    assert.deepEqual(train.labels, counting(4));
    assert.deepEqual(notes, []);
  });

  it('of generators are the grey levels k / 255 that were drawn', () => {
    const { train } = prepared({
      ...preparation,
      source: 'shapes',
      count: 10,
      options: { side: 12 },
    });
    const targets = targetsOf(train, 144);
    assert.ok(targets.some((value) => value > 0.4));
    for (const value of targets) assert.equal(value, Math.fround(Math.round(value * 255) / 255));
  });
});

describe('prepared tables', () => {
  it('are never rescaled', () => {
    const unscaled = targetsOf(prepared({ ...moons, scaling: 'none' }).train, 2);
    const { train, range } = prepared({ ...moons, scaling: 'signed' });
    assert.deepEqual(targetsOf(train, 2), unscaled);
    assert.deepEqual(range, { minimum: Math.min(...unscaled), maximum: Math.max(...unscaled) });
    assert.ok(range.maximum > 1.2);
  });

  it('can be thresholded', () => {
    const plain = targetsOf(prepared(moons).train, 2);
    const { train } = prepared({ ...moons, transform: 'threshold', threshold: 0.25 });
    assert.deepEqual(
      targetsOf(train, 2),
      plain.map((value) => (value > 0.25 ? 1 : 0)),
    );
  });
});

describe('transforms of images', () => {
  const count = 400;
  /** Every pixel of 400 pictures of 256 pixels is the grey level of its place. */
  const ramp = new Map([['r.idx', idxFile([count, 16, 16], counting(count * 256))]]);
  const ramped = (transform: Transform, more: Partial<Preparation> = {}) =>
    valueOf(
      prepareData(
        { data: { ...preparation, source: 'idx', images: 'r.idx', transform, ...more } },
        ramp,
      ),
    );

  /** Largest distance, in standard errors, of the frequency of ones from the grey level. */
  function worstFrequency(targets: Float32Array): number {
    let worst = 0;
    for (let b = 0; b < 256; b += 1) {
      let ones = 0;
      for (let i = 0; i < count; i += 1) {
        const value = targets[i * 256 + b]!;
        assert.ok(value === 0 || value === 1);
        ones += value;
      }
      const p = b / 255;
      if (b === 0 || b === 255) assert.equal(ones, b === 0 ? 0 : count);
      else worst = Math.max(worst, Math.abs(ones / count - p) / Math.sqrt((p * (1 - p)) / count));
    }
    return worst;
  }

  it('threshold: 1 strictly above the threshold', () => {
    const targets = targetsOf(ramped('threshold').train, 256);
    assert.deepEqual(
      targets.slice(0, 256),
      f32(counting(256), (b) => (b > 127.5 ? 1 : 0)),
    );
  });

  it('static binarisation: P(1) = x, the same in every batch, another with another seed', () => {
    const { train, drawsNoise } = ramped('static-binarisation');
    const targets = targetsOf(train, 256, 1);
    assert.ok(worstFrequency(targets) < 4.5);
    assert.deepEqual(targetsOf(train, 256, 2), targets);
    assert.equal(drawsNoise, false);
    assert.deepEqual(targetsOf(ramped('static-binarisation').train, 256), targets);
    assert.notDeepEqual(targetsOf(ramped('static-binarisation', { seed: 9 }).train, 256), targets);
  });

  it('stochastic binarisation: P(1) = x, fresh in every batch, the same for the same stream', () => {
    const { train, drawsNoise } = ramped('stochastic-binarisation');
    const targets = targetsOf(train, 256, 1);
    assert.ok(worstFrequency(targets) < 4.5);
    assert.notDeepEqual(targetsOf(train, 256, 2), targets);
    assert.deepEqual(targetsOf(train, 256, 1), targets);
    assert.equal(drawsNoise, true);
  });

  for (const [scaling, low, width] of [
    ['unit', 0, 1 / 256],
    ['signed', -1, 2 / 256],
    ['none', 0, 1],
  ] as const) {
    it(`uniform dequantisation fills each level evenly, scaled ${scaling}`, () => {
      const { train, range, targets, drawsNoise } = ramped('uniform-dequantisation', { scaling });
      assert.deepEqual(targets, { kind: 'dequantised', binWidth: width });
      assert.deepEqual(range, { minimum: low, maximum: low + 256 * width });
      assert.equal(drawsNoise, true);
      const values = targetsOf(train, 256);
      let [sum, squares] = [0, 0];
      for (const [k, value] of values.entries()) {
        const u = (value - low) / width - (k % 256);
        assert.ok(u >= 0 && u < 1, `${value} leaves level ${k % 256}`);
        sum += u;
        squares += u * u;
      }
      const n = values.length;
      assert.ok(Math.abs(sum / n - 1 / 2) < 5 * Math.sqrt(1 / 12 / n));
      assert.ok(Math.abs(squares / n - 1 / 3) < 5 * Math.sqrt(4 / 45 / n));
      assert.notDeepEqual(targetsOf(train, 256, 2), values);
    });
  }
});

describe('splits', () => {
  const ids = (split: PreparedSplit | null) => Array.from(split?.labels ?? []);
  const labelled = { ...idx, labels: 'y.idx' } as const;

  it('take the tail of the file for validation', () => {
    const { train, validation } = prepared({ ...labelled, validation: 6 });
    assert.deepEqual(ids(train), Array.from(counting(14)));
    assert.deepEqual(ids(validation), [14, 15, 16, 17, 18, 19]);
    assert.deepEqual(
      targetsOf(validation!, 6),
      f32(pixels.slice(84), (b) => b / 255),
    );
  });

  it('choose at random by the seed, every datum exactly once', () => {
    const chosen = (seed: number) =>
      prepared({ ...labelled, validation: 6, split: 'random', seed });
    const { train, validation } = chosen(1);
    assert.equal(validation?.count, 6);
    assert.deepEqual(
      [...ids(train), ...ids(validation)].toSorted((a, b) => a - b),
      Array.from(counting(20)),
    );
    assert.deepEqual(ids(chosen(1).validation), ids(validation));
    assert.notDeepEqual(ids(chosen(2).validation), ids(validation));
  });

  it('do not change the data themselves', () => {
    const all = targetsOf(prepared({ ...idx, transform: 'static-binarisation' }).train, 6);
    const { train, validation } = prepared({
      ...idx,
      transform: 'static-binarisation',
      validation: 5,
    });
    assert.deepEqual(Float32Array.of(...targetsOf(train, 6), ...targetsOf(validation!, 6)), all);
  });

  it('may be without validation', () => {
    assert.equal(prepared(idx).validation, null);
  });

  for (const [validation, words] of [
    [20, '20 data for validation, of 20 in all.'],
    [2000, '2 000 data for validation, of 20 in all.'],
  ] as const) {
    it(`refuse ${validation} for validation of 20`, () => {
      checkProblem(prepare({ ...idx, validation }), {
        what: words,
        why: /Nothing would be left to train on/u,
        now: /at most 19/u,
        key: 'data.validation',
      });
    });
  }
});

describe('data that cannot be prepared', () => {
  const outside = { what: '', now: /Use `scaling: unit`/u, key: 'data.transform' };
  const cases: readonly [string, DataParameters, Parameters<typeof checkProblem>[1]][] = [
    [
      'an image file that was not read',
      { ...idx, images: 'gone.idx' },
      {
        what: 'gone.idx: the file was not read.',
        why: /The config names it/u,
        now: /relative to the config/u,
        key: 'data.images',
      },
    ],
    [
      'a label file that was not read',
      { ...idx, labels: 'gone.idx' },
      {
        what: 'gone.idx: the file was not read.',
        why: /The config names it/u,
        now: /relative to the config/u,
        key: 'data.labels',
      },
    ],
    [
      'fewer labels than images',
      { ...idx, labels: 'z.idx' },
      {
        what: 'z.idx: 19 labels for 20 images.',
        why: /x\.idx holds 20 images, and each needs one label/u,
        now: /leave `labels` out/u,
        key: 'data.labels',
      },
    ],
    [
      'static binarisation of signed values',
      { ...idx, scaling: 'signed', transform: 'static-binarisation' },
      {
        ...outside,
        what: 'The transform static-binarisation does not fit these data.',
        why: /from \u22121 to 1/u,
      },
    ],
    [
      'stochastic binarisation of unscaled bytes',
      { ...idx, scaling: 'none', transform: 'stochastic-binarisation' },
      {
        ...outside,
        what: 'The transform stochastic-binarisation does not fit these data.',
        why: /from 0 to 255/u,
      },
    ],
    [
      'binarisation of real numbers',
      { ...moons, transform: 'static-binarisation' },
      {
        what: 'The transform static-binarisation does not fit these data.',
        why: /real numbers without bounds/u,
        now: /`transform: none`/u,
        key: 'data.transform',
      },
    ],
    [
      'dequantisation of real numbers',
      { ...moons, transform: 'uniform-dequantisation' },
      {
        what: 'The transform uniform-dequantisation does not fit these data.',
        why: /real numbers without levels/u,
        now: /`transform: none`/u,
        key: 'data.transform',
      },
    ],
    [
      'an option that the generator does not have',
      { ...moons, options: { nois: 0.1 } },
      {
        what: 'two-moons has no option "nois".',
        why: /Its options are: noise/u,
        now: /correct its name/u,
        key: 'data.options.nois',
      },
    ],
    [
      'an option where the generator has none',
      { ...moons, source: 'stroke-digits', options: { noise: 1 } },
      {
        what: 'stroke-digits has no option "noise".',
        why: /It has no options/u,
        now: /Remove the option/u,
        key: 'data.options.noise',
      },
    ],
    [
      'an option out of its bounds',
      { ...moons, options: { noise: 2 } },
      {
        what: 'two-moons: the option noise cannot be 2.',
        why: /a number from 0 to 1\. Standard deviation/u,
        now: /leave it out for 0\.1/u,
        key: 'data.options.noise',
      },
    ],
    [
      'an option that should be whole',
      { ...moons, source: 'shapes', options: { side: 20.5 } },
      {
        what: 'shapes: the option side cannot be 20.5.',
        why: /a whole number from 12 to 128/u,
        now: /leave it out for 28/u,
        key: 'data.options.side',
      },
    ],
    [
      'an option that is not a number',
      { ...moons, options: { noise: NaN } },
      {
        what: 'two-moons: the option noise cannot be NaN.',
        why: /a number from 0 to 1/u,
        now: /Choose a value/u,
        key: 'data.options.noise',
      },
    ],
  ];
  for (const [name, data, expected] of cases) {
    it(`are explained: ${name}`, () => checkProblem(prepare(data), expected));
  }

  it('are explained: a file above the limit', () => {
    checkProblem(prepareData({ data: idx }, files, { maximumBytes: 100 }), {
      what: 'x.idx: larger than the limit of 100 bytes.',
      why: /20 × 2 × 3 values, 136 bytes/u,
      now: /raise the limit/u,
      key: 'data.images',
    });
  });
});

describe('the report of prepared data', () => {
  it('counts, names the range, and says bits per dimension exist for binary targets of a mass', () => {
    const binary = prepared({ ...idx, transform: 'threshold', validation: 4 });
    assert.deepEqual(reportData(binary, bernoulliLike), {
      name: 'x.idx',
      kind: 'image',
      shape: [2, 3, 1],
      dimensions: 6,
      trainCount: 16,
      validationCount: 4,
      minimum: 0,
      maximum: 1,
      bitsPerDimUndefinedBecause: null,
    });
  });

  it('says why there are no bits per dimension where there are none', () => {
    const why = (data: DataParameters, family: typeof bernoulliLike | typeof gaussianLike) =>
      reportData(prepared(data), family).bitsPerDimUndefinedBecause;
    assert.match(why(idx, bernoulliLike) ?? '', /grey levels/u);
    assert.match(why(idx, gaussianLike) ?? '', /dequantisation/u);
    assert.match(why(moons, gaussianLike) ?? '', /units/u);
    assert.equal(why({ ...idx, transform: 'uniform-dequantisation' }, gaussianLike), null);
  });
});
