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
    ['[x for x in y if x for z in w if z]', 'each(x, x, y)'],
    ['[*a, b]; {*a, b}; (*a, b); x[*a, 1:]', '[*a, b]; [*a, b]; [*a, b]; x[*a, 1:]'],
    ['a or b and c == d | e', '<or>(a, <and>(b, <==>(c, <|>(d, e))))'],
    ['not a and b; a < b < c', '<and>(<not>(a), b); <<>(<<>(a, b), c)'],
    ['2 ** -x ** y; -x ** 2', '**(2, neg(**(x, y))); neg(**(x, 2))'],
    ['a if b else c if d else e', 'cond(b, a, cond(d, c, e))'],
    ['lambda x, /, *, y=1, **k: (x, y)', '(x, y=1, *k) => {return [x, y]}'],
    ['(yield); x = yield a, b; (yield from c)', '?; x = [a, b]; c'],
    ['f(a)(b)[c].d', 'f(a)(b)[c].d'],
    ['match(x); case[0]; type.a; print(_)', 'match(x); case[0]; type.a; print(_)'],
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
    ['0o17; 0B11; 1_0.5_0; 1E+2; 0_0', '15; 3; 10.5; 100; 0'],
    ['1if a else 2', 'cond(a, 1, 2)'],
    ['1..real; 1.0.real', '1.real; 1.real'],
    ['1j; 2.5J; 3.j', '?; ?; ?'],
    ['10L; 0777', '10; 777'],
  ]);

  rows('reads every way to write a string', [
    ['rb"a"; Rb\'b\'; u"c"; BR"d"', '"a"; "b"; "c"; "d"'],
    ['"a\\"b" + c', '+("a\\\\\\"b", c)'],
    ['r"\\\\" + c', '+("\\\\\\\\", c)'],
    ['f"{a["b"]}" + c', '+("{a[\\"b\\"]}", c)'],
    ['f"{a:{w}.{p["q"]}}" f\'{x!r:>{y}}\'', '"{a:{w}.{p[\\"q\\"]}}{x!r:>{y}}"'],
    ['f"{{" + f"}}{a}" + f"\\N{DASH}"', '+(+("{{", "}}{a}"), "\\\\N{DASH}")'],
    ['f"""{\n  f"{a}"\n}""" + c', '+("{\\n  f\\"{a}\\"\\n}", c)'],
    ['f"{\n  a\n}" + c', '+("{\\n  a\\n}", c)'],
    ['t"a{b}"; rt"{c}"', '"a{b}"; "{c}"'],
    ['"""a"b\'\'\'"""; \'\'; ""', '"a\\"b\'\'\'"; ""; ""'],
    ['x = ("a"\n  f"b" # c\n  "d")', 'x = "abd"'],
  ]);

  rows('reads lines of every form', [
    ['\uFEFFa = 1\r\nb = 2\rc = 3\n', 'a = 1; b = 2; c = 3'],
    ['if a:\r\n\tb\r\n        c\r\n', 'if a {b; c}'],
    ['\fdef f():\n  \f\n  return 1\n', 'def f() {return 1}'],
    ['a = 1 + \\\n  2; b = \\\r\n3', 'a = +(1, 2); b = 3'],
    ['if a: b; c;\nd;', 'if a {b; c}; d'],
    ['é = ñ𝒙 + π_1', 'é = +(ñ𝒙, π_1)'],
    ['  a\n  b\n', 'a; b'],
    ['', ''],
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
    ['from ....a import (b,\n  c,\n)', 'import ....a {b:b, c:c}'],
    ['a.b: T[int, "U"] = c; (d): E; f: G = h, i', 'a.b = c; f = [h, i]'],
    ['x >>= 1; y //= 2; z += yield a', 'x = <>>>(x, 1); y //= 2; z += a'],
    ['with (a as b, c.d as e[0],): f', '{b = a; e[0] = c.d; f}'],
    ['with (a, b) as c, (d) as (e, f): g', '{c = [a, b]; [e, f] = d; g}'],
    ['for x in *a, b: c', 'for x of [*a, b] {c}'],
    ['for x, in a: b', 'for [x] of a {b}'],
    ['try: a\nexcept (B, C) as d: e\nexcept F, G: h\nelse: i\n', '{a; e; h; i}'],
    ['assert a, b; del c, d[0]; raise E from f', ''],
    ['global a, b; nonlocal c; pass; break; continue', ''],
    ['yield a, b; yield; yield from c', 'return [a, b]; return; return c'],
    ['x.cuda(async=True); async = 1', 'x.cuda(async=#true); async = 1'],
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
    ['assert (n := f()) > 0', 'n = f()'],
  ]);

  rows('reads `:=` as its value where each element has its own', [
    ['[(n := f(x)) for x in y]', 'each(f(x), x, y)'],
    ['{x: (n := f(x)) for x in y}; (m := 1)', 'each(x: f(x), x, y); m = 1; m'],
    ['s((n := x) for x in y if (m := x))', 's(each(x, x, y))'],
    ['[lambda: (n := x) for x in y]', 'each(() => {n = x; return n}, x, y)'],
    ['f([n := x, 1], [(m := x) for x in y])', 'n = x; f([n, 1], each(x, x, y))'],
    ['match x:\n  case y if (n := y): n\n', '{if <case>(x) {n}}'],
  ]);

  rows('reads definitions', [
    ['def f(x, *, y=1, **k) -> int:\n  return x\n', 'def f(x, y=1, *k) {return x}'],
    ['@a.b(c)\n@d\ndef f(): pass\n', '@a.b(c) @d def f() {}'],
    ['@d\nclass A(B, C): x = 1\n', 'class A(B, C) {x = 1}'],
    ['async def f():\n  async with a as b: pass\n', 'def f() {{b = a}}'],
    ['def f():\n  def g():\n    return 1\n  return g\n', 'def f() {def g() {return 1}; return g}'],
    ['def f(a, /, b: T = 1, *c: *U, d): pass\n', 'def f(a, b=1, *c, d) {}'],
    [
      '@(a)\n@b[0].c\n@lambda f: f\n# d\ndef g(): pass\n',
      '@a @b[0].c @(f) => {return f} def g() {}',
    ],
    ['class A[T](B, metaclass=C, **k): x: int = 3', 'class A(B, C, k) {x = 3}'],
    ['class A: "doc"; x = 1', 'class A() {"doc"; x = 1}'],
  ]);

  rows('reads newer syntax', [
    [
      'match k:\n  case "a": return 1\n  case F(a=1) if q: return 2\n  case _: return 3\n',
      '{if <case>(k) {return 1} else {if <case>(k) {return 2} else {return 3}}}',
    ],
    ['type X = int\ndef f[T](x: T) -> T: return x\n', 'def f(x) {return x}'],
    ['try:\n a\nexcept* E:\n b\n', '{a; b}'],
    ['type X[T] = int\ntype = 3; type(x)\n', 'type = 3; type(x)'],
    ['def f[T: (int, str) = int, *U, **P](x): pass\n', 'def f(x) {}'],
    [
      'match a, b:\n  case [1, *_] | {"k": 2}: c\n  case A(x=1) as d: e\n  case x: f\n',
      '{if <case>([a, b]) {c} else {if <case>([a, b]) {e} else {f}}}',
    ],
    [
      'match = 1; match.x; match[a:b]\nmatch -a:\n  case _: b\n',
      'match = 1; match.x; match[a:b]; {b}',
    ],
  ]);

  rows('takes for the end of a statement no line that can go on with it', [
    ['f(a\n@ b\n, c)\n', 'f(@(a, b), c)'],
    ['[x\nfor x in y\nif x]\n', 'each(x, x, y)'],
    ['x = (a and\nb\nif c\nelse d)\n', 'x = cond(c, <and>(a, b), d)'],
    ['f(\npassé,\nclasse=1\n)\n', 'f(passé, classe=1)'],
    ['x = (yield\nfrom y)\n', 'x = y'],
    ['f("""\nreturn\n""", # (\nb)\n', 'f("\\nreturn\\n", b)'],
    ['with (open(a)\nas b): c\n', '{b = open(a); c}'],
  ]);

  rows(
    'keeps what follows code that is half typed, or that it does not know',
    [
      ['def f(\ndef g():\n  return 1\n', 'def f() {}; def g() {return 1}'],
      ['x = y.\nz = 2\ndef g(): return 1\n', 'x = y; z = 2; def g() {return 1}'],
      ['a = (\n b\ndef g():\n  return 1\n', 'a = b; def g() {return 1}'],
      ['f(a\ndef g(): return 1\n', 'f(a); def g() {return 1}'],
      [
        'def f(x):\n  y = h((x - [1,\n    2\n  return x\n\nclass A:\n  def g(): return 1\n',
        'def f(x) {y = h(-(x, [1, 2])); return x}; class A() {def g() {return 1}}',
      ],
      ['def f(a, b\n  return a\ndef g(): return 1\n', 'def f(a, b) {return a}; def g() {return 1}'],
      ['if x:\ndef g(): return 1\n', 'if x {}; def g() {return 1}'],
      ['x = a +\ndef g(): return 1\n', 'x = ?(a); def g() {return 1}'],
      ['x = f(a=\ndef g(): return 1\n', 'x = f(); def g() {return 1}'],
      [
        'kl = -0.5 * torch.sum(1 + logvar - mu.pow(2\nloss = bce + kl\n',
        'kl = *(neg(0.5), torch.sum(-(+(1, logvar), mu.pow(2)))); loss = +(bce, kl)',
      ],
      ['x = f(a,\n@d\n@e(1)\ndef g(): return 1\n', 'x = f(a); @d @e(1) def g() {return 1}'],
      ['x = f(a,\nif b:\n  c\n', 'x = f(a); if b {c}'],
      ['x = sum(y[1)\nz = 2\n', 'x = sum(y[1]); z = 2'],
      ['x = f(a))\nz = 2\n', 'x = f(a); z = 2'],
      ['f(a b, c=, d.e=1, , g)\nz = 2\n', 'f(a, b, d.e, g); z = 2'],
      ['{a: b, c, **d}; {a, b: c, d}\nz = 2\n', '{a: b, *d}; [a, d]; z = 2'],
      ['[x for x]; [x, y for x in z]; x[1:2 3]\n', '?; each(x, x, z); x[1:2, 3]'],
      ['x = "abc\nz = 2\n', 'x = "abc"; z = 2'],
      ['x = f"{a\nz = f"{b}"\n', 'x = "{a"; z = "{b}"'],
      ['a ? b; c $ d; `e`\nz = 2\n', 'a; c; z = 2'],
      ['print x, y\nexec "a"\nz = 2\n', 'print; exec; z = 2'],
      ['x = a if b\nx = lambda y\nx =\nx +=\n', 'x = ?(a, b); x = (y) => {return ?}; x = ?'],
      ['if x\n  y\nelif\n  z\nelse\n  w\n', 'if x {y} else {if ? {z} else {w}}'],
      ['for x\n  y\nfor\nwhile\n  z\n', 'for x of ? {y}; for ? of ? {}; for _ of ? {z}'],
      ['if x = y: z\nif x y: z\n', 'if x {z}; if x {z}'],
      ['match k:\n  case 1\n    a\n  b\n', '{b; if <case>(k) {a}}'],
      ['a\n    b\nc\n', 'a; b; c'],
      ['if a:\n    b\n  c\nd\n', 'if a {b; c}; d'],
      ['else: a\nexcept: b\nz = 2\n', 'a; b; z = 2'],
      ['@a\nx = 1\n@b\n', 'x = 1'],
      ['import\nfrom a import\nimport b as\nz = 2\n', 'import a {}; import b {all:b}; z = 2'],
      ['def\nclass\ndef f(1, (a, b), c): d\n', 'def () {}; class () {}; def f(c) {d}'],
      ['x = 1 \\ \n  + 2\nz = 2\n', 'x = +(1, 2); z = 2'],
      ['lambda (a, b): a\nz = 2\n', '() => {return a}; z = 2'],
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
