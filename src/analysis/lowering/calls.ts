// Reads calls: of local functions and classes by executing them, of libraries by their vocabulary; what nobody
// knows stays an opaque symbol.

import { findEntry } from '../vocabularies/index.ts';
import { callDistribution } from './distributionCalls.ts';
import { recordCompiledLoss } from './compiled.ts';
import { sizeAt } from './expressions.ts';
import { callLayer } from './layers.ts';
import { applyEntry, passesThrough } from './libraryCalls.ts';
import { code, labelOf, type Machine } from './machine.ts';
import { attributeOf, inheritedMethod, methodOf } from './objects.ts';
import { densityCall, opaque } from './opaque.ts';
import { dictionaryOf, specialCall } from './specialCalls.ts';
import {
  type CallArguments,
  type ClassValue,
  type CriterionValue,
  type InstanceValue,
  type Scope,
  type Value,
} from './values.ts';

export function call(m: Machine, callee: Value, args: CallArguments, scope: Scope): Value {
  switch (callee.kind) {
    case 'function': {
      const name = callee.self ? `${callee.self.name}.${callee.name}` : callee.name;
      if (callee.gradient === 'alone') return opaque(m, `grad(${name})`, args);
      const value = m.invoke(callee, args) ?? opaque(m, name, args);
      if (callee.gradient === 'none') return value;
      return { kind: 'tuple', items: [value, opaque(m, `grad(${name})`, args)] };
    }
    case 'class':
      return construct(m, callee, args);
    case 'instance':
      return callInstance(m, callee, args);
    case 'criterion':
      return callCriterion(m, callee, args);
    case 'layer':
      return callLayer(m, callee, args);
    case 'namespace':
      return callPath(m, callee.path, null, args, scope);
    case 'method':
      return callMethod(m, callee.receiver, callee.name, args, scope);
    case 'code':
      return opaque(m, labelOf(callee.code), args);
    default:
      return opaque(m, callee.kind, args);
  }
}

function construct(m: Machine, klass: ClassValue, args: CallArguments): Value {
  const instance: InstanceValue = {
    kind: 'instance',
    class: klass,
    attributes: new Map(),
    name: klass.definition.name,
    born: m.part,
  };
  const init = methodOf(klass, '__init__', instance) ?? methodOf(klass, 'constructor', instance);
  if (init) m.invoke(init, args);
  // A record of losses, or a box around one.
  for (const value of [...args.positional, ...args.keyword.values()])
    if (value.kind === 'code') m.hand(value.code);
  return instance;
}

function callInstance(m: Machine, instance: InstanceValue, args: CallArguments): Value {
  for (const name of ['forward', 'call', '__call__']) {
    const method = instance.class && methodOf(instance.class, name, instance);
    const result = method && m.invoke(method, args);
    if (result) return result;
  }
  return opaque(m, instance.name, args);
}

function callCriterion(m: Machine, criterion: CriterionValue, args: CallArguments): Value {
  const keyword = new Map([...criterion.args.keyword, ...args.keyword]);
  return callPath(m, criterion.path, null, { ...args, keyword }, null);
}

function callMethod(
  m: Machine,
  receiver: Value,
  name: string,
  args: CallArguments,
  scope: Scope,
): Value {
  if (receiver.kind === 'distribution') return callDistribution(m, receiver, name, args);
  if (receiver.kind === 'instance') return call(m, attributeOf(m, receiver, name), args, scope);
  if (receiver.kind === 'dictionary' && name === 'values')
    return { kind: 'tuple', items: [...receiver.entries.values()] };
  if (receiver.kind === 'dictionary' && name === 'get' && args.positional[0]?.kind === 'text') {
    return (
      receiver.entries.get(args.positional[0].text) ?? args.positional[1] ?? { kind: 'nothing' }
    );
  }
  if (name === 'compile') recordCompiledLoss(m, args, scope);
  if (receiver.kind === 'layer' && name === 'apply') return callLayer(m, receiver, args);
  if (receiver.kind === 'tuple' && name === 'append') return { kind: 'nothing' };
  const base = m.codeOf(receiver);
  // Moved to a device, an object is what it was.
  if (receiver.kind !== 'code' && isTransparent(receiver, name)) return receiver;
  if (!base) return opaque(m, name, args);
  const density = densityCall(m, name, base, args);
  if (density) return density;
  if (name === 'size' || name === 'get_shape') {
    const [axis] = args.positional;
    if (!axis) return { kind: 'shape', of: base, from: 0 };
    const at = m.codeOf(axis);
    return sizeAt(m, base, at?.kind === 'number' ? at.value : undefined, 0);
  }
  if (name === 'numel' || name === 'nelement')
    return code(m.symbol(`${labelOf(base)}.numel`, 'size', { size: 'numel', args: [base] }));
  return callPath(m, name, receiver, args, scope);
}

