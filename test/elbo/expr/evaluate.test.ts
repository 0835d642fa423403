import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { axisOrder, type Axis } from '../../../src/elbo/axes.ts';
import { arrayOps, namedArray, scalar, type NamedArray } from '../../../src/elbo/expr/arrayOps.ts';
import {
  exp,
  log,
  logSumExpOver,
  meanOver,
  minus,
  over,
  pi,
  plus,
  power,
  squared,
  sumOver,
  symbol,
  times,
} from '../../../src/elbo/expr/build.ts';
import { evaluate } from '../../../src/elbo/expr/evaluate.ts';
import type { Expr } from '../../../src/elbo/expr/expr.ts';
import { numberOps } from '../../../src/elbo/expr/numberOps.ts';
import type { Ops } from '../../../src/elbo/expr/ops.ts';
import { freeSymbols, map, substitute } from '../../../src/elbo/expr/walk.ts';
import { arbitraryExpr, symbolNames } from '../../support/arbitraryExpr.ts';
import { assertAllClose, assertClose } from '../../support/numbers.ts';

const a = symbol('a');
const b = symbol('b');

function checkValue(
  expr: Expr,
  bindings: Readonly<Record<string, number>>,
  expected: number,
): void {
  assertClose(evaluate(expr, numberOps, bindings), expected, { relative: 1e-15 });
}

describe('evaluate', () => {
  it('reads every node kind', () => {
    checkValue(plus(1, a, b), { a: 2, b: 3 }, 6);
    checkValue(times(2, a, b), { a: 2, b: 3 }, 12);
    checkValue(over(a, b), { a: 3, b: 4 }, 0.75);
    checkValue(power(a, b), { a: 2, b: 10 }, 1024);
    checkValue(minus(a, b), { a: 2, b: 3 }, -1);
    checkValue(log(times(2, pi)), {}, 1.837_877_066_409_345_3);
  });

  it('takes an empty sum as 0 and an empty product as 1', () => {
    checkValue(plus(), {}, 0);
    checkValue(times(), {}, 1);
  });

  it('squares negative numbers by multiplication', () => {
    checkValue(squared(a), { a: -3 }, 9);
  });

  it('throws on a symbol without a value, naming it and what there is', () => {
    assert.throws(
      () => evaluate(plus(a, symbol('logvar')), numberOps, { a: 1, mu: 2 }),
      /symbol "logvar" is not bound; bound are: a, mu/,
    );
    assert.throws(() => evaluate(symbol('toString'), numberOps, {}), /"toString" is not bound/);
  });

  it('computes what no symbol enters in float64, and hands it over as one literal', () => {
    const literals: number[] = [];
    const counting: Ops<number> = {
      ...numberOps,
      number: (value) => {
        literals.push(value);
        return value;
      },
    };
    evaluate(times(-0.5, plus(squared(a), log(times(2, pi)))), counting, { a: 1 });
    assert.deepEqual(literals, [Math.log(2 * Math.PI), -0.5]);
  });

  it('has no axis to reduce a number over', () => {
    const total = sumOver('data', symbol('x', ['data']));
    assert.throws(() => evaluate(total, numberOps, { x: 1 }), /no data axis to take the sum over/);
  });
});

