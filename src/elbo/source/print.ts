// Expr -> program text. Symbols are tensors that keep their axes in order, without the axis of draws: a program is
// about one z. Frameworks pair axes from the last one, formulas by name; where these differ an axis is inserted.

import { axisOrder, type Axis } from '../axes.ts';
import { over, times } from '../expr/build.ts';
import type { Expr, FunctionName } from '../expr/expr.ts';
import { fold } from '../expr/walk.ts';
import { atom, infix, type Code, type Operators, type Signed } from './code.ts';
import type { Framework } from './framework.ts';
import type { Shorthand } from './shorthands.ts';
import { addendsOf, factorsOf, keyOf, logSoftmaxOf } from './structure.ts';

export interface Scope {
  readonly framework: Framework;
  /** How a symbol or a shorthand is spelled. */
  readonly spell: (name: string) => string;
  /** Symbols that are numbers of the language, not tensors. */
  readonly numbers: ReadonlySet<string>;
  readonly shorthands: readonly Shorthand[];
}

interface Value {
  readonly code: Code;
  readonly axes: readonly Axis[];
  readonly isNumber: boolean;
}

/** Whether the framework has every function of the formula. */
export const canPrint = (expr: Expr, framework: Framework): boolean =>
  fold<boolean>(
    expr,
    (node, parts) =>
      parts.every(Boolean) && (node.kind !== 'apply' || framework.functions[node.fn] !== undefined),
  );

/** The formula in a framework; one with a function that the framework lacks breaks the caller's contract. */
export const print = (expr: Expr, scope: Scope): Code => valueOf(expr, scope).code;

function valueOf(expr: Expr, scope: Scope): Value {
  const key = keyOf(expr);
  const shorthand = scope.shorthands.find((candidate) => candidate.key === key);
  const value = spelledOut(expr, scope);
  return shorthand === undefined ? value : { ...value, code: atom(scope.spell(shorthand.name)) };
}

function spelledOut(expr: Expr, scope: Scope): Value {
  switch (expr.kind) {
    case 'number':
      return { code: number(expr.value), axes: [], isNumber: true };
    case 'constant':
      return { code: atom(scope.framework.numbers.pi), axes: [], isNumber: true };
    case 'symbol':
      return {
        code: atom(scope.spell(expr.name)),
        axes: expr.axes.filter((axis) => axis !== 'sample'),
        isNumber: scope.numbers.has(expr.name),
      };
    case 'add':
      return logSoftmax(expr, scope) ?? sum(expr, scope);
    case 'multiply':
      return product(expr, scope);
    case 'divide':
      return operate([expr.numerator, expr.denominator], scope, (codes, operators) =>
        operators.quotient(at(codes, 0), at(codes, 1)),
      );
    case 'power':
      return operate([expr.base, expr.exponent], scope, (codes, operators) =>
        operators.power(at(codes, 0), at(codes, 1)),
      );
    case 'apply':
      return applied(expr.fn, expr.args, scope);
    case 'reduce':
      return reduced(expr, scope);
  }
}

const at = (codes: readonly Code[], index: number): Code => codes[index] ?? atom('nan');

const number = (value: number): Code => {
  const code = atom(String(Math.abs(value)));
  return value < 0 ? infix.sum([{ isNegative: true, code }]) : code;
};

function sum(expr: Expr, scope: Scope): Value {
  const terms = addendsOf(expr);
  const parts = terms.map(({ expr: term }) => term);
  return operate(parts, scope, (codes, operators) =>
    operators.sum(
      codes.map((code, i): Signed => ({ isNegative: terms[i]?.isNegative ?? false, code })),
    ),
  );
}

/** Numbers first, then what varies, over what divides it: a (1/s) is a/s. */
function product(expr: Expr, scope: Scope): Value {
  const { isNegative, factors } = factorsOf(expr);
  if (isNegative) return sum(expr, scope);
  const divisors = factors.flatMap((factor) => (isInverse(factor) ? [factor.denominator] : []));
  const above = factors.filter((factor) => !isInverse(factor));
  if (divisors.length > 0 && above.length > 0) {
    return spelledOut(over(times(...above), times(...divisors)), scope);
  }
  const values = factors.map((factor) => valueOf(factor, scope));
  const numbers = values.filter(({ isNumber }) => isNumber);
  const ahead: Value = {
    code: infix.product(numbers.map(({ code }) => code)),
    axes: [],
    isNumber: true,
  };
  const tensors = values.filter(({ isNumber }) => !isNumber);
  return combine(numbers.length === 0 ? tensors : [ahead, ...tensors], scope, (codes, operators) =>
    operators.product(codes),
  );
}

const isInverse = (expr: Expr): expr is Extract<Expr, { kind: 'divide' }> =>
  expr.kind === 'divide' && expr.numerator.kind === 'number' && expr.numerator.value === 1;

function applied(fn: FunctionName, args: readonly Expr[], scope: Scope): Value {
  const values = args.map((arg) => valueOf(arg, scope));
  const isNumber = values.every((value) => value.isNumber);
  const { framework } = scope;
  const call = (isNumber ? framework.numbers.functions : framework.functions)[fn];
  if (call === undefined) throw new Error(`${framework.name} has no ${fn} to print`);
  return combine(values, scope, (codes) => call(...codes));
}

const fromEnd = (axes: readonly Axis[], axis: Axis): number => axes.length - axes.indexOf(axis);

function reduced(expr: Extract<Expr, { kind: 'reduce' }>, scope: Scope): Value {
  const body = valueOf(expr.body, scope);
  const place = body.axes.length === 1 ? 'all' : fromEnd(body.axes, expr.axis);
  return {
    code: scope.framework.reduce(expr.reduction, body.code, place),
    axes: body.axes.filter((axis) => axis !== expr.axis),
    isNumber: false,
  };
}

function logSoftmax(expr: Expr, scope: Scope): Value | undefined {
  const found = logSoftmaxOf(expr);
  if (found === undefined) return undefined;
  const body = valueOf(found.logits, scope);
  return {
    ...body,
    code: scope.framework.logSoftmax(body.code, fromEnd(body.axes, found.axis)),
  };
}

/** One operation on parts: the language's own between numbers, the framework's with a tensor. */
const operate = (
  parts: readonly Expr[],
  scope: Scope,
  build: (codes: readonly Code[], operators: Operators) => Code,
): Value =>
  combine(
    parts.map((part) => valueOf(part, scope)),
    scope,
    build,
  );

function combine(
  values: readonly Value[],
  { framework }: Scope,
  build: (codes: readonly Code[], operators: Operators) => Code,
): Value {
  const isNumber = values.every((value) => value.isNumber);
  const axes = axisOrder.filter((axis) => values.some((value) => value.axes.includes(axis)));
  const codes = values.map((value) => aligned(value, axes, framework));
  const operators = isNumber ? framework.numbers.operators : framework.operators;
  return { code: build(codes, operators), axes, isNumber };
}

/** With an axis of size 1 for each that it lacks behind its first one. */
function aligned({ code, axes }: Value, all: readonly Axis[], framework: Framework): Code {
  const [first] = axes;
  if (first === undefined) return code;
  const missing = all.slice(all.indexOf(first)).filter((axis) => !axes.includes(axis));
  if (missing.length === 0) return code;
  return framework.insertAxes(code, missing.map((axis) => fromEnd(all, axis)).toReversed());
}
