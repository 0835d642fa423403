import assert from 'node:assert/strict';
import { prepareData } from '../../src/data/pipeline.ts';
import { checkSupport } from '../../src/data/support.ts';
import type { DatasetId } from '../../src/elbo/datasets/index.ts';
import { getFamily, type FamilyId } from '../../src/elbo/families/index.ts';
import { preparation } from './prepared.ts';

function check(
  source: DatasetId,
  family: FamilyId,
  options: Readonly<Record<string, number>> = {},
) {
  const data = { ...preparation, source, count: 40, options };
  const prepared = prepareData({ data }, new Map());
  assert.ok('value' in prepared);
  return checkSupport(prepared.value, getFamily(family))?.problem;
}

describe('data under a likelihood', () => {
  it('pass where it has probability', () => {
    assert.equal(check('gene-counts', 'poisson'), undefined);
    assert.equal(check('two-moons', 'normal'), undefined);
    assert.equal(check('bag-of-words', 'one-hot-categorical', { words: 1 }), undefined);
  });

  it('are told the first value that lies outside, and what it should be', () => {
    const problem = check('two-moons', 'poisson');
    assert.match(problem?.what ?? '', /^Two moons: datum 0, dimension 0 is /u);
    assert.match(problem?.why ?? '', /^Poisson has no probability there: .* a whole number/u);
    assert.equal(problem?.configPath, 'likelihood.family');
    assert.match(check('gene-counts', 'log-normal')?.why ?? '', /above 0/u);
  });

  it('are told what a datum that is not one-hot adds up to', () => {
    const problem = check('bag-of-words', 'one-hot-categorical', { words: 7 });
    assert.match(problem?.what ?? '', /datum 0 is not one-hot: it adds up to 7\./u);
    assert.match(problem?.now ?? '', /multinomial/u);
  });
});
