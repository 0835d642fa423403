import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Chunk, Program } from '../../../src/analysis/syntax/ast.ts';
import { parsePython } from '../../../src/analysis/syntax/python.ts';
import { kerasLoss, torchLoss } from './fixtures.ts';

function textsOf(program: Program): readonly string[] {
  return program.chunks.map(({ text }) => text);
}

/** A chunk's syntax with its addresses counted from the chunk's first character. */
function relative({ base, text, body, comments, errors }: Chunk): unknown {
  const shifted = JSON.stringify({ text, body, comments, errors }, (key, value: unknown) =>
    (key === 'from' || key === 'to') && typeof value === 'number' ? value - base : value,
  );
  return JSON.parse(shifted);
}

/** What is read again after an edit is what is read anew, and what was not edited keeps its syntax. */
function checkReread(text: string, previous: Program): Program {
  const fresh = parsePython(text);
  const read = parsePython(text, previous);
  assert.equal(textsOf(read).join(''), text);
  assert.deepEqual(
    read.chunks.map(({ start }) => start),
    fresh.chunks.map(({ start }) => start),
  );
  assert.deepEqual(read.chunks.map(relative), fresh.chunks.map(relative));
  for (const { start, base } of fresh.chunks) assert.equal(base, start);
  checkDisjoint(read.chunks);
  checkKept(read.chunks, previous.chunks);
  return read;
}

/** No address of syntax, its end included, belongs to two chunks. */
function checkDisjoint(chunks: readonly Chunk[]): void {
  let last = -1;
  for (const { base, text, body } of chunks.toSorted((a, b) => a.base - b.base)) {
    assert.ok(base > last, `${base} after ${last}`);
    last = Math.max(base + text.trimEnd().length, ...body.map(({ to }) => to));
  }
}

/** As many chunks of each text stay as there are now and were before. */
function checkKept(chunks: readonly Chunk[], previous: readonly Chunk[]): void {
  const old = new Set(previous.map(({ body }) => body));
  const kept = chunks.filter(({ body }) => old.has(body));
  assert.equal(new Set(kept.map(({ body }) => body)).size, kept.length);
  for (const text of new Set(chunks.map((chunk) => chunk.text))) {
    const count = (among: readonly Chunk[]): number =>
      among.filter((chunk) => chunk.text === text).length;
    assert.equal(count(kept), Math.min(count(chunks), count(previous)), JSON.stringify(text));
  }
}

describe('Chunks of a Python program', () => {
  for (const [text, chunks] of [
    ['', []],
    ['# only\n', ['# only\n']],
    ['a\n\n# c\nb = 1; c # d\n# e\n', ['a\n', '\n# c\nb = 1; c # d\n# e\n']],
    ['if a:\n  b\n# c\nelse:\n  d\ne', ['if a:\n  b\n# c\nelse:\n  d\n', 'e']],
    ['try: a\nexcept B: c\nfinally: d\ne', ['try: a\nexcept B: c\nfinally: d\n', 'e']],
    ['@a\n# x\n@b(\n1)\ndef f():\n  c\nd', ['@a\n# x\n@b(\n1)\ndef f():\n  c\n', 'd']],
    [
      'x = """\na\n"""\ny = (\n1\n)\nz = 1 + \\\n2\n',
      ['x = """\na\n"""\n', 'y = (\n1\n)\n', 'z = 1 + \\\n2\n'],
    ],
    ['  a\n b\nc', ['  a\n b\n', 'c']],
    ['a\r\nb\rc\n', ['a\r\n', 'b\r', 'c\n']],
    ['x = f(a,\n# c\ndef g(): b\n', ['x = f(a,\n', '# c\ndef g(): b\n']],
    ['elsewhere = 1\nfinally_ = 2\n', ['elsewhere = 1\n', 'finally_ = 2\n']],
  ] as const) {
    it(`are its statements at the top level: ${JSON.stringify(text)}`, () => {
      assert.deepEqual(textsOf(parsePython(text)), chunks);
    });
  }

  it('stay the same objects before an edit, and keep addresses and syntax after it', () => {
    const first = parsePython('a = 1\nb = 2 # two\nc = (3\n');
    const second = checkReread('a = 1\nb = 22 # two\nc = (3\n', first);
    const [a, b, c] = first.chunks;
    const [sameA, newB, movedC] = second.chunks;
    assert.ok(a && b && c && sameA && newB && movedC);
    assert.equal(sameA, a);
    assert.deepEqual(movedC, { ...c, start: c.start + 1 });
    assert.equal(movedC.body, c.body);
    assert.ok(newB.base > c.base + c.text.length);
  });

  it('may change places, and those of one text are matched one by one', () => {
    const first = parsePython('x\nx\ny = 1\nz = 2\n');
    checkReread('z = 2\nx\ny = 1\nx\nx\n', first);
  });

  it('are read as for the first time where addresses would grow without end', () => {
    const program = parsePython('a\nb\n');
    const [first, ...rest] = program.chunks;
    assert.ok(first);
    const far = { ...program, chunks: [{ ...first, base: 2 ** 30 }, ...rest] };
    assert.deepEqual(parsePython('a\nc\n', far), parsePython('a\nc\n'));
  });

  const pieces = fc.constantFrom(
    ...`( ) [ ] { } : , . = # @ x 1 " ' """ f"{ }" else: elif def return match case for in`.split(
      ' ',
    ),
    ' ',
    '\n',
    '\n    ',
    '\t',
    '\r',
    '\\\n',
    '\0',
    '\uD800',
    '\uFEFF',
  );
  const edits = fc.array(
    fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      skip: fc.nat(30),
      parts: fc.array(pieces, { maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 5 },
  );

  for (const [name, text] of Object.entries({ torchLoss, kerasLoss })) {
    it(`are read again after edits as they are read anew: ${name}`, () => {
      fc.assert(
        fc.property(edits, (steps) => {
          let edited = text;
          let program = parsePython(text);
          for (const { at, skip, parts } of steps) {
            const from = Math.floor(at * edited.length);
            edited = edited.slice(0, from) + parts.join('') + edited.slice(from + skip);
            program = checkReread(edited, program);
          }
        }),
        { numRuns: 200, seed: 12 },
      );
    });
  }
});
