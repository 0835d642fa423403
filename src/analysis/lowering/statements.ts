// Executes statements once each: assignments rebind, branches join, loops run their body for any element.

import type { Expression, Statement } from '../syntax/ast.ts';
import { branch } from './branching.ts';
import { bindLoop, combine, keyOf } from './expressions.ts';
import { givenTo, noteCall } from './given.ts';
import type { Code } from './code.ts';
import { type Flow, newFlow } from './flow.ts';
import { code, labelOf, type Machine } from './machine.ts';
import { densityCall, opaque } from './opaque.ts';
import { bind, join, partOf } from './objects.ts';
import { inScales } from './programs.ts';
import {
  type CallArguments,
  type FunctionValue,
  type ImportedValue,
  type InstanceValue,
  Scope,
  type Value,
} from './values.ts';

export function run(m: Machine, statements: readonly Statement[], scope: Scope, flow: Flow): void {
  for (const statement of statements) {
    if (flow.ended || m.exhausted) return;
    execute(m, statement, scope, flow);
    if (!isCompound(statement)) m.recordHanded(statement);
  }
}

function isCompound({ kind }: Statement): boolean {
  return kind === 'if' || kind === 'for' || kind === 'block' || kind === 'class';
}

function execute(m: Machine, statement: Statement, scope: Scope, flow: Flow): void {
  switch (statement.kind) {
    case 'assign': {
      const value = m.evaluate(statement.value, scope);
      for (const target of statement.targets) assign(m, target, value, statement, scope);
      return;
    }
    case 'update':
      update(m, statement, scope);
      return;
    case 'expression':
      expressionStatement(m, statement, scope);
      return;
    case 'return':
      if (statement.value) {
        const value = m.evaluate(statement.value, scope);
        m.record('return', '', value, statement);
        flow.returns.push({ value, decision: flow.decision, isAside: flow.isAside });
      }
      flow.ended = true;
      return;
    case 'if':
      branch(m, statement, scope, flow);
      return;
    case 'for': {
      const iterable = m.evaluate(statement.iterable, scope);
      if (statement.target) bindLoop(m, statement.target, iterable, scope);
      const inner: Flow = { ...flow, ended: false };
      m.run(statement.body, scope, inner);
      return;
    }
    case 'block':
      inScales(m, statement.within ?? [], scope, () => m.run(statement.body, scope, flow));
      return;
    case 'function':
      scope.set(statement.name, bind(statement, scope, null));
      return;
    case 'class':
      scope.set(statement.name, {
        kind: 'class',
        definition: statement,
        scope,
        bases: statement.bases.map((base) => m.evaluate(base, scope)),
      });
      return;
    case 'import':
      importNames(m, statement, scope);
      return;
  }
}

function importNames(m: Machine, statement: Statement & { kind: 'import' }, scope: Scope): void {
  const module = statement.module.replace(/^@/u, '').replaceAll('/', '.');
  for (const { name, local } of statement.bindings) {
    const path = name === null || name === '*' ? module : `${module}.${name}`;
    const imported: ImportedValue = {
      kind: 'imported',
      from: scope.file,
      module: statement.module,
      level: statement.level,
      name: name === '*' ? null : name,
      path,
    };
    if (name === '*') {
      for (const [each, value] of m.imports?.allOf(imported) ?? [])
        if (!each.startsWith('_') && !each.startsWith('(')) scope.set(each, value);
    } else scope.set(local, m.imports ? imported : { kind: 'namespace', path });
  }
}

function update(m: Machine, statement: Statement & { kind: 'update' }, scope: Scope): void {
  const before = m.codeOf(m.evaluate(statement.target, scope));
  const after = m.codeOf(m.evaluate(statement.value, scope));
  if (!after) return;
  const value = code(before ? combine(m, statement.operator, before, after) : after);
  assign(m, statement.target, value, statement, scope, 'update');
}

/** Calls that take the gradient of a loss. */
const descends = /^(?:backward|manual_backward|minimize|compute_gradients)$/u;

