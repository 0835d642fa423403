import type { DataParameters } from '../../src/data/parameters.ts';
import { prepareData } from '../../src/data/pipeline.ts';
import { checkProblem } from './idxFiles.ts';
import { files, idx, moons, prepare } from './prepared.ts';

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
        why: /these values run from \u22120\.\d+ to [12]\.\d+/u,
        now: /`threshold` for a fixed cut/u,
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

  it('are explained: more generated data than memory is meant to hold', () => {
    const many = { ...moons, source: 'stroke-digits', count: 1_000_000 } as const;
    checkProblem(prepareData({ data: many }, files), {
      what: 'stroke-digits: 1 000 000 data are too many.',
      why: /3 136 000 000 bytes, above the limit of 1 073 741 824/u,
      now: /`count` to at most 342\u202f392/u,
      key: 'data.count',
    });
  });
});