describe('arrays with named axes', () => {
  const x = symbol('x', ['batch', 'data']);
  const mu = symbol('mu', ['data']);
  const bindings = {
    x: namedArray(['batch', 'data'], [2, 3], [1, 2, 3, 4, 5, 6]),
    mu: namedArray(['data'], [3], [1, 0, -1]),
    c: scalar(10),
  };

  it('meet by axis name', () => {
    const result = evaluate(plus(times(x, mu), symbol('c')), arrayOps, bindings);
    assert.deepEqual(result.axes, ['batch', 'data']);
    assert.deepEqual([...result.values], [11, 10, 7, 14, 10, 4]);
  });

  it('order axes from outer to inner, whichever came first', () => {
    const perDatum = namedArray(['batch'], [2], [100, 200]);
    const result = evaluate(plus(mu, symbol('w')), arrayOps, { ...bindings, w: perDatum });
    assert.deepEqual(
      [result.axes, result.shape],
      [
        ['batch', 'data'],
        [2, 3],
      ],
    );
    assert.deepEqual([...result.values], [101, 100, 99, 201, 200, 199]);
  });

  it('reduce over the axis that is named', () => {
    const values = (expr: Expr): number[] => [...evaluate(expr, arrayOps, bindings).values];
    assert.deepEqual(values(sumOver('data', x)), [6, 15]);
    assert.deepEqual(values(sumOver('batch', x)), [5, 7, 9]);
    assert.deepEqual(values(meanOver('batch', sumOver('data', x))), [10.5]);
    assert.deepEqual(values(sumOver('data', meanOver('batch', x))), [10.5]);
    const lse = Math.log(Math.exp(1) + Math.exp(4));
    assertAllClose(values(logSumExpOver('batch', x)), [lse, lse + 1, lse + 2], { relative: 1e-15 });
  });

  it('are reduced in the middle of three axes', () => {
    const cube = namedArray(['sample', 'batch', 'data'], [2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]);
    const result = evaluate(sumOver('batch', symbol('t')), arrayOps, { t: cube });
    assert.deepEqual(result.axes, ['sample', 'data']);
    assert.deepEqual([...result.values], [4, 6, 12, 14]);
  });

  it('refuse two sizes of one axis, an absent axis and a shape that does not hold the values', () => {
    const short = namedArray(['data'], [2], [1, 2]);
    assert.throws(
      () => evaluate(plus(x, symbol('y')), arrayOps, { ...bindings, y: short }),
      /the data axis has sizes 3 and 2/,
    );
    assert.throws(
      () => evaluate(sumOver('latent', x), arrayOps, bindings),
      /sum over the latent axis: the value does not vary/,
    );
    assert.throws(() => namedArray(['data'], [2], [1]), /shape \[2\] .* does not hold 1 values/);
    assert.throws(() => namedArray(['data', 'batch'], [1, 1], [1]), /must be ordered batch, data/);
  });

  it('hold, element by element, what numbers say, for any formula', () => {
    const values = fc.array(fc.double({ min: -4, max: 4, noNaN: true }), {
      minLength: 12,
      maxLength: 12,
    });
    fc.assert(
      fc.property(arbitraryExpr, values, (expr, drawn) => {
        const arrays = Object.fromEntries(
          symbolNames.map((name, index): [string, NamedArray] => {
            const axis: Axis = axisOrder[index] ?? 'data';
            return [name, namedArray([axis], [3], drawn.slice(3 * index, 3 * index + 3))];
          }),
        );
        const read = evaluate(expr, arrayOps, arrays);
        read.values.forEach((value, flat) => {
          const numbers = Object.fromEntries(
            symbolNames.map((name): [string, number] => [name, pick(arrays, name, read, flat)]),
          );
          assert.ok(Object.is(value, evaluate(expr, numberOps, numbers)));
        });
      }),
    );
  });
});

/** The element of array `name` that meets element `flat` of `whole`. */
function pick(
  arrays: Readonly<Record<string, NamedArray>>,
  name: string,
  whole: NamedArray,
  flat: number,
): number {
  const array = arrays[name] ?? scalar(Number.NaN);
  const place = whole.axes.indexOf(array.axes[0] ?? 'data');
  const inner = whole.shape.slice(place + 1).reduce((product, size) => product * size, 1);
  return array.values[place < 0 ? 0 : Math.floor(flat / inner) % 3] ?? Number.NaN;
}

describe('walking an expression', () => {
  const expr = over(sumOver('data', exp(times(a, b))), power(a, 2));

  it('finds its symbols', () => {
    assert.deepEqual([...freeSymbols(expr)].toSorted(), ['a', 'b']);
    assert.deepEqual([...freeSymbols(log(times(2, pi)))], []);
  });

  it('substitutes symbols everywhere and leaves the others', () => {
    const replaced = substitute(expr, { a: plus(b, 1) });
    assert.deepEqual([...freeSymbols(replaced)], ['b']);
    assert.deepEqual(substitute(expr, {}), expr);
  });

  it('keeps an expression that nothing rewrites, whatever it is', () => {
    fc.assert(
      fc.property(arbitraryExpr, (any) => {
        assert.deepEqual(
          map(any, (node) => node),
          any,
        );
      }),
    );
  });
});
