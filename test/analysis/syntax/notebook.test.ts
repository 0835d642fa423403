import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { blankMagics, readNotebook } from '../../../src/analysis/syntax/notebook.ts';
import { errorsOf } from '../../../src/analysis/syntax/program.ts';
import { parsePython } from '../../../src/analysis/syntax/python.ts';

const code = (source: string | readonly string[], rest = {}) => ({
  cell_type: 'code',
  source,
  ...rest,
});

function notebook(cells: readonly unknown[], metadata: unknown = {}): string {
  return JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells });
}

/** Same length, same line breaks, and only the lines named have become comments. */
function checkBlanked(source: string, commented: readonly number[]): void {
  const before = source.split('\n');
  const after = blankMagics(source).split('\n');
  assert.deepEqual(
    after.map((line) => line.length),
    before.map((line) => line.length),
  );
  after.forEach((line, index) => {
    if (commented.includes(index)) assert.match(line, /^\s*#/u);
    else assert.equal(line, before[index]);
  });
}

/** Cells follow one another without a gap, and each holds as many lines as its source. */
function checkCells(text: string, sources: readonly string[]): void {
  const read = readNotebook(text);
  assert.equal(read.problem, undefined);
  const lines = read.text.split('\n');
  assert.deepEqual(
    read.cells.map(({ startLine, endLine }) => lines.slice(startLine, endLine).join('\n')),
    sources,
  );
}

describe('Notebooks as one Python program', () => {
  it('joins the code cells and says which lines are whose', () => {
    const text = notebook([
      { cell_type: 'markdown', source: ['# A model'] },
      code(['import torch\n', 'd = 20\n', '\n']),
      code(''),
      code('def f(x):\n  return x\n'),
    ]);
    const read = readNotebook(text);
    assert.equal(read.text, 'import torch\nd = 20\n\n\n\ndef f(x):\n  return x\n');
    assert.deepEqual(read.cells, [
      { index: 1, startLine: 0, endLine: 4 },
      { index: 2, startLine: 4, endLine: 5 },
      { index: 3, startLine: 5, endLine: 8 },
    ]);
    assert.equal(errorsOf(parsePython(read.text)).length, 0);
  });

  it('keeps the lines of each cell', () => {
    const sources = ['a\r\nb', '', 'c\n', 'd = """\n%e\n"""'];
    checkCells(notebook(sources.map((source) => code(source))), sources);
    checkCells(`\uFEFF${notebook(sources.map((source) => code([source])))}`, sources);
  });

  it('reads the older format, with its worksheets', () => {
    const cells = [
      { cell_type: 'code', input: ['a = 1\n', 'b'] },
      { cell_type: 'code', input: 'c' },
    ];
    checkCells(JSON.stringify({ nbformat: 3, metadata: {}, worksheets: [{ cells }] }), [
      'a = 1\nb',
      'c',
    ]);
  });

  it('leaves out cells in another language', () => {
    const shell = code('ls', { metadata: { vscode: { languageId: 'shellscript' } } });
    const { cells, text } = readNotebook(notebook([shell, code('a')]));
    assert.deepEqual([text, cells], ['a', [{ index: 1, startLine: 0, endLine: 1 }]]);
  });

  for (const [metadata, language] of [
    [{ kernelspec: { language: 'R', name: 'ir' } }, 'R'],
    [{ language_info: { name: 'julia' } }, 'julia'],
    [{ kernelspec: { name: 'deno' } }, 'deno'],
  ] as const) {
    it(`says that a notebook runs ${language}`, () => {
      const { problem, text, cells } = readNotebook(notebook([code('x <- 1')], metadata));
      assert.equal(problem, `This notebook runs ${language}, and only Python notebooks are read.`);
      assert.deepEqual([text, cells], ['', []]);
    });
  }

  for (const text of ['', '{', 'null', '[]', '3', '{"cells": 3}', '\0', '{"worksheets": [null]']) {
    it(`says that ${JSON.stringify(text)} is not a notebook`, () => {
      assert.match(readNotebook(text).problem ?? '', /^This is not a notebook: /u);
    });
  }

  it('reads or refuses any JSON and any text', () => {
    const key = fc.constantFrom(
      'cells',
      'source',
      'cell_type',
      'metadata',
      'worksheets',
      'input',
      'x',
    );
    const { any } = fc.letrec((tie) => ({
      any: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom('code', 'python', '%x', '!y\n', null, 0),
        fc.array(tie('any'), { maxLength: 3 }),
        fc.dictionary(key, tie('any'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(
        fc.oneof(
          any.map((value) => JSON.stringify(value)),
          fc.string(),
        ),
        (text) => {
          const read = readNotebook(text);
          const lines = read.text.split('\n').length;
          for (const { startLine, endLine } of read.cells) {
            assert.ok(startLine >= 0 && startLine < endLine && endLine <= lines);
          }
        },
      ),
      { numRuns: 1000, seed: 11 },
    );
  });
});

describe('IPython syntax in a cell', () => {
  for (const [source, commented] of [
    ['%matplotlib inline\nimport torch', [0]],
    ['  !pip install x\n?f\nf??\nx.y?\n*.z?', [0, 1, 2, 3, 4]],
    ['files = !ls\na, b = %time f()\nx = y % z\nx != y', [0, 1]],
    ['x = (a\n  % b)\ny = a \\\n  % b', []],
    ['s = """\n%a\n!b\n"""\n%c', [4]],
    ["s = 'it''s (' # [\n%c", [1]],
    ['s = "a\\"(" + \'"""\'\n%c', [1]],
    ['x = "half typed\n%c', [1]],
    ['%%time\nx = f()', [0]],
    ['%%capture out\n%time x', [0, 1]],
    ['%%writefile vae.py\nx = 1', [0]],
    ['%%bash\nls -l\n\n  echo "x"', [0, 1, 3]],
    ['\n%%writefile notes.txt\nx', [1, 2]],
    ['', []],
  ] as const) {
    it(`becomes comments of the same length: ${JSON.stringify(source)}`, () => {
      checkBlanked(source, commented);
    });
  }

  it('never moves anything', () => {
    const pieces = fc.constantFrom(
      '%',
      '!',
      '?',
      '%%',
      '%%bash\n',
      '😀',
      '\n',
      '\r\n',
      ' ',
      'x',
      '=',
      '(',
      ')',
      '"',
      "'''",
      '\\',
      '#',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        const source = parts.join('');
        assert.equal(blankMagics(source).replace(/[^\n]/g, '.'), source.replace(/[^\n]/g, '.'));
      }),
      { numRuns: 1000, seed: 3 },
    );
  });
});