/** In-place methods rebind their receiver; what is added to a list or has its gradient taken is a loss. */
function expressionStatement(
  m: Machine,
  statement: Statement & { kind: 'expression' },
  scope: Scope,
): void {
  const { value: expression } = statement;
  const value = m.evaluate(expression, scope);
  if (expression.kind !== 'call' || expression.callee.kind !== 'member') return;
  const { object, property } = expression.callee;
  const [argument] = expression.args;
  if (property === 'add_loss' || property === 'append' || property === 'addLoss') {
    if (argument) m.record('loss', '', m.evaluate(argument.value, scope), statement);
    if (argument && property === 'append') append(m, object, argument.value, statement, scope);
  } else if (descends.test(property)) {
    const loss = argument && property !== 'backward' ? argument.value : object;
    m.record('loss', '', m.evaluate(loss, scope), statement);
  } else if (property === 'update' && argument) {
    mergeInto(m, m.evaluate(object, scope), m.evaluate(argument.value, scope));
  } else if (property.endsWith('_') && !property.startsWith('_') && value.kind === 'code') {
    if (object.kind === 'name' || object.kind === 'member')
      assign(m, object, value, statement, scope, 'update');
  }
}

/** `losses.append(x)` of a list the code has made. */
function append(
  m: Machine,
  list: Expression,
  item: Expression,
  statement: Statement,
  scope: Scope,
): void {
  const before = m.evaluate(list, scope);
  if (before.kind !== 'tuple' || (list.kind !== 'name' && list.kind !== 'member')) return;
  const items = [...before.items, m.evaluate(item, scope)].slice(-maximumItems);
  m.silently(() => assign(m, list, { kind: 'tuple', items }, statement, scope));
}

const maximumItems = 64;

function mergeInto(m: Machine, target: Value, source: Value): void {
  if (target.kind !== 'dictionary' || source.kind !== 'dictionary') return;
  for (const [key, value] of source.entries) m.write(target, target.entries, key, value);
}

export function assign(
  m: Machine,
  target: Expression,
  value: Value,
  statement: Statement,
  scope: Scope,
  kind: 'assign' | 'update' = 'assign',
): void {
  switch (target.kind) {
    case 'name': {
      const isNameless = value.kind === 'function' && value.name === '';
      const given = isNameless ? { ...value, name: target.name } : value;
      const named = nameValue(m, target.name, given, statement, scope);
      scope.set(target.name, named);
      m.record(kind, target.name, named, statement);
      return;
    }
    case 'sequence':
      target.items.forEach((item, index) => {
        const name =
          item.kind === 'name' ? item.name : item.kind === 'member' ? item.property : '_';
        assign(m, item, partOf(m, value, index, name), statement, scope, kind);
      });
      return;
    case 'member': {
      const object = m.evaluate(target.object, scope);
      if (object.kind === 'instance') {
        const named = nameValue(m, target.property, value, statement, scope);
        m.write(
          object,
          object.attributes,
          target.property,
          settled(m, object, target.property, named),
        );
        m.record(kind, `${object.name}.${target.property}`, named, statement);
      } else if (object.kind === 'criterion') {
        m.write(object, object.args.keyword, target.property, value);
      } else m.record(kind, target.property, value, statement);
      return;
    }
    case 'index': {
      const object = m.evaluate(target.object, scope);
      const [index] = target.indices;
      const key = index && keyOf(index);
      if (object.kind === 'dictionary' && key !== undefined) {
        m.write(object, object.entries, key, value);
      } else if (object.kind === 'code' && value.kind === 'code' && target.object.kind === 'name') {
        // Some elements are set: the whole is either.
        const { name } = target.object;
        scope.set(name, code(m.table.choice([object.code, value.code], null)));
      }
      m.record(kind, index?.kind === 'string' ? index.value : '', value, statement);
      return;
    }
    default:
  }
}

/** A number given a name outside a function's body is a setting: it stays a symbol that knows its value. */
/** An option stored as one word here and another there is open: nobody knows which of them holds. */
function settled(m: Machine, object: InstanceValue, name: string, value: Value): Value {
  const before = object.attributes.get(name);
  if (value.kind !== 'text' || !before) return value;
  const open = m.symbol(`${object.name}.${name}`, 'attribute');
  const isOpen = before.kind === 'text' ? before.text !== value.text : m.codeOf(before) === open;
  return isOpen ? code(open) : value;
}

function nameValue(
  m: Machine,
  name: string,
  value: Value,
  statement: Statement,
  scope: Scope,
): Value {
  if (value.kind !== 'code') return value;
  const span = { from: statement.from, to: statement.to };
  const isSetting = scope.parent === null || scope.find('__init__') !== undefined;
  if (value.code.kind === 'number') {
    if (!isSetting) return value;
    const number = value.code.value;
    m.setting(name, number, span);
    return code(m.symbol(name, 'global', { value: number === 0 ? null : number }));
  }
  if (!scope.isGiven(name)) m.noteName(name, value.code);
  if (value.code.kind === 'symbol' && labelOf(value.code) === name) return value;
  return code(m.table.named(name, value.code, span));
}

