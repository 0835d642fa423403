// Reads expressions: names, operators, members, indices, displays. Calls are read in `calls.ts`.

import type { Argument, Expression } from '../syntax/ast.ts';
import type { Code } from './code.ts';
import { code, labelOf, type Machine } from './machine.ts';
import { optionValue } from './options.ts';
import { attributeOf, inheritedMethod, join, staticMethod } from './objects.ts';
import type { CallArguments, ImportedValue, Scope, Value } from './values.ts';

/** Names code uses for modules without showing the import (a cell, a fragment, `import *`). */
const customaryNames = new Map<string, string>(
  Object.entries({
    torch: 'torch',
    nn: 'torch.nn',
    F: 'torch.nn.functional',
    tf: 'tensorflow',
    keras: 'keras',
    K: 'keras.backend',
    np: 'numpy',
    jnp: 'jax.numpy',
    jax: 'jax',
    math: 'math',
    tfd: 'tensorflow_probability.distributions',
    tfp: 'tensorflow_probability',
    dist: 'torch.distributions',
    pyro: 'pyro',
    numpyro: 'numpyro',
    optax: 'optax',
  }),
);

const builtins = new Set(
  'sum len range max min abs float int zip enumerate list tuple dict print isinstance getattr hasattr super pow reversed map round str bool Math'.split(
    ' ',
  ),
);

const constants = new Map([
  ['pi', Math.PI],
  ['PI', Math.PI],
  ['e', Math.E],
  ['E', Math.E],
]);

export function evaluate(m: Machine, expression: Expression, scope: Scope): Value {
  if (!m.step()) return { kind: 'nothing' };
  switch (expression.kind) {
    case 'name':
      return nameValue(m, expression.name, scope);
    case 'number':
      return code(m.table.number(expression.value));
    case 'string':
      return { kind: 'text', text: expression.value };
    case 'constant':
      return { kind: 'truth', value: expression.value };
    case 'member':
      return memberOf(m, evaluate(m, expression.object, scope), expression.property);
    case 'call':
      return m.call(
        evaluate(m, expression.callee, scope),
        argumentsOf(m, expression, scope),
        scope,
      );
    case 'index':
      return indexOf(m, expression, scope);
    case 'slice':
    case 'ellipsis':
      return { kind: 'slice' };
    case 'binary':
      return binary(m, expression, scope);
    case 'negate': {
      const operand = m.codeOf(evaluate(m, expression.operand, scope));
      return operand ? code(m.table.negate(operand)) : { kind: 'nothing' };
    }
    case 'logic': {
      const operands = expression.operands.map((operand) => m.codeOf(evaluate(m, operand, scope)));
      const args = operands.filter((operand) => operand !== undefined);
      if (
        expression.operator === 'or' ||
        expression.operator === '||' ||
        expression.operator === '??'
      ) {
        const [first] = operands;
        if (first) return code(first);
      }
      return code(
        m.symbol(`_${expression.operator}`, 'call', { callee: expression.operator, args }),
      );
    }
    case 'conditional':
      return join(
        m,
        evaluate(m, expression.value, scope),
        evaluate(m, expression.otherwise, scope),
        { test: expression.test, holds: true },
      );
    case 'sequence':
      return { kind: 'tuple', items: expression.items.flatMap((item) => items(m, item, scope)) };
    case 'dictionary': {
      const entries = new Map<string, Value>();
      for (const entry of expression.entries) {
        const value = evaluate(m, entry.value, scope);
        const key = entry.key && keyOf(entry.key);
        if (key) entries.set(key, value);
        else if (!entry.key && value.kind === 'dictionary')
          value.entries.forEach((v, k) => entries.set(k, v));
      }
      return { kind: 'dictionary', entries, born: m.part };
    }
    case 'lambda':
      return {
        kind: 'function',
        name: '',
        params: expression.params,
        body: expression.body,
        scope,
        self: null,
        owner: null,
        span: expression,
        isProperty: false,
        isMapped: false,
        gradient: 'none',
      };
    case 'comprehension':
      return comprehension(m, expression, scope);
    case 'spread':
      return evaluate(m, expression.operand, scope);
    case 'unknown':
      return { kind: 'nothing' };
  }
}

function items(m: Machine, item: Expression, scope: Scope): readonly Value[] {
  const value = evaluate(m, item, scope);
  return item.kind === 'spread' && value.kind === 'tuple' ? value.items : [value];
}

