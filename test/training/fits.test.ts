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
    assert.equal(
      problem?.what,
      'x.csv: these data are outside the support of a Bernoulli likelihood.',
    );
    assert.match(problem.why, /needs values from 0 to 1; these run from \u22122\.5 to 3\./u);
    assert.match(problem.now, /`family: normal`/u);
    assert.equal(problem.configPath, 'likelihood.family');
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
