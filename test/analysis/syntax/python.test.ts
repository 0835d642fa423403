import assert from 'node:assert/strict';
import { bodyOf, commentsOf, errorsOf } from '../../../src/analysis/syntax/program.ts';
import { parsePython } from '../../../src/analysis/syntax/python.ts';
import { printStatements } from './print.ts';

type Row = readonly [source: string, read: string];

function checkPython(source: string, read: string): void {
  assert.equal(printStatements(bodyOf(parsePython(source))), read);
}

function rows(title: string, table: readonly Row[], errors: 'whole' | 'broken' = 'whole'): void {
  describe(title, () => {
    for (const [source, read] of table) {
      it(JSON.stringify(source), () => {
        checkPython(source, read);
        assert.equal(errorsOf(parsePython(source)).length === 0, errors === 'whole');
      });
    }
  });
}

describe('Python to the common syntax', () => {
  rows('reads expressions', [
    ['a + b * -c ** 2', '+(a, *(b, neg(**(c, 2))))'],
    ['(a + b) @ c // d % e', '%(//(@(+(a, b), c), d), e)'],
    ['x.pow(2).sum(dim=1)', 'x.pow(2).sum(dim=1)'],
    ['f(*a, b=1, **k)', 'f(*a, b=1, *k)'],
    ['f(x for x in y)', 'f(each(x, x, y))'],
    ['[k.sum() for q, k in pairs if q]', 'each(k.sum(), [q, k], pairs)'],
    ['x[1:2, ..., None, ::3, :]', 'x[1:2, ..., #null, ::3, :]'],
    ['a if c else b', 'cond(c, a, b)'],
    ['a < b and not c', '<and>(<<>(a, b), <not>(c))'],
    ['a not in b; a is not b', '<not in>(a, b); <is not>(a, b)'],
    ['lambda x, *r, s=1: x', '(x, *r, s=1) => {return x}'],
    ['{**a, "b": 1}', '{*a, "b": 1}'],
    ['{k: f(v) for k, v in p}', 'each(k: f(v), [k, v], p)'],
    ['{k: v async for k in p}', 'each(k: v, k, p)'],
    ['{**a for a in p}', '?'],
    ['[1, (2,), ()]', '[1, [2], []]'],
    ['"a" "b"; b"c"; r"""d"""; f"e{f}"', '"ab"; "c"; "d"; "e{f}"'],
    ['True; None; ...', '#true; #null; ...'],
    ['await f(x)', 'f(x)'],
  ]);

  rows('reads every way to write a number', [
    ['0x1F; 1_000; 1e-8; .5; 1.5e3', '31; 1000; 1e-8; 0.5; 1500'],
    ['1. + 2', '+(1, 2)'],
    ['1.e-8 * b', '*(1e-8, b)'],
    ['log(x + 1.E-10)', 'log(+(x, 1e-10))'],
    ['1. if c else 28.', 'cond(c, 1, 28)'],
    ['[1.,2.][0]', '[1, 2][0]'],
    ['v1.foo; é2.foo; x[0].foo', 'v1.foo; é2.foo; x[0].foo'],
    ['"1. a"', '"1. a"'],
  ]);

  rows('reads statements', [
    ['a = b = c, d', 'a = b = [c, d]'],
    ['a, *b = c', '[a, *b] = c'],
    ['a.b[c] = d', 'a.b[c] = d'],
    ['a: int = 1\nb: str\n', 'a = 1'],
    ['a += 1; a **= 2; a @= b', 'a += 1; a **= 2; a @= b'],
    ['a |= b', 'a = <|>(a, b)'],
    ['if a: b\nelif c: d\nelse: e\n', 'if a {b} else {if c {d} else {e}}'],
    ['for i, (a, b) in f(x): c\nelse: d\n', 'for [i, [a, b]] of f(x) {c; d}'],
    ['while a: b', 'for _ of a {b}'],
    ['with a as b, c: d', '{b = a; d}'],
    ['try:\n a\nexcept E as e:\n b\nfinally:\n c\n', '{a; b; c}'],
    ['return a, b', 'return [a, b]'],
    ['import a.b as c, d.e', 'import a.b {all:c}; import d {all:d}'],
    ['from ..a.b import (c as d, e)', 'import ..a.b {c:d, e:e}'],
    ['from . import x; from q import *', 'import . {x:x}; import q {*:*}'],
  ]);

  rows('reads `:=` as an assignment before its statement', [
    ['x = (n := f(y)) + 1', 'n = f(y); x = +(n, 1)'],
    ['if (n := 3) > 2: pass\n', 'n = 3; if <>>(n, 2) {}'],
    ['if a: b\nelif n := f(): c\n', 'if a {b} else {n = f(); if n {c}}'],
    ['while n := f(): n\nelse: c\n', 'n = f(); for _ of n {n; c}'],
    ['return (a := (b := f()) + 1) * b', 'b = f(); a = +(b, 1); return *(a, b)'],
    ['def g(x=(n := 1)):\n  return (m := x)\n', 'n = 1; def g(x=n) {m = x; return m}'],
    ['f(n := 3, y, k=(m := 4))', 'n = 3; m = 4; f(n, y, k=m)'],
    ['g = lambda x: (n := x) + n', 'g = (x) => {n = x; return +(n, n)}'],
    ['a[n := 1]; [b := 2, b]', 'n = 1; a[n]; b = 2; [b, b]'],
  ]);

  rows('reads `:=` as its value where each element has its own', [
    ['[(n := f(x)) for x in y]', 'each(f(x), x, y)'],
    ['{x: (n := f(x)) for x in y}; (m := 1)', 'each(x: f(x), x, y); m = 1; m'],
    ['s((n := x) for x in y if (m := x))', 's(each(x, x, y))'],
    ['[lambda: (n := x) for x in y]', 'each(() => {n = x; return n}, x, y)'],
  ]);

  rows('reads definitions', [
    ['def f(x, *, y=1, **k) -> int:\n  return x\n', 'def f(x, y=1, *k) {return x}'],
    ['@a.b(c)\n@d\ndef f(): pass\n', '@a.b(c) @d def f() {}'],
    ['@d\nclass A(B, C): x = 1\n', 'class A(B, C) {x = 1}'],
    ['async def f():\n  async with a as b: pass\n', 'def f() {{b = a}}'],
    ['def f():\n  def g():\n    return 1\n  return g\n', 'def f() {def g() {return 1}; return g}'],
  ]);

  rows('reads newer syntax', [
    [
      'match k:\n  case "a": return 1\n  case F(a=1) if q: return 2\n  case _: return 3\n',
      '{if <case>(k) {return 1} else {if <case>(k) {return 2} else {return 3}}}',
    ],
    ['type X = int\ndef f[T](x: T) -> T: return x\n', 'def f(x) {return x}'],
    ['try:\n a\nexcept* E:\n b\n', '{a; b}'],
  ]);

  rows(
    'keeps what follows code that is half typed, or that it does not know',
    [
      ['def f(\ndef g():\n  return 1\n', 'def f() {}; def g() {return 1}'],
      ['x = y.\nz = 2\ndef g(): return 1\n', 'x = y; z = 2; def g() {return 1}'],
      ['a = (\n b\ndef g():\n  return 1\n', 'a = b; def g() {return 1}'],
      ['f(a\ndef g(): return 1\n', 'def g() {return 1}'],
      [
        'def f(x):\n  y = h((x - [1,\n    2\n  return x\n\nclass A:\n  def g(): return 1\n',
        'def f(x) {return x}; class A() {def g() {return 1}}',
      ],
      [
        'def f(a, b\n  return a\ndef g(): return 1\n',
        'def f(a, b) {}; return a; def g() {return 1}',
      ],
      ['if x:\ndef g(): return 1\n', 'if x {}; def g() {return 1}'],
      ['x = a +\ndef g(): return 1\n', 'x = ?(a); def g() {return 1}'],
      ['x = f(a=\ndef g(): return 1\n', 'x = f(); def g() {return 1}'],
      ['x = t"a{b}"\ndef g(): return 1\n', 'x = t; "a{b}"; def g() {return 1}'],
    ],
    'broken',
  );

  it('collects comments without their marker, and where it had to guess', () => {
    const program = parsePython('# elbo: D=784\nx = (1 # two\n');
    assert.deepEqual(commentsOf(program), [
      { from: 0, to: 13, text: 'elbo: D=784' },
      { from: 21, to: 26, text: 'two' },
    ]);
    assert.equal(errorsOf(program).length, 1);
  });
});