/** Executes a local function with arguments bound; undefined when too deep or when it returns nothing. */
export function invoke(m: Machine, fn: FunctionValue, args: CallArguments): Value | undefined {
  return m.deeper(() => {
    const scope = new Scope(fn.scope);
    noteCall(m, fn, args);
    bindParameters(m, fn, args, scope);
    if (fn.name === '__init__') scope.set('__init__', { kind: 'nothing' });
    const flow = newFlow();
    m.mapping(fn.isMapped, () => m.run(fn.body, scope, flow));
    const last = flow.returns.at(-1);
    if (!last) return undefined;
    // The first that is reached, else the next; one that is not reached as things are comes after it.
    const result = flow.returns
      .slice(0, -1)
      .reduceRight(
        (next, { value, decision, isAside }) =>
          isAside && decision
            ? join(m, next, value, { ...decision, holds: !decision.holds })
            : join(m, value, next, decision),
        last.value,
      );
    const isCall = ['forward', 'call', '__call__'].includes(fn.name);
    const name = isCall && fn.self?.class ? fn.self.class.definition.name : fn.name;
    if (!fn.name) return result;
    const isForeign = fn.scope.file !== m.whole.file;
    return wrap(m, { ...fn, name }, result, isForeign ? unseen(m, fn, args) : null);
  });
}

/** What a call is to who has not seen the function. */
function unseen(m: Machine, { name, self }: FunctionValue, args: CallArguments): Value {
  if (!self) return opaque(m, name, args);
  const object = m.symbol(self.name, 'global');
  return densityCall(m, name, object, args) ?? opaque(m, `${self.name}.${name}`, args);
}

/**
 * Marks what a helper returned, so that its use is not mistaken for its definition. `instead`: what the call would be if
 * nobody had looked into the helper.
 */
function wrap(m: Machine, fn: FunctionValue, value: Value, instead: Value | null): Value {
  switch (value.kind) {
    case 'code':
      return value.code.kind === 'symbol'
        ? value
        : code(m.table.named(`@${fn.name}`, value.code, fn.span, m.codeOf(instead ?? undefined)));
    case 'tuple':
      return {
        kind: 'tuple',
        items: value.items.map((item, at) =>
          wrap(m, fn, item, instead && partOf(m, instead, at, fn.name)),
        ),
      };
    case 'dictionary':
      return {
        kind: 'dictionary',
        entries: new Map([...value.entries].map(([key, item]) => [key, wrap(m, fn, item, null)])),
        born: m.part,
      };
    default:
      return value;
  }
}

export function bindParameters(
  m: Machine,
  fn: FunctionValue,
  args: CallArguments | null,
  scope: Scope,
): void {
  const selfName = 'self';
  if (fn.self) {
    scope.set(selfName, fn.self);
    scope.set('this', fn.self);
    if (fn.owner) scope.set('__class__', fn.owner);
  }
  fn.params.forEach((parameter, index) => {
    const given =
      args?.keyword.get(parameter.name) ?? (parameter.rest ? undefined : args?.positional[index]);
    scope.setParameter(
      parameter.name,
      given ?? defaultOf(m, fn, parameter.name, parameter.default, parameter.rest),
    );
  });
}

function defaultOf(
  m: Machine,
  fn: FunctionValue,
  name: string,
  value: Expression | null,
  rest: boolean,
): Value {
  const seen = givenTo(m, fn, name);
  if (seen && seen.kind !== 'code') return seen;
  const written = seen?.kind === 'code' ? seen.code : undefined;
  const given = value ? m.evaluate(value, fn.scope) : undefined;
  if (given && isOption(given)) return given;
  const stated = written ?? (given?.kind === 'code' ? given.code : undefined);
  const number = stated && settingValue(stated);
  if (number !== undefined && number !== null) m.setting(name, number, value ?? fn.span);
  const origin = rest ? 'loop' : 'parameter';
  return code(m.symbol(name, origin, { value: number ?? null }));
}

/** A default that says what is done rather than to what: a reduction's name, a function, a flag. */
function isOption(value: Value): boolean {
  return (
    value.kind === 'text' ||
    value.kind === 'function' ||
    value.kind === 'criterion' ||
    (value.kind === 'truth' && value.value !== null)
  );
}

function settingValue(node: Code): number | null {
  if (node.kind === 'number') return node.value;
  return node.kind === 'symbol' ? node.symbol.value : null;
}
