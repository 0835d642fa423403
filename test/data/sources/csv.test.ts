import assert from 'node:assert/strict';
import type { CsvSource } from '../../../src/data/parameters.ts';
import { readCsvData } from '../../../src/data/sources/csv.ts';
import { checkProblem, valueOf } from '../idxFiles.ts';

const csv = { source: 'csv', file: 'data/x.csv', header: 'auto', missing: 'refuse' } as const;

const read = (text: string, more: Partial<CsvSource> = {}, limit = 1e6) =>
  readCsvData({ ...csv, ...more }, new Map([[csv.file, new TextEncoder().encode(text)]]), limit);

/** What was read, in the fewest words. */
function table(text: string, more: Partial<CsvSource> = {}) {
  const { columns, count, stored, labels, notes, kind, shape } = valueOf(read(text, more));
  assert.equal(kind, 'tabular');
  assert.ok(stored.kind === 'numbers');
  assert.equal(stored.numbers.length, count * (shape[0] ?? 0));
  return {
    columns,
    numbers: [...stored.numbers],
    labels: labels && [...labels],
    notes: notes.map(({ what }) => what),
  };
}

describe('a CSV table', () => {
  it('has the columns its first line names', () => {
    assert.deepEqual(table('a,b\n1,-2.5\n3e2,.5\n'), {
      columns: ['a', 'b'],
      numbers: [1, -2.5, 300, 0.5],
      labels: null,
      notes: [],
    });
  });

  it('has columns by their places where the first line holds a number', () => {
    const { columns, numbers } = table('1;2\n3;4\n');
    assert.deepEqual(columns, ['1', '2']);
    assert.deepEqual(numbers, [1, 2, 3, 4]);
    assert.deepEqual(table('0,1\n3,4\n', { header: 'names' }).numbers, [3, 4]);
  });

  it('gives the columns asked for, in the order asked for, with classes as labels', () => {
    const iris = 'sepal,petal,species\n1,2,setosa\n3,4,virginica\n5,6,setosa\n';
    assert.deepEqual(table(iris, { columns: ['petal', 'sepal'], label: 'species' }), {
      columns: ['petal', 'sepal'],
      numbers: [2, 1, 4, 3, 6, 5],
      labels: [0, 1, 0],
      notes: [],
    });
    assert.deepEqual(table(iris, { label: 'species' }).columns, ['sepal', 'petal']);
  });

  it('keeps small whole numbers as the labels they are', () => {
    assert.deepEqual(table('x,digit\n1,7\n2,0\n', { label: 'digit' }).labels, [7, 0]);
  });

  it('leaves out a first column without a name, and says so', () => {
    const { columns, notes } = table(',a,b\n0,1,2\n1,3,4\n');
    assert.deepEqual(columns, ['a', 'b']);
    assert.deepEqual(notes, ['data/x.csv: the first column is left out.']);
  });

  it('takes the first rows up to the limit, or all and says so', () => {
    assert.deepEqual(table('a\n1\n2\n3\n', { limit: 2 }).numbers, [1, 2]);
    const { numbers, notes } = table('a\n1\n2\n3\n', { limit: 20 });
    assert.equal(numbers.length, 3);
    assert.deepEqual(notes, ['All 3 rows of data/x.csv are used.']);
  });

  it('keeps doubles double', () => {
    assert.deepEqual(table('a\n1000000.123456\n').numbers, [1_000_000.123456]);
  });

  it('drops rows that lack a value where that is asked for, and says how many', () => {
    const { numbers, labels, notes } = table('a,b,c\n1,2,x\n,3,y\n4,NaN,x\n5,6,y\n', {
      label: 'c',
      missing: 'drop-rows',
    });
    assert.deepEqual(numbers, [1, 2, 5, 6]);
    assert.deepEqual(labels, [0, 1]);
    assert.deepEqual(notes, ['2 rows of data/x.csv have missing values and are left out.']);
  });
});

