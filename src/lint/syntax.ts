// The syntax a finding stands in: where fixes take the spans they edit from.

import type { Argument, Expression, Program, Span, Statement } from '../analysis/syntax/ast.ts';
import { bodyOf } from '../analysis/syntax/program.ts';

export type Node = Expression | Statement;
export type Call = Extract<Expression, { kind: 'call' }>;

/** Every statement and expression of a program whose positions are offsets, outer ones first. */
export function* nodesOf(program: Program): Generator<Node> {
  for (const statement of bodyOf(program)) yield* nodesIn(statement);
}

/** A node and all below it. */
export function* nodesIn(node: Node): Generator<Node> {
  yield node;
  for (const value of Object.values(node)) yield* nodesOfValue(value);
}

function* nodesOfValue(value: unknown): Generator<Node> {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) yield* nodesOfValue(item);
    return;
  }
  if (isNode(value)) yield* nodesIn(value);
  else for (const inner of Object.values(value)) yield* nodesOfValue(inner);
}

function isNode(value: object): value is Node {
  return 'kind' in value && 'from' in value && 'to' in value;
}

const statements: ReadonlySet<string> = new Set([
  'assign',
  'update',
  'expression',
  'return',
  'if',
  'for',
  'block',
  'function',
  'class',
  'import',
] satisfies readonly Statement['kind'][]);

export function isStatement(node: Node): node is Statement {
  return statements.has(node.kind);
}

export function isInside(inner: Span, outer: Span): boolean {
  return outer.from <= inner.from && inner.to <= outer.to;
}

/** The expression that stands exactly there. */
export function expressionAt(program: Program, { from, to }: Span): Expression | undefined {
  for (const node of nodesOf(program))
    if (node.from === from && node.to === to && !isStatement(node)) return node;
  return undefined;
}

/** The innermost statement around an offset. */
export function statementAt(program: Program, offset: number): Statement | undefined {
  let found: Statement | undefined;
  for (const node of nodesOf(program))
    if (isStatement(node) && node.from <= offset && offset < node.to) found = node;
  return found;
}

/** Calls of a statement or expression whose last name is one of these. */
export function callsIn(node: Node, names: ReadonlySet<string>): readonly Call[] {
  return [...nodesIn(node)].filter(
    (one): one is Call => one.kind === 'call' && names.has(lastName(one.callee)),
  );
}

/** `mse_loss` of `F.mse_loss`. */
export function lastName(expression: Expression): string {
  if (expression.kind === 'name') return expression.name;
  return expression.kind === 'member' ? expression.property : '';
}

export function argumentNamed(
  { args }: Call,
  name: string,
  position?: number,
): Argument | undefined {
  const named = args.find((argument) => argument.name === name);
  if (named) return named;
  const positional = args.filter((argument) => argument.name === null && !argument.spread);
  return position === undefined ? undefined : positional[position];
}

/** Whether the call that stands there sets an argument to this. */
export function isGiven(
  program: Program,
  span: Span,
  name: string,
  value: boolean | null,
): boolean {
  const call = expressionAt(program, span);
  const given = call?.kind === 'call' ? argumentNamed(call, name)?.value : undefined;
  return given?.kind === 'constant' && given.value === value;
}

/** Where one more argument goes: behind the last. */
export function endOfArguments({ args, callee, to }: Call): number {
  return args.at(-1)?.value.to ?? Math.max(callee.to + 1, to - 1);
}

/** Whether it can be a factor or the object of a call as it stands. */
export function isAtomic({ kind }: Expression): boolean {
  return ['name', 'number', 'member', 'call', 'index', 'string'].includes(kind);
}