function nameValue(m: Machine, name: string, scope: Scope): Value {
  const known = scope.find(name);
  if (known) return known.kind === 'imported' ? (m.imports?.valueOf(known) ?? known) : known;
  if (builtins.has(name)) return { kind: 'namespace', path: `builtins.${name}` };
  const module = customaryNames.get(name);
  if (module) return { kind: 'namespace', path: module };
  return /^[A-Z]/u.test(name) && !/^[A-Z0-9_]+$/u.test(name)
    ? { kind: 'namespace', path: name }
    : code(m.symbol(name, 'global'));
}

export function memberOf(m: Machine, object: Value, property: string): Value {
  switch (object.kind) {
    case 'namespace': {
      const constant = constants.get(property);
      const isMath = /(?:math|numpy|np|torch|Math)$/u.test(object.path);
      if (constant !== undefined && isMath) return code(m.table.number(constant));
      return { kind: 'namespace', path: `${object.path}.${property}` };
    }
    case 'module':
      return m.imports?.valueOf({ ...object.of, ...memberOfModule(object.of, property) }) ?? object;
    case 'instance':
      return attributeOf(m, object, property);
    case 'super':
      return (
        inheritedMethod(object.owner, property, object.self) ??
        attributeOf(m, object.self, property)
      );
    case 'dictionary':
      return object.entries.get(property) ?? { kind: 'method', receiver: object, name: property };
    case 'distribution': {
      const parameter = ['loc', 'scale', 'logits', 'probs'].includes(property)
        ? object.parameters[property]
        : undefined;
      if (parameter) return code(parameter);
      return { kind: 'method', receiver: object, name: property };
    }
    case 'code':
      if (property === 'shape') return { kind: 'shape', of: object.code, from: 0 };
      if (property === 'T' || property === 'data' || property === 'mT') return object;
      return (
        optionValue(m, object.code, property) ?? {
          kind: 'method',
          receiver: object,
          name: property,
        }
      );
    case 'method': {
      const carrier = m.codeOf(object);
      const option = carrier && optionValue(m, carrier, property);
      return option ?? { kind: 'method', receiver: object, name: property };
    }
    case 'class':
      return staticMethod(object, property) ?? { kind: 'method', receiver: object, name: property };
    default:
      return { kind: 'method', receiver: object, name: property };
  }
}

/** A module's own name need not be bound to be a path further in. */
function memberOfModule(of: ImportedValue, property: string): Partial<ImportedValue> {
  const { module, name, path } = of;
  const inner = name === null ? module : module === '' ? name : `${module}.${name}`;
  return { module: inner, name: property, path: `${path}.${property}` };
}

const noKeywords: ReadonlyMap<string, Value> = new Map();

function argumentsOf(
  m: Machine,
  expression: Expression & { readonly args: readonly Argument[] },
  scope: Scope,
): CallArguments {
  const positional: Value[] = [];
  let keyword: Map<string, Value> | undefined;
  for (const argument of expression.args) {
    const value = evaluate(m, argument.value, scope);
    if (argument.name !== null) {
      keyword ??= new Map();
      keyword.set(argument.name, value);
    } else if (argument.spread && value.kind === 'tuple') positional.push(...value.items);
    else if (argument.spread && value.kind === 'dictionary') {
      keyword ??= new Map();
      for (const [key, item] of value.entries) keyword.set(key, item);
    } else positional.push(value);
  }
  return { positional, keyword: keyword ?? noKeywords, span: expression };
}

function binary(m: Machine, expression: Expression & { kind: 'binary' }, scope: Scope): Value {
  const leftValue = evaluate(m, expression.left, scope);
  const rightValue = evaluate(m, expression.right, scope);
  if (leftValue.kind === 'tuple' && rightValue.kind === 'tuple' && expression.operator === '+') {
    return { kind: 'tuple', items: [...leftValue.items, ...rightValue.items] };
  }
  const known = [m.codeOf(leftValue), m.codeOf(rightValue)];
  if (known.every((one) => one === undefined)) return { kind: 'nothing' };
  // Half of it may be all that can be understood.
  const [left, right] = known.map((one) => one ?? m.symbol(`?${expression.from}`, 'global')) as [
    Code,
    Code,
  ];
  return code(combine(m, expression.operator, left, right));
}

export function combine(m: Machine, operator: string, left: Code, right: Code): Code {
  const t = m.table;
  switch (operator) {
    case '+':
      return t.add(left, right);
    case '-':
      return t.add(left, t.negate(right));
    case '*':
      return t.multiply(left, right);
    case '/':
      return t.divide(left, right);
    case '//':
      return left.kind === 'number' && right.kind === 'number'
        ? t.number(Math.floor(left.value / right.value))
        : t.divide(left, right);
    case '**':
      return t.power(left, right);
    default:
      return m.symbol(`_${operator}`, 'call', { callee: operator, args: [left, right] });
  }
}

