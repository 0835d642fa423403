// A program to the facts it computes: every function executed once with symbols for its parameters. Chunk by chunk:
// after an edit only those are executed again that the edit is in, or that read what it changed.

import type {
  Chunk,
  ClassDefinition,
  FunctionDefinition,
  Program,
  Statement,
} from '../syntax/ast.ts';
import type { Neighbours } from '../neighbours.ts';
import { sharingMethods } from './attributes.ts';
import { call } from './calls.ts';
import { evaluate } from './expressions.ts';
import { Imports } from './imports.ts';
import { newFlow } from './flow.ts';
import { Machine } from './machine.ts';
import { Exchange, ModuleScope } from './moduleScope.ts';
import { bind, inheritedMethod } from './objects.ts';
import { defaultValue, type OptionDefault, optionKey, optionsIn } from './options.ts';
import { siteDivergences } from './programs.ts';
import { bindParameters, invoke, run } from './statements.ts';
import { Unit } from './unit.ts';
import { type ClassValue, type InstanceValue, Scope, type Value } from './values.ts';

export interface Lowered {
  readonly machine: Machine;
  /** What was found: at top level, which is one program whatever its chunks; inside the functions of each chunk; then of the whole. */
  readonly units: readonly Unit[];
  readonly session: Session;
}

/** Where the program stands: its own path, and the files beside it if any are at hand. */
export interface Surroundings {
  readonly path: string;
  readonly neighbours: Neighbours | null;
}

interface Part {
  readonly id: number;
  readonly unit: Unit;
  readonly exchange: Exchange;
}

/** What outlives one reading of a document. */
class Session {
  readonly scope: ModuleScope;
  readonly machine: Machine;
  readonly neighbours: Neighbours | null;
  /** By the address of the chunk. */
  tops = new Map<number, Part>();
  insides = new Map<number, Part>();
  /** The parts at top level as one, and of which it was made. */
  topLevel: { readonly unit: Unit; readonly of: readonly Unit[] } | undefined;
  latest: Lowered | undefined;
  /** For the next part to be executed. */
  spare = new Unit();
  /** Nodes there were when the document had been read for the first time. */
  startSize = 0;

  constructor({ neighbours, path }: Surroundings) {
    this.scope = new ModuleScope(path);
    this.machine = createMachine(this.scope, neighbours);
    this.neighbours = neighbours;
  }

  /** Whether it still tells of these surroundings. */
  isIn({ neighbours, path }: Surroundings): boolean {
    const { imports } = this.machine;
    return (
      this.neighbours === neighbours &&
      this.scope.file === path &&
      (imports === null || imports.isCurrent())
    );
  }
}

/** A table grown by this factor since it was new is mostly of text that is no more. */
const growth = 4;
const smallTable = 50_000;

export function lower(program: Program, around: Surroundings, previous?: Lowered): Lowered {
  const session = sessionAfter(previous, around);
  const { machine: m, scope } = session;
  m.begin();
  scope.clear();
  const options = declareOptions(session, program.chunks);
  const tops = new Map<number, Part>();
  const insides = new Map<number, Part>();
  for (const chunk of program.chunks) tops.set(chunk.base, executeTop(session, chunk));
  for (const chunk of program.chunks) insides.set(chunk.base, executeInside(session, chunk));
  session.tops = tops;
  session.insides = insides;
  session.startSize ||= m.table.size;
  const inside = [...insides.values()].map(({ unit }) => unit).filter((unit) => !unit.isEmpty);
  const topLevel = topLevelOf(session);
  const lowered: Lowered = {
    machine: m,
    units: [topLevel, ...options, ...inside, ...wholeOf(m, [topLevel, ...inside])],
    session,
  };
  session.latest = lowered;
  return lowered;
}

/** Before anything is executed: each option whose declarations agree. */
function declareOptions({ machine, scope }: Session, chunks: readonly Chunk[]): readonly Unit[] {
  const found = chunks.map(optionsIn).filter(({ declared }) => declared.length > 0);
  const values = new Map<string, OptionDefault | null>();
  for (const { name, value } of found.flatMap(({ declared }) => declared))
    values.set(name, values.has(name) && values.get(name) !== value ? null : value);
  for (const [name, value] of values)
    if (value !== null) scope.set(optionKey(name), defaultValue(machine, name, value));
  return found.map(({ unit }) => unit).filter((unit) => !unit.isEmpty);
}

