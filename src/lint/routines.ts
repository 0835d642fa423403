// Functions as rules of syntax look at them: their own nodes, the last value a name was given, and calls by their operand,
// whether written as functions or as methods.

import type { Expression, FunctionDefinition, Span, Statement } from '../analysis/syntax/ast.ts';
import { bodyOf } from '../analysis/syntax/program.ts';
import type { Context } from './context.ts';
import { argumentNamed, isStatement, lastName, type Node, nodesIn, nodesOf } from './syntax.ts';

export type CallNode = Extract<Expression, { kind: 'call' }>;

/** A function, or what stands outside all of them. */
export interface Routine {
  readonly definition: FunctionDefinition | null;
  readonly symbol: string;
  /** With its head and decorators; of the module, empty. */
  readonly text: string;
  /** Without those of functions inside. */
  readonly nodes: readonly Node[];
}

const known = new WeakMap<Context, readonly Routine[]>();

export function routinesOf(context: Context): readonly Routine[] {
  const before = known.get(context);
  if (before) return before;
  const symbols = new Map(
    context.values().map(({ functionSpan, symbol }) => [functionSpan.from, symbol]),
  );
  const definitions = [...nodesOf(context.program())].filter((node) => node.kind === 'function');
  const routines = definitions.map((definition): Routine => ({
    definition,
    symbol: symbols.get(definition.from) ?? definition.name,
    text: context.text.slice(definition.from, definition.to),
    nodes: ownNodes(definition.body),
  }));
  const module: Routine = {
    definition: null,
    symbol: '',
    text: '',
    nodes: ownNodes(bodyOf(context.program())),
  };
  const all = [...routines, module];
  known.set(context, all);
  return all;
}

function ownNodes(statements: readonly Statement[]): readonly Node[] {
  const nodes: Node[] = [];
  for (const statement of statements) {
    // All of a function comes right behind it.
    let inner: Span = { from: -1, to: -1 };
    for (const node of nodesIn(statement)) {
      if (inner.from <= node.from && node.to <= inner.to) continue;
      if (node.kind === 'function') inner = node;
      else nodes.push(node);
    }
  }
  return nodes;
}

/** The function around an offset. */
export function routineAt(context: Context, offset: number): Routine | undefined {
  const around = routinesOf(context).filter(
    ({ definition }) => definition && definition.from <= offset && offset < definition.to,
  );
  return around.at(-1) ?? routinesOf(context).at(-1);
}

/** Calls of a routine whose last name is one of these. */
export function callsOf(
  { nodes }: Routine,
  names: ReadonlySet<string> | RegExp,
): readonly CallNode[] {
  return nodes.filter(
    (node): node is CallNode => node.kind === 'call' && isNamed(lastName(node.callee), names),
  );
}

const isNamed = (name: string, names: ReadonlySet<string> | RegExp): boolean =>
  names instanceof RegExp ? names.test(name) : names.has(name);

/** The value a name was given last before an offset, by an assignment of it alone. */
export function givenBefore({ nodes }: Routine, name: string, before: number): Expression | null {
  let found: Expression | null = null;
  for (const node of nodes) {
    if (!isStatement(node) || node.from >= before) continue;
    if (node.kind === 'update' && isName(node.target, name) && node.to <= before) found = null;
    if (node.kind !== 'assign' || node.to > before) continue;
    if (node.targets.some((target) => isName(target, name))) found = node.value;
    else if (node.targets.some((target) => holdsName(target, name))) found = null;
  }
  return found;
}

const isName = (node: Expression, name: string): boolean =>
  (node.kind === 'name' && node.name === name) ||
  (node.kind === 'member' && `${lastName(node.object)}.${node.property}` === name);

const holdsName = (target: Expression, name: string): boolean =>
  target.kind === 'sequence' && target.items.some((item) => isName(item, name));

/** What an expression is, its name followed to what it was given. */
export function followed(routine: Routine, expression: Expression, depth = 4): Expression {
  if (expression.kind !== 'name' || depth === 0) return expression;
  const value = givenBefore(routine, expression.name, expression.from);
  return value ? followed(routine, value, depth - 1) : expression;
}

const libraries =
  /^(?:torch|F|nn|tf|K|np|numpy|jnp|jax|lax|math|keras|ops|tfp|tfd|optax|mx|scipy|special|backend|functional|Math|nnx|random|jr)$/u;

/** A module of a library, rather than a value that has methods. */
export function isLibrary(expression: Expression): boolean {
  if (expression.kind === 'name') return libraries.test(expression.name);
  return expression.kind === 'member' && isLibrary(expression.object);
}

