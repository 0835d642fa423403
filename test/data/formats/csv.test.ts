import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { readCsv } from '../../../src/data/formats/csv.ts';
import { checkProblem, valueOf } from '../idxFiles.ts';

const file = { path: 'x.csv', configPath: 'data.file' };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** All records, each as its line and its fields; the text must be whole. */
function records(text: string): readonly (readonly [number, readonly string[]])[] {
  const found: (readonly [number, readonly string[]])[] = [];
  const reader = readCsv(bytes(text), file);
  for (;;) {
    const next = reader.next();
    if (next.done === true) {
      valueOf(next.value);
      return found;
    }
    found.push([next.value.line, next.value.fields]);
  }
}

const fieldsOf = (text: string) => records(text).map(([, fields]) => fields);

describe('CSV text', () => {
  it('separates by whatever the first line does', () => {
    const expected = [
      ['a', 'b'],
      ['1', '2'],
    ];
    for (const mark of [',', ';', '\t']) {
      assert.deepEqual(fieldsOf(`a${mark}b\n1${mark}2\n`), expected);
    }
    assert.deepEqual(fieldsOf('a;b\n1,5;2,5'), [
      ['a', 'b'],
      ['1,5', '2,5'],
    ]);
    assert.deepEqual(fieldsOf('"a,b,c";d\n'), [['a,b,c', 'd']]);
    assert.deepEqual(fieldsOf('1\n2'), [['1'], ['2']]);
  });

  it('ends lines either way, and the last one not at all', () => {
    for (const text of ['1,2\n3,4\n', '1,2\r\n3,4\r\n', '1,2\n3,4', '1,2\r3,4']) {
      assert.deepEqual(
        fieldsOf(text),
        [
          ['1', '2'],
          ['3', '4'],
        ],
        JSON.stringify(text),
      );
    }
  });

  it('leaves out blank lines and a byte order mark, and keeps empty fields', () => {
    assert.deepEqual(fieldsOf('\uFEFFa,b\n\n1,\n,\n'), [
      ['a', 'b'],
      ['1', ''],
      ['', ''],
    ]);
  });

  it('counts lines through quoted breaks', () => {
    assert.deepEqual(records('a,"b\nc"\n\n"d ""e""", f \n'), [
      [1, ['a', 'b\nc']],
      [4, ['d "e"', 'f']],
    ]);
  });

  it('reads any fields back that were written with quotes', () => {
    const field = fc.string({ unit: 'grapheme', maxLength: 6 }).filter((text) => text !== '\uFEFF');
    const row = fc.array(field, { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 4 }), (rows) => {
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const text = rows.map((fields) => fields.map(quoted).join(',')).join('\n');
        assert.deepEqual(fieldsOf(text), rows);
      }),
    );
  });

  it('is refused where a quote is never closed', () => {
    const reader = readCsv(bytes('a,b\n1,"2\n3,4\n'), file);
    reader.next();
    const end = reader.next();
    assert.ok(end.done === true);
    checkProblem(end.value, {
      what: 'x.csv: a quote that opens in line 2 is never closed.',
      why: /the rest of the file would be one value/u,
      now: /double it/u,
      key: 'data.file',
    });
  });
});