function isTransparent(receiver: Value, name: string): boolean {
  return passesThrough.has(receiver.kind) && findEntry(name)?.meaning.kind === 'transparent';
}

/** A call by path. `receiver` is the first argument of a method call. */
function callPath(
  m: Machine,
  path: string,
  receiver: Value | null,
  args: CallArguments,
  scope: Scope | null,
): Value {
  if (path.startsWith('builtins.')) {
    const builtin = callBuiltin(m, path.slice('builtins.'.length), args, scope);
    if (builtin) return builtin;
  }
  const full: CallArguments = receiver
    ? { ...args, positional: [receiver, ...args.positional] }
    : args;
  const special = specialCall(m, path, { args, full, isMethod: receiver !== null });
  if (special) return special;
  const entry = findEntry(path);
  const result = entry && applyEntry(m, entry, path, full, scope);
  if (result) return result;
  const base = receiver ? m.codeOf(receiver) : undefined;
  return opaque(m, base ? `${labelOf(base)}.${path}` : path, args, base);
}

/** What `super()` stands for in a method; the object itself where its bases are not known. */
function superOf(m: Machine, args: CallArguments, scope: Scope | null): Value | undefined {
  const self = scope?.find('self');
  const owner = scope?.find('__class__');
  const isKnown =
    self?.kind === 'instance' &&
    owner?.kind === 'class' &&
    owner.bases.some(({ kind }) => kind === 'class');
  if (!isKnown) return self;
  // In JavaScript calling it runs the constructor of the base.
  const init = inheritedMethod(owner, 'constructor', self);
  if (init) m.invoke(init, args);
  return { kind: 'super', self, owner };
}

function callBuiltin(
  m: Machine,
  name: string,
  args: CallArguments,
  scope: Scope | null,
): Value | undefined {
  const [first] = args.positional;
  switch (name) {
    case 'sum': {
      if (first?.kind === 'tuple') {
        const codes = first.items.map((item) => m.codeOf(item));
        return codes.every((c) => c !== undefined) ? code(m.table.add(...codes)) : undefined;
      }
      const element =
        first?.kind === 'sequence' ? m.codeOf(first.element) : first && m.codeOf(first);
      return element && code(m.table.reduce('sum', 'list', element));
    }
    case 'len': {
      const of = first && m.codeOf(first);
      if (first?.kind === 'tuple') return code(m.table.number(first.items.length));
      if (!of) return undefined;
      const isWhole = /loader|dataset|data$|train|test/iu.test(labelOf(of));
      return code(
        m.symbol(isWhole ? `len(${labelOf(of)})` : 'B', 'size', {
          size: isWhole ? 'N' : 'B',
          args: isWhole ? [of] : [],
        }),
      );
    }
    case 'float':
    case 'int':
    case 'abs':
    case 'round':
    case 'list':
    case 'tuple':
      if (name === 'abs') {
        const x = first && m.codeOf(first);
        return x && code(m.table.apply('abs', [x]));
      }
      return first;
    case 'max':
    case 'min': {
      const codes = args.positional.map((value) => m.codeOf(value)).filter((c) => c !== undefined);
      return codes.length === 2
        ? code(m.table.apply(name === 'max' ? 'maximum' : 'minimum', codes))
        : undefined;
    }
    case 'pow': {
      const [base, exponent] = args.positional.map((value) => m.codeOf(value));
      return base && exponent && code(m.table.power(base, exponent));
    }
    case 'dict':
      return dictionaryOf(m, args);
    case 'super':
      return superOf(m, args, scope);
    default:
      return undefined;
  }
}
