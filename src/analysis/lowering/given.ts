// What a program gives the parameters of its functions: objects and sizes that a function alone does not show, and the
// values of every call, for whoever asks where a parameter comes from.

import { libraryOf } from '../vocabularies/index.ts';
import type { Bound, Entry } from '../vocabularies/vocabulary.ts';
import type { Machine } from './machine.ts';
import type { CallArguments, DistributionValue, FunctionValue, Value } from './values.ts';

/** Different values of one parameter that are kept. */
const maximumBindings = 6;

/** Notes objects, and the sizes a model is built with, at top level. */
export function noteCall(m: Machine, fn: FunctionValue, args: CallArguments): void {
  const isConstructor = fn.name === '__init__' || fn.name === 'constructor';
  fn.params.forEach(({ name, rest }, index) => {
    const value = args.keyword.get(name) ?? (rest ? undefined : args.positional[index]);
    if (!value) return;
    // Of several calls the first: a script's main case comes before its variations.
    const key = argumentKey(fn, name);
    const isSetting = isObject(value) || (isConstructor && isNumber(value));
    if (!m.isInside && isSetting && !m.whole.find(key)) m.whole.set(key, value);
    noteBinding(m, fn, name, value);
  });
}

function noteBinding(m: Machine, fn: FunctionValue, name: string, value: Value): void {
  const code = value.kind === 'code' ? value.code : undefined;
  if (!code || fn.scope.file !== m.whole.file) return;
  const key = bindingKey(fn.span.from, name);
  const known = m.unit.bindings.get(key) ?? [];
  const isKnown = known.some((one) => one.value === code && one.caller === m.caller);
  if (isKnown || known.length >= maximumBindings) return;
  m.unit.bindings.set(key, [...known, { value: code, caller: m.caller }]);
}

/** Notes a call whose meaning a vocabulary knows, with its arguments by the library's names for them. */
export function noteLibraryCall(
  m: Machine,
  entry: Entry,
  path: string,
  bound: Bound,
  { keyword, span }: CallArguments,
  result: Value | undefined,
): void {
  const { place } = m;
  if (!place) return;
  const given = new Map(keyword);
  for (const name of entry.params) {
    const value = bound.value(name);
    if (value) given.set(name, value);
  }
  const [name = ''] = entry.names;
  const full = path.includes('.') ? path : `${libraryOf(entry)}.${path}`;
  m.unit.calls.push({ ...place, name, path: full, given, result: m.codeOf(result) ?? null, span });
}

/** The same for a method of a distribution. */
export function noteMethodCall(
  m: Machine,
  self: DistributionValue,
  name: string,
  { positional, keyword, span }: CallArguments,
  result: Value,
): void {
  const { place } = m;
  if (!place) return;
  const [value] = positional;
  const given = new Map([...keyword, ['self', self as Value]]);
  if (value) given.set('value', value);
  const { path } = self;
  m.unit.calls.push({ ...place, name, path, given, result: m.codeOf(result) ?? null, span });
}

/** A parameter by where its function begins. */
export function bindingKey(functionFrom: number, name: string): string {
  return `${functionFrom} ${name}`;
}

/** What the program gives this parameter. */
export function givenTo(m: Machine, fn: FunctionValue, parameter: string): Value | undefined {
  const key = argumentKey(fn, parameter);
  return (
    m.whole.find(key, true) ??
    (fn.scope.file === m.whole.file ? undefined : fn.scope.find(key, true))
  );
}

function argumentKey({ span }: FunctionValue, parameter: string): string {
  return `(${span.from}) ${parameter}`;
}

function isObject({ kind }: Value): boolean {
  return kind === 'instance' || kind === 'criterion' || kind === 'function' || kind === 'class';
}

function isNumber(value: Value): boolean {
  return (
    value.kind === 'code' &&
    (value.code.kind === 'number' ||
      (value.code.kind === 'symbol' && value.code.symbol.value !== null))
  );
}
