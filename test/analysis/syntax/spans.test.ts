import assert from 'node:assert/strict';
import type { Expression, Program, Statement } from '../../../src/analysis/syntax/ast.ts';
import { parsePython } from '../../../src/analysis/syntax/python.ts';
import { parseTypeScript } from '../../../src/analysis/syntax/typescript.ts';
import { slicesOf } from './walk.ts';

type Kind = (Expression | Statement)['kind'];

function spans(
  parse: (text: string) => Program,
  table: readonly (readonly [string, Kind, string[]])[],
) {
  for (const [source, kind, slices] of table) {
    it(`${kind} in ${JSON.stringify(source)}`, () => {
      assert.deepEqual(slicesOf(parse(source), kind), slices);
    });
  }
}

describe('Spans are the text of the construct', () => {
  describe('Python', () => {
    spans(parsePython, [
      ['x = f(a, b=c)  # d\n', 'assign', ['x = f(a, b=c)']],
      ['x = f(a, b=c)  # d\n', 'call', ['f(a, b=c)']],
      ['y = 1.e-8 + 1. + 2 .real', 'number', ['1.e-8', '1.', '2']],
      ['a.b[1:2, ::3].c', 'slice', ['1:2', '::3']],
      ['a.b[1].c', 'member', ['a.b[1].c', 'a.b']],
      ['s = a - b * c', 'binary', ['a - b * c', 'b * c']],
      ['x = (a + b) * c', 'binary', ['(a + b) * c', 'a + b']],
      ['if a:\n  b\nelif c:\n  d\n', 'if', ['if a:\n  b\nelif c:\n  d', 'elif c:\n  d']],
      ['def f(x):\n  return x + 1\n\ny\n', 'function', ['def f(x):\n  return x + 1']],
      ['def f(x):\n  return x + 1\n', 'return', ['return x + 1']],
      ['a, b = c', 'sequence', ['a, b']],
      ['x += [1, 2]', 'update', ['x += [1, 2]']],
      ['s = "é𝒙" + t', 'name', ['s', 't']],
      ['f"a{b}" ; c', 'string', ['f"a{b}"']],
      ['match k:\n  case 1: a\n', 'if', ['case 1: a']],
      ['match k:\n  case 1: a\n  case 2: b\n', 'if', ['case 1: a\n  case 2: b', 'case 2: b']],
      ['@d\nasync def f(): pass # c\n', 'function', ['async def f(): pass']],
      ['with (a) as b, c as d: e\n', 'assign', ['(a) as b', 'c as d']],
      ['f(x for x in y)', 'comprehension', ['(x for x in y)']],
      ['a, = b,', 'sequence', ['a,', 'b,']],
      ['x = (n := a)', 'assign', ['n := a', 'x = (n := a)']],
      ['g = lambda: (a)', 'return', ['(a)']],
      ['x = f(a\ny', 'call', ['f(a']],
      ['x = ', 'unknown', ['']],
    ]);
  });

  describe('TypeScript', () => {
    spans(parseTypeScript, [
      ['const x = f(a); // d', 'assign', ['const x = f(a)']],
      ['const x = 1, y = 2;', 'assign', ['x = 1', 'y = 2']],
      [
        'a.sub(b).square().sum(1);',
        'call',
        ['a.sub(b).square().sum(1)', 'a.sub(b).square()', 'a.sub(b)'],
      ],
      ['a?.b!.c', 'member', ['a?.b!.c', 'a?.b']],
      ['y = -(a as T) ** 2 + 1', 'assign', ['y = -(a as T) ** 2 + 1']],
      ['x = 1. + .5e-3', 'number', ['1.', '.5e-3']],
      ['export const f = (x) => x;', 'function', ['const f = (x) => x']],
      ['class A { f(x: T) { return x; } g = 1; }', 'function', ['f(x: T) { return x; }']],
      ['class A { f(x: T) { return x; } g = 1; }', 'assign', ['g = 1']],
      ['const { a, b: c } = d;', 'member', ['a', 'b']],
      ['s = "é𝒙" + t', 'name', ['s', 't']],
      ['f({ a: 1, b })', 'dictionary', ['{ a: 1, b }']],
      ['f(...a, [...b])', 'spread', ['...b']],
      ['if (a) { b; } else c;', 'if', ['if (a) { b; } else c;']],
      ['return a + b;', 'return', ['return a + b']],
      ["import { a } from 'b';", 'import', ["import { a } from 'b'"]],
    ]);
  });
});
