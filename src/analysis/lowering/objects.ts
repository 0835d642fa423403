// Objects of classes the document defines, and values that come from more than one branch.

import type { Expression, FunctionDefinition } from '../syntax/ast.ts';
import type { Condition } from './code.ts';
import { code, labelOf, type Machine } from './machine.ts';
import type { ClassValue, FunctionValue, InstanceValue, Scope, Value } from './values.ts';

/** A method by name, of the class or of its known bases. */
export function methodOf(
  klass: ClassValue,
  name: string,
  self: InstanceValue,
): FunctionValue | undefined {
  const own = klass.definition.body.find(
    (statement) => statement.kind === 'function' && statement.name === name,
  );
  if (own?.kind === 'function') return bind(own, klass.scope, self, klass);
  return inheritedMethod(klass, name, self);
}

/** A function of a class, called by the name of the class. */
export function staticMethod(klass: ClassValue, name: string): FunctionValue | undefined {
  const own = klass.definition.body.find(
    (statement) => statement.kind === 'function' && statement.name === name,
  );
  if (own?.kind !== 'function') return undefined;
  const fn = bind(own, klass.scope, null);
  const isOfClass = own.decorators.some((mark) => markName(mark) === 'classmethod');
  return isOfClass ? { ...fn, params: fn.params.slice(1) } : fn;
}

/** A method as `super()` finds it. */
export function inheritedMethod(
  { bases }: ClassValue,
  name: string,
  self: InstanceValue,
): FunctionValue | undefined {
  for (const base of bases) {
    const found = base.kind === 'class' ? methodOf(base, name, self) : undefined;
    if (found) return found;
  }
  return undefined;
}

export function bind(
  definition: FunctionDefinition,
  scope: Scope,
  self: InstanceValue | null,
  owner: ClassValue | null = null,
): FunctionValue {
  const marks = new Set(definition.decorators.map((mark) => markName(mark)));
  return {
    kind: 'function',
    name: definition.name,
    params: self && !marks.has('staticmethod') ? definition.params.slice(1) : definition.params,
    body: definition.body,
    scope,
    self,
    owner,
    span: { from: definition.from, to: definition.to },
    isProperty: marks.has('property') || marks.has('cached_property'),
    isMapped: marks.has('vmap') || marks.has('vectorized_map'),
    gradient: 'none',
  };
}

/** `@jax.vmap`, `@partial(jax.vmap, in_axes=…)` */
function markName(mark: Expression): string {
  if (mark.kind === 'name') return mark.name;
  if (mark.kind === 'member') return mark.property;
  if (mark.kind !== 'call') return '';
  const callee = markName(mark.callee);
  const [first] = mark.args;
  return callee === 'partial' && first ? markName(first.value) : callee;
}

/** `self.x`: what was assigned, else a method, else a symbol of that name. */
export function attributeOf(m: Machine, instance: InstanceValue, name: string): Value {
  const known = instance.attributes.get(name);
  // None in a constructor is a placeholder for what another method stores.
  if (known && !(known.kind === 'truth' && known.value === null)) return known;
  const method = instance.class && methodOf(instance.class, name, instance);
  if (method) {
    if (!method.isProperty) return method;
    const nothing = {
      positional: [],
      keyword: new Map<string, Value>(),
      span: method.span,
    };
    return m.invoke(method, nothing) ?? { kind: 'nothing' };
  }
  return code(m.symbol(`${instance.name}.${name}`, 'attribute'));
}

/**
 * The value after a branch: either. Absent and None alternatives are dropped. `decision` is what decides, as it comes out
 * for the first.
 */
export function join(
  m: Machine,
  first: Value | undefined,
  second: Value | undefined,
  decision: Condition | null = null,
): Value {
  if (!first || isAbsent(first)) return second ?? { kind: 'nothing' };
  if (!second || isAbsent(second) || first === second) return first;
  if (
    first.kind === 'tuple' &&
    second.kind === 'tuple' &&
    first.items.length === second.items.length
  ) {
    return {
      kind: 'tuple',
      items: first.items.map((item, index) => join(m, item, second.items[index], decision)),
    };
  }
  if (first.kind === 'dictionary' && second.kind === 'dictionary') {
    const keys = new Set([...first.entries.keys(), ...second.entries.keys()]);
    return {
      kind: 'dictionary',
      entries: new Map(
        [...keys].map((key) => [
          key,
          join(m, first.entries.get(key), second.entries.get(key), decision),
        ]),
      ),
      born: m.part,
    };
  }
  const [a, b] = [m.codeOf(first), m.codeOf(second)];
  if (first.kind === 'code' && second.kind === 'code' && a && b)
    return code(m.table.choice([a, b], decision));
  return first;
}

function isAbsent(value: Value): boolean {
  return value.kind === 'nothing' || (value.kind === 'truth' && value.value === null);
}

/** Parts of an opaque value: one symbol for each position, named by the target it is unpacked into. */
export function partOf(m: Machine, whole: Value, index: number, name: string): Value {
  if (whole.kind === 'tuple') return whole.items[index] ?? { kind: 'nothing' };
  if (whole.kind === 'shape') {
    const axis = whole.from + index;
    return code(
      axis === 0
        ? m.symbol('B', 'size', { size: 'B' })
        : m.symbol(name, 'size', { size: `shape[${axis}]`, args: [whole.of] }),
    );
  }
  const base = m.codeOf(whole);
  if (!base) return code(m.symbol(name, 'index'));
  return code(m.symbol(name, 'index', { callee: `${labelOf(base)}#${index}`, args: [base] }));
}
