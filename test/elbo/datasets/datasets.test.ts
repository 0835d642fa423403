import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { Dataset, GeneratedData } from '../../../src/elbo/datasets/dataset.ts';
import { datasetIds, datasets, getDataset } from '../../../src/elbo/datasets/index.ts';
import { createRandom } from '../../../src/elbo/random.ts';

const entries: readonly Dataset[] = datasets;

/** Rounded first: the last bits of Math.sin and Math.log may differ between engines. */
function checksum({ values, labels }: GeneratedData): string {
  const rounded = Int32Array.from(values, (value) => Math.round(value * 1e4));
  return createHash('sha256')
    .update(new Uint8Array(rounded.buffer))
    .update(labels ?? '')
    .digest('hex')
    .slice(0, 16);
}

const checksums: Readonly<Record<string, string>> = {
  'two-moons': '0a87f2b0d80e5f2f',
  'eight-gaussians': '829a7119cb6174cc',
  pinwheel: 'e6e88f677a43383e',
  'swiss-roll': '2b26d799b715cfa1',
  'binary-bars': '8841dd0aef542d5c',
  'linear-gaussian': 'a823762f03d1734c',
  shapes: '048edbe27a17acc2',
  'stroke-digits': '4a1386cc16b0355a',
  'gene-counts': '63702082cdc769dc',
  'bag-of-words': '5faef8b040efce88',
  survey: 'e2776e42b3710d70',
  'torsion-angles': '764c3c0ad6baff7e',
};

describe('the registry of data sets', () => {
  it('finds every entry by its id, and ids are unique', () => {
    assert.deepEqual([...datasetIds].toSorted(), Object.keys(checksums).toSorted());
    for (const id of datasetIds) assert.equal(getDataset(id).id, id);
  });
});

for (const dataset of entries) {
  describe(`data set ${dataset.id}`, () => {
    const dimensions = dataset.shape({}).reduce((a, b) => a * b, 1);
    const drawn = dataset.generate(60, {}, createRandom(7));

    it('draws as many data as asked, of its stated shape', () => {
      assert.equal(drawn.values.length, 60 * dimensions);
      assert.ok(drawn.labels === undefined || drawn.labels.length === 60);
      assert.equal(dataset.shape({}).length, dataset.kind === 'image' ? 3 : 1);
    });

    it('draws the same data for the same seed, and keeps doing so', () => {
      assert.deepEqual(dataset.generate(60, {}, createRandom(7)), drawn);
      assert.notDeepEqual(dataset.generate(60, {}, createRandom(8)).values, drawn.values);
      assert.equal(checksum(drawn), checksums[dataset.id]);
    });

    it('begins the same however many data are asked for', () => {
      const fewer = dataset.generate(20, {}, createRandom(7));
      assert.deepEqual(fewer.values, drawn.values.slice(0, 20 * dimensions));
    });

    it('keeps its values finite, in its range and on its levels', () => {
      const { range, levels } = dataset;
      for (const value of drawn.values) {
        assert.ok(Number.isFinite(value));
        if (range !== 'real') assert.ok(value >= range.minimum && value <= range.maximum);
        if (levels === 'whole') assert.ok(Number.isInteger(value));
        if (levels === 'bytes') assert.ok(Math.abs(value * 255 - Math.round(value * 255)) < 1e-4);
        if (levels === 'binary') assert.ok(value === 0 || value === 1);
      }
    });

    it('states options whose defaults are within their bounds', () => {
      for (const option of Object.values(dataset.options)) {
        assert.ok(option.minimum <= option.default && option.default <= option.maximum);
        assert.ok(!option.integer || Number.isInteger(option.default));
        assert.notEqual(option.description, '');
      }
    });
  });
}
