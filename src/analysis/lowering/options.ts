// Command-line options a program declares, with their defaults: read off the syntax, since a parser is filled in one
// place and its values are used in another, before or after it.

import type { Argument, Chunk, Expression } from '../syntax/ast.ts';
import type { Code } from './code.ts';
import { code, labelOf, type Machine } from './machine.ts';
import { Unit } from './unit.ts';
import type { Value } from './values.ts';

export type OptionDefault = number | string | boolean;

interface DeclaredOption {
  readonly name: string;
  readonly value: OptionDefault;
}

export interface Options {
  readonly declared: readonly DeclaredOption[];
  /** The numbers among them, each where it is declared. */
  readonly unit: Unit;
}

const none: Options = { declared: [], unit: new Unit() };
const known = new WeakMap<Chunk['body'], Options>();
const marks = /\.add_argument\(|\bDEFINE_\w+\(/u;

/** Those declared in a chunk, in whatever function. */
export function optionsIn({ text, body }: Chunk): Options {
  if (!marks.test(text)) return none;
  const before = known.get(body);
  if (before) return before;
  const unit = new Unit();
  const declared: DeclaredOption[] = [];
  visit(body, (call) => {
    const option = optionOf(call);
    if (!option) return;
    declared.push(option);
    const { name, value } = option;
    const span = { from: call.from, to: call.to };
    if (typeof value === 'number') unit.noteWidths(unit.settings, name, [{ value, span }]);
  });
  const found = { declared, unit };
  known.set(body, found);
  return found;
}

/** Names of objects that carry options. */
const carriers =
  /(?:^|[._])(?:args?|opts?|options?|config|configs|cfg|conf|hparams?|h_?params|hps?|flags|params|settings|argv)$/iu;

/** Under this name a whole program keeps an option's default. */
export function optionKey(name: string): string {
  return `(option) ${name}`;
}

export function defaultValue(m: Machine, name: string, value: OptionDefault): Value {
  if (typeof value === 'string') return { kind: 'text', text: value };
  if (typeof value === 'boolean') return { kind: 'truth', value };
  return code(m.symbol(name, 'global', { value: value === 0 ? null : value }));
}

/** An option's default, else what a configuration file says, named as it is used: `args.beta`. */
export function optionValue(m: Machine, carrier: Code, name: string): Value | undefined {
  const label = labelOf(carrier);
  if (!carriers.test(label)) return undefined;
  const declared = m.whole.find(optionKey(name), true);
  if (declared && declared.kind !== 'code') return declared;
  const number =
    declared?.code.kind === 'symbol'
      ? declared.code.symbol.value
      : m.imports?.configured.get(name)?.value;
  if (number === undefined || number === 0) return undefined;
  return code(m.symbol(`${label}.${name}`, 'attribute', { args: [carrier], value: number }));
}

type Call = Extract<Expression, { kind: 'call' }>;

function optionOf({ callee, args }: Call): DeclaredOption | null {
  const called =
    callee.kind === 'member' ? callee.property : callee.kind === 'name' ? callee.name : '';
  if (called === 'add_argument') {
    const name = keyword(args, 'dest') ?? longest(args);
    const value = named(args, 'default') ?? flag(args);
    const plain = value && plainOf(value);
    return name !== null && plain !== null && plain !== undefined ? { name, value: plain } : null;
  }
  if (!called.startsWith('DEFINE_')) return null;
  const name = text(args[0]?.value);
  const value = args[1] ? plainOf(args[1].value) : null;
  return name !== null && value !== null ? { name, value } : null;
}

/** `-b`, `--beta-weight` is `beta_weight`. */
function longest(args: readonly Argument[]): string | null {
  const names = args.flatMap(({ name, value }) => (name === null ? [text(value) ?? ''] : []));
  const long = names.toSorted((a, b) => b.length - a.length)[0]?.replace(/^-+/u, '');
  return long ? long.replaceAll('-', '_') : null;
}

function flag(args: readonly Argument[]): Expression | null {
  const action = keyword(args, 'action');
  const place = { from: 0, to: 0 };
  if (action === 'store_true') return { kind: 'constant', value: false, ...place };
  return action === 'store_false' ? { kind: 'constant', value: true, ...place } : null;
}

function named(args: readonly Argument[], name: string): Expression | null {
  return args.find((argument) => argument.name === name)?.value ?? null;
}

function keyword(args: readonly Argument[], name: string): string | null {
  return text(named(args, name) ?? undefined);
}

function text(value: Expression | undefined): string | null {
  return value?.kind === 'string' ? value.value : null;
}

function plainOf(value: Expression): OptionDefault | null {
  switch (value.kind) {
    case 'number':
    case 'string':
    case 'constant':
      return value.value;
    case 'negate': {
      const inner = plainOf(value.operand);
      return typeof inner === 'number' ? -inner : null;
    }
    case 'binary': {
      const [left, right] = [plainOf(value.left), plainOf(value.right)];
      if (typeof left !== 'number' || typeof right !== 'number') return null;
      if (value.operator === '*') return left * right;
      return value.operator === '/' ? left / right : null;
    }
    default:
      return null;
  }
}

function visit(syntax: unknown, found: (call: Call) => void): void {
  if (typeof syntax !== 'object' || syntax === null) return;
  if (Array.isArray(syntax)) {
    for (const item of syntax) visit(item, found);
    return;
  }
  const node = syntax as Readonly<Record<string, unknown>>;
  if (node['kind'] === 'call') found(syntax as Call);
  for (const value of Object.values(node)) if (typeof value === 'object') visit(value, found);
}