function indexOf(m: Machine, expression: Expression & { kind: 'index' }, scope: Scope): Value {
  const object = evaluate(m, expression.object, scope);
  const indices = expression.indices.map((index) => evaluate(m, index, scope));
  const [first] = indices;
  const position = first && m.codeOf(first);
  const at = position?.kind === 'number' ? position.value : undefined;
  switch (object.kind) {
    case 'tuple':
      return (at === undefined ? undefined : object.items.at(at)) ?? { kind: 'nothing' };
    case 'dictionary':
      return entryOf(object.entries, first, expression.indices[0]) ?? { kind: 'nothing' };
    case 'shape':
      return sizeAt(m, object.of, at, object.from);
    case 'code':
    case 'method': {
      const base = m.codeOf(object);
      if (!base) return { kind: 'nothing' };
      if (indices.every((index) => isWhole(index))) {
        const isPlain = expression.indices.every((index) => isTrivialIndex(index));
        if (isPlain) return code(base);
      }
      const text = indexText(expression.indices);
      const option = first?.kind === 'text' ? optionValue(m, base, first.text) : undefined;
      if (option) return option;
      const name = first?.kind === 'text' ? first.text : `${labelOf(base)}[${text}]`;
      return code(m.symbol(name, 'index', { callee: text, args: [base] }));
    }
    default:
      return { kind: 'nothing' };
  }
}

/** Keys as they are written: a string by what it says, `c.KLD` and `i` by their names. */
export function keyOf(key: Expression): string | undefined {
  if (key.kind === 'string') return key.value;
  return key.kind === 'name' || key.kind === 'member' ? `=${describe(key)}` : undefined;
}

function entryOf(
  entries: ReadonlyMap<string, Value>,
  key: Value | undefined,
  written: Expression | undefined,
): Value | undefined {
  if (key?.kind === 'text') return entries.get(key.text);
  const name = written && keyOf(written);
  return name === undefined ? undefined : entries.get(name);
}

function isWhole(value: Value): boolean {
  return value.kind === 'slice' || (value.kind === 'truth' && value.value === null);
}

/** `:`, `...`, `None`, `tf.newaxis`: changes the shape, not the values. */
function isTrivialIndex(index: Expression): boolean {
  if (index.kind === 'ellipsis') return true;
  if (index.kind === 'constant') return index.value === null;
  return index.kind === 'slice' && index.parts.every((part) => part === null);
}

function indexText(indices: readonly Expression[]): string {
  return indices.map((index) => describe(index)).join(',');
}

function describe(expression: Expression): string {
  switch (expression.kind) {
    case 'number':
      return String(expression.value);
    case 'string':
      return expression.value;
    case 'name':
      return expression.name;
    case 'slice':
      return expression.parts.map((part) => (part ? describe(part) : '')).join(':');
    case 'negate':
      return `-${describe(expression.operand)}`;
    case 'member':
      return `${describe(expression.object)}.${expression.property}`;
    default:
      return `${expression.kind}@${expression.from}`;
  }
}

export function sizeAt(m: Machine, of: Code, at: number | undefined, from: number): Value {
  if (at === undefined) return { kind: 'shape', of, from: 1 };
  const axis = at + (at >= 0 ? from : 0);
  const size = axis === 0 ? 'B' : `shape[${axis}]`;
  return code(
    m.symbol(axis === 0 ? 'B' : `${labelOf(of)}.${size}`, 'size', {
      size,
      args: axis === 0 ? [] : [of],
    }),
  );
}

function comprehension(
  m: Machine,
  expression: Expression & { kind: 'comprehension' },
  scope: Scope,
): Value {
  const iterable = evaluate(m, expression.iterable, scope);
  const inner = new (scope.constructor as new (parent: Scope) => Scope)(scope);
  bindLoop(m, expression.target, iterable, inner);
  return { kind: 'sequence', element: evaluate(m, expression.element, inner), iterable };
}

/** Gives loop targets symbols of their own: the body is read once, for any element. */
export function bindLoop(m: Machine, target: Expression, iterable: Value, scope: Scope): void {
  if (target.kind === 'name') {
    const source = m.codeOf(iterable);
    scope.set(target.name, code(m.symbol(target.name, 'loop', { args: source ? [source] : [] })));
  } else if (target.kind === 'sequence') {
    for (const item of target.items) bindLoop(m, item, iterable, scope);
  } else if (target.kind === 'spread') bindLoop(m, target.operand, iterable, scope);
}
