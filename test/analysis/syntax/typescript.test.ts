import assert from 'node:assert/strict';
import { bodyOf, commentsOf, errorsOf } from '../../../src/analysis/syntax/program.ts';
import { parseTypeScript } from '../../../src/analysis/syntax/typescript.ts';
import { printStatements } from './print.ts';

type Row = readonly [source: string, read: string];

function checkTypeScript(source: string, read: string): void {
  assert.equal(printStatements(bodyOf(parseTypeScript(source))), read);
}

function rows(title: string, table: readonly Row[], errors: 'whole' | 'broken' = 'whole'): void {
  describe(title, () => {
    for (const [source, read] of table) {
      it(JSON.stringify(source), () => {
        checkTypeScript(source, read);
        assert.equal(errorsOf(parseTypeScript(source)).length === 0, errors === 'whole');
      });
    }
  });
}

describe('JavaScript and TypeScript to the common syntax', () => {
  rows('reads expressions', [
    ['a + b * (-c) ** 2', '+(a, *(b, **(neg(c), 2)))'],
    ['x.sub(y).square().sum(1).mean()', 'x.sub(y).square().sum(1).mean()'],
    ['new A.B<T>(x).c(y); new D', 'A.B(x).c(y); D()'],
    ['a?.b?.[0]; f?.(x)', 'a.b[0]; f(x)'],
    ['(y as T).mul(2); z!; w satisfies T; f<T>(x)', 'y.mul(2); z; w; f(x)'],
    ['<T>y', 'y'],
    ['f(...xs, { axis: 1, y, ...o })', 'f(*xs, {"axis": 1, "y": y, *o})'],
    ['[a, , ...b]', '[a, *b]'],
    ['`a${b}c`; "d"; tag`e`', '"a${b}c"; "d"; tag("e")'],
    ['a ? b : c', 'cond(a, b, c)'],
    ['a ?? b; !a; typeof a; a === b && c', '<??>(a, b); <!>(a); <typeof>(a); <&&>(<===>(a, b), c)'],
    ['0xff; 1_000; .5; 1.; 1e-8; 2n', '255; 1000; 0.5; 1; 1e-8; 2'],
    ['null; undefined; true', '#null; #null; #true'],
    ['await f(x); this.a; super.f(x)', 'f(x); this.a; super().f(x)'],
    ['x => ({ a: 1 })', '(x) => {return {"a": 1}}'],
    ['async (x: T, y = 2, ...r) => { g(); return x; }', '(x, y=2, *r) => {g(); return x}'],
    ['tf.tidy(() => { const a = b; return a; })', 'tf.tidy(() => {a = b; return a})'],
    [
      '({ a() { return 1; }, get b() { return 2; }, [c]: 3, "d": 4 })',
      '{"a": () => {return 1}, "b": () => {return 2}, c: 3, "d": 4}',
    ],
    ['el = <div a={b}>{c} d</div>', 'el = ?(b, c)'],
  ]);

  rows('reads declarations and assignments', [
    ['const a = b, c: T = d; let e;', 'a = b; c = d'],
    ['const a = b = c', 'a = b = c'],
    ['a.b[c] = d = e', 'a.b[c] = d = e'],
    ['a += 1; a **= 2; i++; --j', 'a += 1; a **= 2; i += 1; j -= 1'],
    ['a ??= b; a |= c', 'a = <??>(a, b); a = <|>(a, c)'],
    ['a = 1, b = 2', 'a = 1; b = 2'],
    ['const [a, , b = 1, ...c] = d', '[a, ?, b, *c] = d; b = <??>(b, 1)'],
    ['const { a, b: c = 2, ...r } = this.o', 'a = this.o.a; c = <??>(this.o.b, 2); r = this.o'],
    ['({ a, b } = f(x))', 'f(x) = f(x); a = f(x).a; b = f(x).b'],
    ['const { a: { b }, "c": [d] } = o', 'b = o.a.b; [d] = o.c'],
    ['const [{ a }, b] = c', '[{ a }, b] = c; a = { a }.a'],
  ]);

  rows('reads functions and classes', [
    ['function f(a: T, b?: U): V { return a; }', 'def f(a, b) {return a}'],
    ['async function f() {} function* g() {}', 'def f() {}; def g() {}'],
    ['const f = (x) => x, g = function (y) {}', 'def f(x) {return x}; def g(y) {}'],
    ['exports.f = (x) => x', 'def f(x) {return x}'],
    [
      'function f({ a, b = 1 }, [c]) {}',
      'def f({ a, b = 1 }, [c]) {a = { a, b = 1 }.a; b = <??>({ a, b = 1 }.b, 1); [c] = [c]}',
    ],
    ['function f(a: T): U; function f(a) {}', 'def f(a) {}'],
    [
      'function f() { function g() { return 1; } return g; }',
      'def f() {def g() {return 1}; return g}',
    ],
    [
      'class A<T> extends tf.layers.Layer { k = 1; constructor(private a: T) { super(a); } f = (x) => x; }',
      'class A(tf.layers.Layer) {k = 1; def constructor(this, a) {this.a = a; super(a)}; def f(this, x) {return x}}',
    ],
    [
      'class A { static f(x) {} get y() { return 1; } set y(v) {} #p() {} g(): void; @d() h() {} }',
      'class A() {@staticmethod def f(x) {}; @property def y(this) {return 1}; @y.setter def y(this, v) {}; def #p(this) {}; @d() def h(this) {}}',
    ],
    ['const A = class extends B {}', 'class A(B) {}'],
    ['(() => { const a = 1; })()', '{a = 1}'],
  ]);

  rows('reads branches and loops', [
    ['if (a) b; else if (c) { d } else e', 'if a {b} else {if c {d} else {e}}'],
    ['for (const [a, b] of xs) c', 'for [a, b] of xs {c}'],
    ['for (const { a } of xs) { a; }', 'for { a } of xs {a = { a }.a; a}'],
    ['for (const k in o) k', 'for k of o {k}'],
    ['for (let i = 0; i < n; i++) s += i', 'for i of range(n) {s += i}'],
    ['for (let i = 1; i <= n; ++i) { s; }', 'for i of range(1, +(n, 1)) {s}'],
    ['for (let i = n; i > 0; i -= 2) s', '{i = n; for i of <>>(i, 0) {s; i -= 2}}'],
    ['for (;;) {}', 'for _ of ? {}'],
    ['while (a) b; do { c } while (d)', 'for _ of a {b}; for _ of d {c}'],
    ['try { a } catch ({ m }) { b } finally { c }', '{a; b; c}'],
    [
      'switch (k) { case 1: case 2: return a; case 3: return b; default: c(); break; }',
      'if <||>(<===>(k, 1), <===>(k, 2)) {return a} else {if <===>(k, 3) {return b} else {c()}}',
    ],
  ]);

  rows('reads modules', [
    ["import * as tf from '@tensorflow/tfjs'", 'import @tensorflow/tfjs {all:tf}'],
    ["const tf = require('@tensorflow/tfjs')", 'import @tensorflow/tfjs {all:tf}'],
    ["const tf = await import('m')", 'import m {all:tf}'],
    ["const { a, b: c } = require('m'), d = require('e').f", 'import m {a:a, b:c}; import e {f:d}'],
    [
      "import d, { a as b, type C } from 'm'; import 'o'",
      'import m {all:d, a:b, C:C}; import o {}',
    ],
    ["import d from './m.js'", 'import ./m.js {default:d}'],
    ["export { a as b } from './x'; export * from 'y'", 'import ./x {a:b}; import y {*:*}'],
    ['export const f = (x) => x; export class A {}', 'def f(x) {return x}; class A() {}'],
    ['export default function f() {}', 'def f() {}; default = f'],
    ['export default (x) => x', 'def default(x) {return x}'],
    ['export { a as b }', 'b = a'],
    ['type T = 1; interface I { a: 1 } declare const q: T; namespace N { const r = 1 }', '{r = 1}'],
  ]);

  rows(
    'keeps what follows code that is half typed',
    [
      ['function f(a\nfunction g() { return 1 }', 'def f(a) {}; def g() {return 1}'],
      ['const x = y.\nfunction g() { return 1 }', 'x = y; def g() {return 1}'],
      ['const x = y +;\nfunction g() { return 1 }', 'x = ?(y); def g() {return 1}'],
      ['const x = f(a, \nconst z = 2', 'x = f(a); z = 2'],
      [
        'function f() { const a = g(b; return a }\nfunction h() { return 1 }',
        'def f() {a = g(b); return a}; def h() {return 1}',
      ],
    ],
    'broken',
  );

  it('collects comments without their marker', () => {
    const comments = commentsOf(parseTypeScript('// elbo: D=784\nx /* two */\n'));
    assert.deepEqual(
      comments.map(({ text }) => text),
      ['elbo: D=784', 'two'],
    );
  });
});
