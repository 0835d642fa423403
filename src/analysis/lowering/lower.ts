// A program to the facts it computes: every function executed once with symbols for its parameters.

import type {
  Chunk,
  ClassDefinition,
  FunctionDefinition,
  Program,
  Statement,
} from '../syntax/ast.ts';
import { bodyOf, commentsOf } from '../syntax/program.ts';
import { call } from './calls.ts';
import { evaluate } from './expressions.ts';
import { type Fact, type Flow, Machine } from './machine.ts';
import { bind } from './objects.ts';
import { recordSiteDivergences } from './programs.ts';
import { bindParameters, invoke, run } from './statements.ts';
import { type ClassValue, type InstanceValue, Scope, type Value } from './values.ts';

export interface Lowered {
  readonly machine: Machine;
  readonly facts: readonly Fact[];
  readonly comments: Chunk['comments'];
}

export function lower(program: Program): Lowered {
  const m = new Machine();
  m.evaluate = (expression, scope) => evaluate(m, expression, scope);
  m.call = (callee, args, scope) => call(m, callee, args, scope);
  m.run = (statements, scope, flow) => run(m, statements, scope, flow);
  m.invoke = (fn, args) => invoke(m, fn, args);

  const scope = new Scope(null);
  const body = bodyOf(program);
  m.run(body, scope, { returns: [], ended: false });
  executeFunctions(m, body, scope, null);
  recordSiteDivergences(m);
  return { machine: m, facts: m.facts, comments: commentsOf(program) };
}

/** `f = lambda x: ...` defines f as a function statement would. */
function namedLambda({
  targets,
  value,
  from,
  to,
}: Statement & { kind: 'assign' }): readonly Statement[] {
  const [target] = targets;
  if (value.kind !== 'lambda' || target?.kind !== 'name' || targets.length > 1) return [];
  const { params, body } = value;
  return [{ kind: 'function', name: target.name, params, body, decorators: [], from, to }];
}

/** Functions and classes of a block, wherever branches have put them. */
function definitionsIn(statements: readonly Statement[]): readonly Statement[] {
  return statements.flatMap((statement) => {
    switch (statement.kind) {
      case 'function':
      case 'class':
        return [statement];
      case 'assign':
        return namedLambda(statement);
      case 'if':
        return [...definitionsIn(statement.body), ...definitionsIn(statement.otherwise)];
      case 'for':
      case 'block':
        return definitionsIn(statement.body);
      default:
        return [];
    }
  });
}

function executeFunctions(
  m: Machine,
  statements: readonly Statement[],
  scope: Scope,
  self: InstanceValue | null,
): void {
  for (const definition of definitionsIn(statements)) {
    if (definition.kind === 'function') executeFunction(m, definition, scope, self);
    else if (definition.kind === 'class') executeClass(m, definition, scope);
  }
}

function executeFunction(
  m: Machine,
  definition: FunctionDefinition,
  scope: Scope,
  self: InstanceValue | null,
): void {
  const inner = new Scope(scope);
  const fn = bind(definition, scope, self);
  m.within(definition.name, definition, () => {
    bindParameters(m, fn, null, inner);
    if (definition.name === '__init__' || definition.name === 'constructor') {
      inner.set('__init__', { kind: 'nothing' });
    }
    const flow: Flow = { returns: [], ended: false };
    m.run(definition.body, inner, flow);
  });
  executeFunctions(m, definition.body, inner, null);
}

const constructors = new Set(['__init__', 'constructor', 'build', 'setup']);

/** Methods share one instance: constructors first, then what exactly one method assigns is known to the others. */
function executeClass(m: Machine, definition: ClassDefinition, scope: Scope): void {
  const { body, name } = definition;
  const known = scope.find(name);
  // A class of the same name further in or further down is another class.
  const klass: ClassValue =
    known?.kind === 'class' && known.definition === definition
      ? known
      : { kind: 'class', definition, scope, bases: [] };
  const instance: InstanceValue = {
    kind: 'instance',
    class: klass,
    attributes: new Map(),
    name: 'self',
  };
  m.silently(() => classAttributes(m, klass, instance));
  const methods = body.filter((statement) => statement.kind === 'function');
  const isConstructor = (method: FunctionDefinition) => constructors.has(method.name);
  m.silently(() => {
    for (const method of methods.filter(isConstructor)) executeFunction(m, method, scope, instance);
  });
  const constructed = new Map(instance.attributes);
  m.silently(() =>
    shareAttributes(
      m,
      methods.filter((method) => !isConstructor(method)),
      scope,
      instance,
    ),
  );
  const shared = new Map(instance.attributes);
  for (const method of methods) {
    const start = isConstructor(method) ? constructed : shared;
    replaceAll(instance.attributes, start);
    executeFunction(m, method, scope, instance);
  }
  executeFunctions(
    m,
    body.filter((statement) => statement.kind === 'class'),
    scope,
    null,
  );
}

function classAttributes(m: Machine, klass: ClassValue, instance: InstanceValue): void {
  for (const base of klass.bases) if (base.kind === 'class') classAttributes(m, base, instance);
  const scope = new Scope(klass.scope);
  scope.set('__init__', { kind: 'nothing' });
  const assignments = klass.definition.body.filter((statement) => statement.kind === 'assign');
  m.run(assignments, scope, { returns: [], ended: false });
  for (const [key, value] of scope.own())
    if (key !== '__init__') instance.attributes.set(key, value);
}

function shareAttributes(
  m: Machine,
  methods: readonly FunctionDefinition[],
  scope: Scope,
  instance: InstanceValue,
): void {
  const before = new Map(instance.attributes);
  const found = new Map<string, Value[]>();
  for (const method of methods) {
    replaceAll(instance.attributes, before);
    executeFunction(m, method, scope, instance);
    for (const [key, value] of instance.attributes) {
      if (before.get(key) !== value) found.set(key, [...(found.get(key) ?? []), value]);
    }
  }
  replaceAll(instance.attributes, before);
  for (const [key, values] of found) {
    const [only] = values;
    const earlier = before.get(key);
    const isPlaceholder =
      earlier === undefined || (earlier.kind === 'truth' && earlier.value === null);
    if (values.length === 1 && only && isPlaceholder) instance.attributes.set(key, only);
  }
}

function replaceAll(target: Map<string, Value>, source: ReadonlyMap<string, Value>): void {
  target.clear();
  for (const [key, value] of source) target.set(key, value);
}
