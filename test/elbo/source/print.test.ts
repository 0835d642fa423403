import assert from 'node:assert/strict';
import { runInNewContext } from 'node:vm';
import * as fc from 'fast-check';
import type { Axis } from '../../../src/elbo/axes.ts';
import * as build from '../../../src/elbo/expr/build.ts';
import { evaluate } from '../../../src/elbo/expr/evaluate.ts';
import type { Expr } from '../../../src/elbo/expr/expr.ts';
import { numberOps } from '../../../src/elbo/expr/numberOps.ts';
import { fold, map } from '../../../src/elbo/expr/walk.ts';
import type { Framework } from '../../../src/elbo/source/framework.ts';
import { layOut } from '../../../src/elbo/source/layout.ts';
import { print } from '../../../src/elbo/source/print.ts';
import { pytorch } from '../../../src/elbo/source/pytorch.ts';
import { tensorflow } from '../../../src/elbo/source/tensorflow.ts';
import { tfjs } from '../../../src/elbo/source/tfjs.ts';
import { arbitraryExpr } from '../../support/arbitraryExpr.ts';
import { assertClose } from '../../support/numbers.ts';

function text(expr: Expr, framework: Framework, numbers: readonly string[] = []): string {
  const spell = (name: string) => name;
  const scope = { framework, spell, numbers: new Set(numbers), shorthands: [] };
  const code = print(expr, scope);
  return layOut(code.doc, { width: 1000, indent: '' }, '');
}

function check(expr: Expr, framework: Framework, expected: string): void {
  assert.equal(text(expr, framework), expected);
}

const { symbol, plus, minus, times, over, negative, squared } = build;
const along = (name: string, ...axes: readonly Axis[]): Expr => symbol(name, axes);
const [a, b, c] = [symbol('a'), symbol('b'), symbol('c')];
const x = along('x', 'batch', 'data');

/** A formula without functions, whose parts are neither huge nor 0 at these values. */
const values = { x: 0.7, mu: -1.3, logvar: 2.1, z: 0.4 } as const;
const arithmetic = (expr: Expr): Expr =>
  map(expr, (node) => (node.kind === 'apply' ? (node.args[0] ?? node) : node));
const isTame = (expr: Expr): boolean =>
  fold<boolean>(expr, (node, parts) => {
    const size = Math.abs(evaluate(node, numberOps, values));
    return parts.every(Boolean) && size > 1e-4 && size < 1e4;
  });

describe('formulas as program text', () => {
  it('have the value of the formula: brackets stand where they must', () => {
    fc.assert(
      fc.property(arbitraryExpr.map(arithmetic), (expr) => {
        fc.pre(isTame(expr));
        const program = text(expr, tfjs, Object.keys(values));
        const value: unknown = runInNewContext(program, values);
        assertClose(Number(value), evaluate(expr, numberOps, values), { relative: 1e-8 }, program);
      }),
      { numRuns: 300 },
    );
  });

  it('subtract what is negative, and open sums that are added', () => {
    check(plus(a, negative(b), times(-0.5, c)), pytorch, 'a - b - 0.5 * c');
    check(negative(minus(a, b)), pytorch, '-(a - b)');
    check(plus(a, minus(b, c)), pytorch, 'a + b - c');
    check(minus(a, minus(b, c)), pytorch, 'a - (b - c)');
    check(plus(negative(a), b), tfjs, 'tf.sub(b, a)');
    check(minus(negative(a), b), tfjs, 'tf.sub(tf.neg(a), b)');
  });

  it('bracket what a power is of, unless it is a name', () => {
    check(squared(negative(a)), pytorch, '(-a) ** 2');
    check(negative(squared(a)), pytorch, '-a ** 2');
    check(build.power(build.power(a, b), plus(b, c)), pytorch, '(a ** b) ** (b + c)');
    check(over(a, squared(b)), pytorch, 'a / b ** 2');
  });

  it('divide by what stands as an inverse', () => {
    check(times(minus(a, b), over(1, c)), pytorch, '(a - b) / c');
    check(over(a, times(b, c)), pytorch, 'a / (b * c)');
  });

  it('compute numbers by the language, before they meet a tensor', () => {
    const constant = times(x, -0.5, build.log(times(2, build.pi)));
    check(constant, pytorch, '-0.5 * math.log(2 * math.pi) * x');
    check(constant, tfjs, 'tf.neg(tf.mul(0.5 * Math.log(2 * Math.PI), x))');
  });

  it('square by the operator or the function that the framework has', () => {
    check(squared(minus(x, a)), pytorch, '(x - a) ** 2');
    check(squared(minus(x, a)), tfjs, 'tf.square(tf.sub(x, a))');
  });

  it('reduce the axis of the name, counted from the end, and insert those that are missing', () => {
    const logits = along('logits', 'sample', 'batch', 'data', 'category');
    const levels = along('levels', 'category');
    const scores = build.sumOver('category', times(build.equal(x, levels), logits));
    check(
      scores,
      tensorflow,
      'tf.reduce_sum(tf.cast(x[..., None] == levels, x.dtype) * logits, axis=-1)',
    );
    check(
      scores,
      tfjs,
      "tf.sum(tf.mul(tf.cast(tf.equal(tf.expandDims(x, -1), levels), 'float32'), logits), -1)",
    );
  });

  it('insert an axis between two others, and several', () => {
    const whole = along('w', 'batch', 'data', 'category');
    check(plus(whole, along('v', 'batch', 'category')), pytorch, 'w + v[..., None, :]');
    check(plus(whole, along('v', 'batch')), pytorch, 'w + v[..., None, None]');
    check(
      plus(whole, along('v', 'batch')),
      tfjs,
      'tf.add(w, tf.expandDims(tf.expandDims(v, -1), -2))',
    );
  });

  it('reduce to one number without naming the axis', () => {
    check(
      build.meanOver('batch', build.sumOver('data', x)),
      pytorch,
      'torch.mean(torch.sum(x, dim=-1))',
    );
  });

  it('know the log of a softmax', () => {
    const logits = along('logits', 'batch', 'category');
    const expr = minus(logits, build.logSumExpOver('category', logits));
    check(expr, pytorch, 'F.log_softmax(logits, dim=-1)');
    check(
      minus(x, build.logSumExpOver('category', logits)),
      pytorch,
      'x - torch.logsumexp(logits, dim=-1)[..., None]',
    );
  });

  it('refuse a function that the framework lacks', () => {
    assert.throws(() => text(build.klDiv(a, b), pytorch), /PyTorch has no klDiv to print/u);
  });
});
