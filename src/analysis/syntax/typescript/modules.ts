// Imports and exports. Export wrappers are transparent; what is exported by default is also bound to `default`.

import type { SyntaxNode } from '@lezer/common';
import type { Expression, Span, Statement } from '../ast.ts';
import { childrenOf, splitAt } from '../cursor.ts';
import { stringValue } from './expressions.ts';
import { functionNamed, isFunction } from './functions.ts';
import { assign } from './patterns.ts';
import { between, child, isComma, type Reader, statementSpan, unwrapped } from './reader.ts';

type Import = Statement & { readonly kind: 'import' };
type Bindings = Import['bindings'];

const nameNodes = new Set(['VariableName', 'VariableDefinition', 'default', 'String']);

function importOf(r: Reader, module: SyntaxNode, bindings: Bindings, span: Span): Import {
  const path = stringValue(r.textOf(module));
  return { kind: 'import', module: path, level: 0, bindings, from: span.from, to: span.to };
}

export function imported(
  r: Reader,
  node: SyntaxNode,
  children: readonly SyntaxNode[],
): readonly Statement[] {
  const module = child(children, 'String');
  if (!module) return [];
  const group = child(children, 'ImportGroup');
  const direct = child(children, 'VariableDefinition');
  const bindings = group ? [...namesIn(r, group)] : [];
  if (direct) {
    const whole = child(children, 'Star') !== undefined || !isRelative(r, module);
    bindings.unshift({ name: whole ? null : 'default', local: r.textOf(direct) });
  }
  return [importOf(r, module, bindings, statementSpan(node))];
}

/** The default import of a package stands for the package itself, as loaders make it for CommonJS. */
function isRelative(r: Reader, module: SyntaxNode): boolean {
  return /^[./]/u.test(stringValue(r.textOf(module)));
}

function namesIn(r: Reader, group: SyntaxNode): Bindings {
  return splitAt(between(childrenOf(group)), isComma).flatMap((part) => {
    const [name, local = name] = part.filter((node) => nameNodes.has(node.name));
    return name && local ? [{ name: r.textOf(name), local: r.textOf(local) }] : [];
  });
}

export function exported(
  r: Reader,
  node: SyntaxNode,
  children: readonly SyntaxNode[],
): readonly Statement[] {
  const span = statementSpan(node);
  const module = child(children, 'String');
  const group = child(children, 'ExportGroup');
  const star = child(children, 'Star');
  if (module && star) {
    const alias = child(children, 'VariableName');
    const binding = alias ? { name: null, local: r.textOf(alias) } : { name: '*', local: '*' };
    return [importOf(r, module, [binding], span)];
  }
  if (group && module) return [importOf(r, module, namesIn(r, group), span)];
  if (group) return renamed(r, group);
  const at = children.findIndex((part) => part.name === 'default' || part.name === 'Equals');
  if (at >= 0) return defaultExport(r, children[at + 1], span);
  return r.statements(children.slice(1));
}

/** `export { a as b }` gives a a second name. */
function renamed(r: Reader, group: SyntaxNode): readonly Statement[] {
  return namesIn(r, group).flatMap(({ name, local }) =>
    name === local ? [] : [assign(nameAt(local, group), nameAt(name ?? local, group), group)],
  );
}

function defaultExport(r: Reader, value: SyntaxNode | undefined, span: Span): readonly Statement[] {
  if (!value || value.name === ';') return [];
  if (isFunction(value) && value.name !== 'FunctionDeclaration') {
    return [functionNamed(r, 'default', value, span)];
  }
  if (!value.name.endsWith('Declaration')) {
    return [assign(nameAt('default', span), r.expression(value), span)];
  }
  const name = child(childrenOf(value), 'VariableDefinition');
  const declared = r.statement(value);
  if (!name || declared.length === 0) return declared;
  return [...declared, assign(nameAt('default', name), r.expression(name), name)];
}

function nameAt(name: string, span: Span): Expression {
  return { kind: 'name', name, from: span.from, to: span.to };
}

/** `const m = require('x')`, `const { a } = await import('x')`, `const f = require('x').f`. */
export function required(
  r: Reader,
  pattern: SyntaxNode,
  value: SyntaxNode,
  span: Span,
): Statement | undefined {
  const code = withoutAwait(value);
  const [object, , property] = code.name === 'MemberExpression' ? childrenOf(code) : [];
  const member = property?.name === 'PropertyName' ? r.textOf(property) : null;
  const module = moduleIn(r, member !== null && object ? withoutAwait(object) : code);
  if (!module) return undefined;
  if (pattern.name === 'VariableDefinition') {
    const name = member === 'default' ? null : member;
    return importOf(r, module, [{ name, local: r.textOf(pattern) }], span);
  }
  if (pattern.name !== 'ObjectPattern' || member !== null) return undefined;
  const bindings = childrenOf(pattern).flatMap((part) => {
    const [name, , local = name] = childrenOf(part);
    return part.name === 'PatternProperty' && name && local?.name === 'VariableDefinition'
      ? [{ name: r.textOf(name), local: r.textOf(local) }]
      : [];
  });
  return importOf(r, module, bindings, span);
}

function withoutAwait(node: SyntaxNode): SyntaxNode {
  const inner = unwrapped(node);
  return inner.name === 'AwaitExpression' ? unwrapped(inner.lastChild ?? inner) : inner;
}

/** The string of `require('x')` or `import('x')`. */
function moduleIn(r: Reader, node: SyntaxNode): SyntaxNode | undefined {
  const [callee, ...rest] = childrenOf(node);
  if (node.name === 'DynamicImport') return child(rest, 'String');
  if (node.name !== 'CallExpression' || !callee || r.textOf(callee) !== 'require') return undefined;
  const list = child(rest, 'ArgList');
  return list && child(childrenOf(list), 'String');
}