describe('a CSV table that cannot be used', () => {
  it('says where the first missing value is, how many there are and what can be done', () => {
    checkProblem(read('a,b\n1,2\n3,\nn/a,?\n'), {
      what: 'data/x.csv: line 3, column "b" has no value.',
      why: /Missing: 3 values in 2 of 3 rows\. Expected a number everywhere/u,
      now: /`missing: drop-rows`/u,
      key: 'data.missing',
    });
  });

  it('says what is no number, and where', () => {
    checkProblem(read('a,b\n1,2\n3,ten\n'), {
      what: 'data/x.csv: line 3, column "b" holds "ten".',
      why: /Expected a number, with a decimal point/u,
      now: /under `label` if it is a class/u,
      key: 'data.file',
    });
    checkProblem(read('a;b\n1;2,5\n'), {
      what: 'data/x.csv: line 2, column "b" holds "2,5".',
      why: /this one has a decimal comma/u,
      now: /decimal points/u,
      key: 'data.file',
    });
    for (const word of ['1e999', '0x10', 'inf', '1 000']) {
      assert.ok('problem' in read(`a,b\n1,${word}\n`), word);
    }
  });

  it('says which row has too few or too many values', () => {
    checkProblem(read('a,b\n1,2\n3\n'), {
      what: 'data/x.csv: line 3 has 1 value, the first line 2.',
      why: /needs quotes/u,
      now: /Correct the line/u,
      key: 'data.file',
    });
  });

  it('says which columns there are where one asked for is not', () => {
    checkProblem(read('a,b\n1,2\n', { columns: ['a', 'c'] }), {
      what: 'data/x.csv: there is no column "c".',
      why: /Its columns are: a, b\./u,
      now: /Correct the name/u,
      key: 'data.columns',
    });
    checkProblem(read('1,2\n', { label: 'species' }), {
      what: 'data/x.csv: there is no column "species".',
      why: /first line holds numbers, so columns go by their place: 1, 2\./u,
      now: /`header: names`/u,
      key: 'data.label',
    });
  });

  it('says that two columns have one name, or that none is left', () => {
    checkProblem(read('a,a\n1,2\n'), {
      what: 'data/x.csv: two columns are called "a".',
      why: /told apart by the names/u,
      now: /Rename one of them/u,
      key: 'data.file',
    });
    checkProblem(read('a\n1\n', { label: 'a' }), {
      what: 'data/x.csv: no column is left to train on.',
      why: /the label is not one of the data/u,
      now: /`columns`/u,
      key: 'data.columns',
    });
  });

  it('says that there are no rows, or more than memory is meant to hold', () => {
    const none = { what: 'data/x.csv: no rows.', why: /no line of values/u, key: 'data.file' };
    checkProblem(read('a,b\n'), { ...none, now: /rows of numbers/u });
    checkProblem(read('a,b\n,\n', { missing: 'drop-rows' }), { ...none, now: /rows of numbers/u });
    checkProblem(read(`a,b\n${'1,2\n'.repeat(600)}`, {}, 5000), {
      what: 'data/x.csv: larger than the limit of 5 000 bytes.',
      why: /rows of 2 numbers each were read/u,
      now: /`limit` to fewer rows/u,
      key: 'data.file',
    });
  });

  it('says what it is where it is no text', () => {
    checkProblem(read('PK\u0003\u0004'), {
      what: 'data/x.csv: this is not a CSV file.',
      why: /a ZIP archive/u,
      now: /CSV UTF-8/u,
      key: 'data.file',
    });
  });

  it('says that labels are too many to be classes', () => {
    const rows = Array.from({ length: 300 }, (_, i) => `${i},w${i}`).join('\n');
    checkProblem(read(`a,b\n${rows}\n`, { label: 'b' }), {
      what: 'data/x.csv: 300 different labels.',
      why: /at most 256/u,
      now: /leave the labels out/u,
      key: 'data.label',
    });
  });
});
