// Parameters and bodies of functions, arrows and methods, and classes. Methods get `this` as their first
// parameter, static ones and getters the decorators Python has for them, so that one lowering reads both.

import type { SyntaxNode } from '@lezer/common';
import type {
  ClassDefinition,
  Expression,
  FunctionDefinition,
  Parameter,
  Span,
  Statement,
} from '../ast.ts';
import { childrenOf, spanOf, splitAt } from '../cursor.ts';
import { assign, assignPattern, heldAs } from './patterns.ts';
import { between, child, isComma, partsOf, type Reader, statementSpan } from './reader.ts';

const functionNodes = new Set(['ArrowFunction', 'FunctionExpression', 'FunctionDeclaration']);

export function isFunction(node: SyntaxNode): boolean {
  return functionNodes.has(node.name);
}

/** Parameters and body of anything with a parameter list. */
export function functionParts(r: Reader, node: SyntaxNode) {
  const children = partsOf(node);
  const { params, prologue } = parametersOf(r, child(children, 'ParamList'));
  return { params, body: [...prologue, ...bodyOf(r, children)] };
}

function bodyOf(r: Reader, children: readonly SyntaxNode[]): readonly Statement[] {
  const block = children.find((node) => node.name === 'Block');
  if (block) return r.body(block);
  const arrow = children.findIndex((node) => node.name === 'Arrow');
  const value = arrow < 0 ? undefined : children[arrow + 1];
  return value ? [{ kind: 'return', value: r.expression(value), ...spanOf(value) }] : [];
}

function parametersOf(r: Reader, list: SyntaxNode | undefined) {
  const params: Parameter[] = [];
  const prologue: Statement[] = [];
  for (const part of list ? splitAt(between(partsOf(list)), isComma) : []) {
    const pattern = child(part, 'VariableDefinition', 'ObjectPattern', 'ArrayPattern');
    if (!pattern) continue;
    const held = heldAs(r, pattern);
    const at = part.findIndex((node) => node.name === 'Equals');
    const value = at < 0 ? undefined : part[at + 1];
    const rest = part.some((node) => node.name === 'Spread');
    params.push({ name: held.name, default: value ? r.expression(value) : null, rest });
    if (pattern.name !== 'VariableDefinition') {
      prologue.push(...assignPattern(r, pattern, held, held));
    } else if (child(part, 'Privacy', 'readonly')) {
      // `constructor(private readonly x)` also assigns `this.x`.
      const self: Expression = { kind: 'name', name: 'this', from: held.from, to: held.from };
      const field: Expression = { ...held, kind: 'member', object: self, property: held.name };
      prologue.push(assign(field, held, held));
    }
  }
  return { params, prologue };
}

/** A named function; overload signatures without a body give none. */
export function functionDeclaration(r: Reader, node: SyntaxNode): readonly Statement[] {
  const children = partsOf(node);
  const last = node.lastChild;
  const isUnfinished = last?.type.isError || last?.lastChild?.type.isError;
  if (!child(children, 'Block') && !isUnfinished) return [];
  const name = child(children, 'VariableDefinition');
  return [functionNamed(r, name ? r.textOf(name) : 'default', node, spanOf(node))];
}

/** `const f = (…) => …` and the like define a function as well as `function f` does. */
export function functionNamed(
  r: Reader,
  name: string,
  node: SyntaxNode,
  span: Span,
): FunctionDefinition {
  return { kind: 'function', name, ...functionParts(r, node), decorators: [], ...spanOnly(span) };
}

function spanOnly({ from, to }: Span): Span {
  return { from, to };
}

export function classNamed(r: Reader, name: string, node: SyntaxNode, span: Span): ClassDefinition {
  const children = partsOf(node);
  const base = children[children.findIndex((part) => part.name === 'extends') + 1];
  const body = child(children, 'ClassBody');
  return {
    kind: 'class',
    name,
    bases: child(children, 'extends') && base && base !== body ? [r.expression(base)] : [],
    body: body ? childrenOf(body).flatMap((item) => classItem(r, item)) : [],
    ...spanOnly(span),
  };
}

export function classDeclaration(r: Reader, node: SyntaxNode): readonly Statement[] {
  const name = child(childrenOf(node), 'VariableDefinition');
  return [classNamed(r, name ? r.textOf(name) : 'default', node, spanOf(node))];
}

function classItem(r: Reader, node: SyntaxNode): readonly Statement[] {
  const children = partsOf(node);
  switch (node.name) {
    case 'MethodDeclaration':
      return child(children, 'Block') ? [method(r, node, node)] : [];
    case 'PropertyDeclaration': {
      const at = children.findIndex((part) => part.name === 'Equals');
      const value = at < 0 ? undefined : children[at + 1];
      const name = propertyNode(children);
      if (!value || !name) return [];
      if (isFunction(value)) return [method(r, node, value)];
      const target: Expression = { kind: 'name', name: nameOf(r, name), ...spanOf(name) };
      return [assign(target, r.expression(value), statementSpan(node))];
    }
    case 'StaticBlock':
      return [{ kind: 'block', body: r.body(child(children, 'Block')), ...spanOf(node) }];
    default:
      return [];
  }
}

function method(r: Reader, node: SyntaxNode, code: SyntaxNode): FunctionDefinition {
  const children = partsOf(node);
  const key = propertyNode(children);
  const name = key ? nameOf(r, key) : '';
  const isStatic = child(children, 'static') !== undefined;
  const { params, body } = functionParts(r, code);
  return {
    kind: 'function',
    name,
    params: isStatic ? params : [{ name: 'this', default: null, rest: false }, ...params],
    body,
    decorators: children.flatMap((part) => decoratorOf(r, part, name)),
    ...statementSpan(node),
  };
}

function decoratorOf(r: Reader, part: SyntaxNode, name: string): readonly Expression[] {
  const span = spanOf(part);
  switch (part.name) {
    case 'static':
      return [{ kind: 'name', name: 'staticmethod', ...span }];
    case 'get':
      return [{ kind: 'name', name: 'property', ...span }];
    case 'set':
      return [
        { kind: 'member', object: { kind: 'name', name, ...span }, property: 'setter', ...span },
      ];
    case 'Decorator': {
      const inner = childrenOf(part).find((node) => node.name !== '@');
      return inner ? [r.expression(inner)] : [];
    }
    default:
      return [];
  }
}

function propertyNode(children: readonly SyntaxNode[]): SyntaxNode | undefined {
  return child(children, 'PropertyDefinition', 'PrivatePropertyDefinition', 'String', 'Number');
}

function nameOf(r: Reader, node: SyntaxNode): string {
  return node.name === 'String' ? r.textOf(node).slice(1, -1) : r.textOf(node);
}