function sessionAfter(previous: Lowered | undefined, around: Surroundings): Session {
  if (!previous?.session.isIn(around)) return new Session(around);
  const { session } = previous;
  // Of two readings that go on from one, only the first may use what it holds.
  if (session.latest !== previous) return new Session(around);
  const { machine } = session;
  const isGrown =
    machine.table.size > smallTable && machine.table.size > growth * session.startSize;
  return machine.isEntangled || isGrown ? new Session(around) : session;
}

function executeTop(session: Session, chunk: Chunk): Part {
  const { machine, scope, tops } = session;
  const known = tops.get(chunk.base);
  if (known && !machine.entangled.has(known.id) && known.exchange.holdsIn(scope)) {
    for (const [name, value] of known.exchange.given) scope.set(name, value);
    return known;
  }
  return executePart(session, 'top', () => machine.run(chunk.body, scope, newFlow()));
}

function executeInside(session: Session, chunk: Chunk): Part {
  const { machine, scope, insides } = session;
  const known = insides.get(chunk.base);
  if (known?.exchange.holdsIn(scope)) return known;
  if (!known && definitionsIn(chunk.body).length === 0) return idle;
  return executePart(session, 'inside', () => executeFunctions(machine, chunk.body, scope, null));
}

const nothing = new Unit();
const idle: Part = { id: 0, unit: nothing, exchange: new Exchange() };

function executePart(session: Session, kind: 'top' | 'inside', body: () => void): Part {
  const { machine, scope, spare } = session;
  const exchange = scope.observing(() => machine.execute(kind, spare, body));
  // Most parts hold nothing.
  if (!spare.isEmpty) session.spare = new Unit();
  return { id: machine.part, unit: spare.isEmpty ? nothing : spare, exchange };
}

/** The same unit again where nothing at top level is found to be other than it was. */
function topLevelOf(session: Session): Unit {
  const of = [...session.tops.values()].map(({ unit }) => unit).filter((unit) => !unit.isEmpty);
  const known = session.topLevel;
  if (known?.of.length === of.length && of.every((unit, at) => unit === known.of[at]))
    return known.unit;
  const unit = new Unit();
  for (const part of of) unit.take(part);
  session.topLevel = { unit, of };
  return unit;
}

function wholeOf(m: Machine, units: readonly Unit[]): readonly Unit[] {
  const sites = units.flatMap((unit) => unit.sites);
  if (sites.length === 0) return [];
  const unit = new Unit();
  unit.facts.push(...siteDivergences(m, sites));
  return [unit];
}

function createMachine(scope: ModuleScope, neighbours: Neighbours | null): Machine {
  const m = new Machine();
  m.whole = scope;
  m.imports = neighbours && new Imports(m, neighbours, scope.file);
  m.evaluate = (expression, scope) => evaluate(m, expression, scope);
  m.call = (callee, args, scope) => call(m, callee, args, scope);
  m.run = (statements, scope, flow) => run(m, statements, scope, flow);
  m.invoke = (fn, args) => invoke(m, fn, args);
  return m;
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
  const fn = bind(definition, scope, self, self?.class ?? null);
  m.within(definition.name, definition, () => {
    bindParameters(m, fn, null, inner);
    if (definition.name === '__init__' || definition.name === 'constructor') {
      inner.set('__init__', { kind: 'nothing' });
    }
    const flow = newFlow();
    m.mapping(fn.isMapped, () => m.run(definition.body, inner, flow));
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
    born: m.part,
  };
  m.silently(() => classAttributes(m, klass, instance));
  const methods = body.filter((statement) => statement.kind === 'function');
  const isConstructor = (method: FunctionDefinition) => constructors.has(method.name);
  m.silently(() => {
    if (!methods.some(isConstructor)) inheritedConstruction(m, klass, instance);
    for (const method of methods.filter(isConstructor)) executeFunction(m, method, scope, instance);
  });
  const constructed = new Map(instance.attributes);
  m.silently(() =>
    shareAttributes(
      m,
      sharingMethods(
        definition,
        methods.filter((method) => !isConstructor(method)),
      ),
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

/** Without a constructor of its own, an object is built by the one of a base. */
function inheritedConstruction(m: Machine, klass: ClassValue, instance: InstanceValue): void {
  for (const name of constructors) {
    const method = inheritedMethod(klass, name, instance);
    if (method) m.invoke(method, { positional: [], keyword: new Map(), span: method.span });
  }
}

function classAttributes(m: Machine, klass: ClassValue, instance: InstanceValue): void {
  for (const base of klass.bases) if (base.kind === 'class') classAttributes(m, base, instance);
  const scope = new Scope(klass.scope);
  scope.set('__init__', { kind: 'nothing' });
  const assignments = klass.definition.body.filter((statement) => statement.kind === 'assign');
  m.run(assignments, scope, newFlow());
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