/** `x` of `torch.log(x)`, `log(x)` and `x.log()`; null of anything else. */
export function operandOf(
  expression: Expression,
  names: ReadonlySet<string> | RegExp,
): Expression | null {
  if (expression.kind !== 'call' || !isNamed(lastName(expression.callee), names)) return null;
  const { callee, args } = expression;
  if (callee.kind === 'member' && !isLibrary(callee.object)) return callee.object;
  return args[0]?.value ?? null;
}

export const logs: ReadonlySet<string> = new Set(['log']);
export const exps: ReadonlySet<string> = new Set(['exp']);
export const sums: ReadonlySet<string> = new Set(['sum', 'reduce_sum']);
export const means: ReadonlySet<string> = new Set(['mean', 'reduce_mean']);
export const logSumExps: ReadonlySet<string> = new Set([
  'logsumexp',
  'reduce_logsumexp',
  'logSumExp',
]);
export const softmaxes: ReadonlySet<string> = new Set(['softmax']);

/** Both sides of a sum or difference, also of `a.sub(b)` and `tf.sub(a, b)`. */
export function sidesOf(
  expression: Expression,
  operator: '+' | '-' | '*' | '/',
): readonly [Expression, Expression] | null {
  if (expression.kind === 'binary' && expression.operator === operator)
    return [expression.left, expression.right];
  if (expression.kind !== 'call') return null;
  const { callee, args } = expression;
  if (!methods[operator].has(lastName(callee))) return null;
  const [first, second] = args.map(({ value }) => value);
  if (callee.kind === 'member' && !isLibrary(callee.object))
    return first && args.length === 1 ? [callee.object, first] : null;
  return first && second ? [first, second] : null;
}

const methods = {
  '+': new Set(['add']),
  '-': new Set(['sub', 'subtract']),
  '*': new Set(['mul', 'multiply']),
  '/': new Set(['div', 'divide', 'true_divide']),
};

/** `1`, `1.0`, `tf.scalar(1)`. */
export function numberOf(expression: Expression): number | null {
  if (expression.kind === 'number') return expression.value;
  if (expression.kind === 'negate') {
    const value = numberOf(expression.operand);
    return value === null ? null : -value;
  }
  const inner = operandOf(expression, /^(?:scalar|tensor|float|constant|float32)$/u);
  return inner ? numberOf(inner) : null;
}

/** The name at the end of a path: `logvar` of `self.logvar`; empty of what is no name. */
export function nameOf(expression: Expression): string {
  return expression.kind === 'name' || expression.kind === 'member' ? lastName(expression) : '';
}

export function textOf({ text }: Context, { from, to }: Span): string {
  return text.slice(from, to);
}

/** Whether the code has a latent variable in it. */
export function isVariational(context: Context): boolean {
  return context
    .terms()
    .some(({ kind }) => ['kl', 'reparameterize', 'elbo_total', 'tc', 'discrete_kl'].includes(kind));
}

/** A draw for a figure, a test or a prediction: nobody takes its gradient. */
export function isWithoutGradient({ definition, text }: Routine): boolean {
  const name = definition?.name ?? '';
  const isMarked = definition?.decorators.some((mark) =>
    noGradient.test(lastName(mark.kind === 'call' ? mark.callee : mark)),
  );
  return (
    isMarked === true ||
    noGradient.test(text) ||
    /^_?(?:generate|sample_prior|predict|test|eval|valid|visuali[sz]e|plot|show|interpolate|decode|impute)/iu.test(
      name,
    )
  );
}

const noGradient = /no_grad|inference_mode|set_grad_enabled\(False\)/u;

/** Names of a log weight of a sample. */
export const isLogWeight = (name: string): boolean =>
  /^(?:log_?w|log_?ws|log_?weights?|log_?iw|log_?iws|log_?importance_?weights?|log_?ratios?|elbos?_?k|logW|logWeights?)$/u.test(
    name,
  );

/** `torch` of `torch.nn.softmax(x)`; of a method, the library the program imports. */
export function libraryOf({ text }: Context, { callee }: CallNode): string {
  if (callee.kind === 'member' && isLibrary(callee.object))
    return text.slice(callee.object.from, callee.object.to).split('.')[0] ?? '';
  return /\bimport torch\b/u.test(text) ? 'torch' : '';
}

/** The axis a reduction is over, where it is one and none is kept. */
export function axisOf(reduction: CallNode): Expression | null {
  const { callee, args } = reduction;
  const isMethod = callee.kind === 'member' && !isLibrary(callee.object);
  if (args.length !== (isMethod ? 1 : 2)) return null;
  const given =
    argumentNamed(reduction, 'dim') ??
    argumentNamed(reduction, 'axis') ??
    argumentNamed(reduction, 'axis', isMethod ? 0 : 1);
  return given?.value ?? null;
}
