import assert from 'node:assert/strict';
import type { Files } from '../../src/data/parameters.ts';
import { findMisfit } from '../../src/training/fits.ts';
import { experimentOf, preparedFor } from './support/runs.ts';

const config = (data: string, likelihood: string, network = 'mlp') =>
  experimentOf(`
data: ${data}
model: { encoder: { kind: ${network} }, decoder: { kind: ${network} } }
likelihood: { family: ${likelihood} }
`);

const csv = (text: string): Files => new Map([['x.csv', new TextEncoder().encode(text)]]);
const table = '{ source: csv, file: x.csv }';

const misfit = (experiment: ReturnType<typeof config>, files?: Files) =>
  findMisfit(experiment, preparedFor(experiment, files));

describe('What only the data know', () => {
  it('is no obstacle where they fit', () => {
    assert.equal(misfit(config('{ source: two-moons }', 'normal')), undefined);
    assert.equal(misfit(config('{ source: shapes }', 'bernoulli', 'conv')), undefined);
    assert.equal(misfit(config(table, 'bernoulli'), csv('0,1\n1,1\n0,0\n')), undefined);
    assert.equal(misfit(config(table, 'bernoulli'), csv('0.25,1\n0.5,0\n')), undefined);
  });

  it('is said where values are outside the support of the likelihood', () => {
    const problem = misfit(config(table, 'bernoulli'), csv('0,1\n-2.5,3\n'));
    assert.equal(problem?.what, 'x.csv: datum 1, dimension 0 is \u22122.5.');
    assert.match(problem.why, /every value has to be from 0 to 1/u);
    assert.equal(problem.configPath, 'likelihood.family');
  });

  it('is said of the last row of a long table, too', () => {
    const rows = Array.from({ length: 2500 }, (_, i) => (i === 2400 ? '-1,0' : `${i},${i % 7}`));
    const problem = misfit(config(table, 'poisson'), csv(`${rows.join('\n')}\n`));
    assert.equal(problem?.what, 'x.csv: datum 2400, dimension 0 is \u22121.');
  });

  it('is said where standardised data are to be counts, or have levels', () => {
    const standardised = '{ source: csv, file: x.csv, standardise: shared }';
    const prepared = preparedFor(config(standardised, 'normal'), csv('0,1\n3,2\n'));
    const problem = findMisfit(config(table, 'poisson'), prepared);
    assert.match(problem?.what ?? '', /standardised data are outside the support of a Poisson/u);
    assert.equal(problem?.configPath, 'data.standardise');
  });

  it('is said where a likelihood of levels gets none; whole numbers of a few values have them', () => {
    const answers = csv('1,5\n2,4\n5,1\n');
    assert.equal(misfit(config(table, 'categorical'), answers), undefined);
    assert.deepEqual(preparedFor(config(table, 'categorical'), answers).levels, {
      minimum: 1,
      maximum: 5,
      count: 5,
    });
    const problem = misfit(config(table, 'categorical'), csv('0.5,1\n2,3\n'));
    assert.match(problem?.what ?? '', /no levels that Categorical could/u);
  });

  it('is said where rows of numbers are to be convolved', () => {
    const experiment = config('{ source: npy, file: x.npy }', 'normal', 'conv');
    // 3 rows of 2 unsigned bytes, as numpy.save writes them.
    const header = "{'descr': '|u1', 'fortran_order': False, 'shape': (3, 2), }".padEnd(117) + '\n';
    const text = `\u0093NUMPY\u0001\u0000${String.fromCharCode(header.length)}\u0000${header}abcdef`;
    const files = new Map([['x.npy', Uint8Array.from(text, (letter) => letter.charCodeAt(0))]]);
    const problem = misfit(experiment, files);
    assert.equal(problem?.what, 'The encoder convolves, and x.npy holds rows of 2 numbers.');
    assert.equal(problem.configPath, 'model.encoder.kind');
  });
});
