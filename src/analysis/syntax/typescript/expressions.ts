// Expressions of JavaScript: what has no meaning at run time (types, casts, `?.`, `!`, `await`) is left out.

import type { SyntaxNode } from '@lezer/common';
import type { Argument, BinaryOperator, Expression } from '../ast.ts';
import { childrenOf, spanOf, splitAt } from '../cursor.ts';
import { functionParts } from './functions.ts';
import { between, child, isComma, partsOf, type Reader, unknownAt } from './reader.ts';

const arithmetic: ReadonlySet<string> = new Set(['+', '-', '*', '/', '%', '**']);

export function isArithmetic(operator: string): operator is BinaryOperator {
  return arithmetic.has(operator);
}

export function readExpression(r: Reader, node: SyntaxNode): Expression {
  const span = spanOf(node);
  switch (node.name) {
    case 'VariableName':
    case 'VariableDefinition':
    case 'this':
    case 'super':
      if (r.textOf(node) === 'undefined') return { kind: 'constant', value: null, ...span };
      return { kind: 'name', name: r.textOf(node), ...span };
    case 'Number':
      return { kind: 'number', value: numberValue(r.textOf(node)), ...span };
    case 'String':
    case 'TemplateString':
      return { kind: 'string', value: stringValue(r.textOf(node)), ...span };
    case 'PropertyDefinition':
      return { kind: 'string', value: r.textOf(node), ...span };
    case 'BooleanLiteral':
      return { kind: 'constant', value: r.textOf(node) === 'true', ...span };
    case 'null':
      return { kind: 'constant', value: null, ...span };
    case 'ArrowFunction':
    case 'FunctionExpression':
      return { kind: 'lambda', ...functionParts(r, node), ...span };
    case 'ArrayExpression':
      return { kind: 'sequence', items: argumentsIn(r, node).map(asItem), ...span };
    case 'ObjectExpression':
      return objectLiteral(r, node);
    case 'MemberExpression':
      return member(r, node);
    case 'CallExpression':
    case 'NewExpression':
    case 'DynamicImport':
    case 'TaggedTemplateExpression':
      return call(r, node);
    case 'BinaryExpression':
      return binary(r, node);
    case 'UnaryExpression':
      return unary(r, node);
    case 'ConditionalExpression':
      return conditional(r, node);
    case 'JSXElement':
      return unknownAt(node, embedded(r, node));
    default:
      return transparent(r, node);
  }
}

/** Syntax that leaves the value of one of its operands. */
function transparent(r: Reader, node: SyntaxNode): Expression {
  const children = between(partsOf(node));
  switch (node.name) {
    case 'PostfixExpression':
    case 'InstantiationExpression':
      return children[0] ? r.expression(children[0]) : unknownAt(node);
    case 'ParenthesizedExpression':
    case 'SequenceExpression':
    case 'AssignmentExpression':
    case 'AwaitExpression':
    case 'YieldExpression':
    case 'PrefixCast': {
      const inner = children.at(-1);
      const isKeyword = inner?.name === 'await' || inner?.name === 'yield';
      return inner && !isKeyword ? r.expression(inner) : unknownAt(node);
    }
    default:
      return unknownAt(node);
  }
}

function member(r: Reader, node: SyntaxNode): Expression {
  const span = spanOf(node);
  const [base, mark, property] = partsOf(node);
  if (!base) return unknownAt(node);
  const self = r.expression(base);
  // `super.f` reads like Python's `super().f`.
  const object: Expression =
    base.name === 'super' ? { kind: 'call', callee: self, args: [], ...spanOf(base) } : self;
  if (mark?.name === '[') {
    const indices = property && property.name !== ']' ? [r.expression(property)] : [];
    return { kind: 'index', object, indices, ...span };
  }
  const name = mark?.name.endsWith('PropertyName') ? mark : property;
  if (!name) return object;
  return { kind: 'member', object, property: r.textOf(name), ...span };
}

function call(r: Reader, node: SyntaxNode): Expression {
  const children = partsOf(node).filter((part) => part.name !== 'new');
  const [first] = children;
  if (!first) return unknownAt(node);
  const callee: Expression =
    first.name === 'import'
      ? { kind: 'name', name: 'import', ...spanOf(first) }
      : r.expression(first);
  const list = child(children, 'ArgList');
  const template = child(children.slice(1), 'TemplateString');
  const args =
    node.name === 'DynamicImport'
      ? between(children.slice(1)).map((value) => positional(r, value))
      : template
        ? [positional(r, template)]
        : list
          ? argumentsIn(r, list)
          : [];
  return { kind: 'call', callee, args, ...spanOf(node) };
}

function positional(r: Reader, node: SyntaxNode): Argument {
  return { name: null, spread: false, value: r.expression(node) };
}

function argumentsIn(r: Reader, list: SyntaxNode): readonly Argument[] {
  return splitAt(between(childrenOf(list)), isComma).flatMap((part) => {
    const spread = part[0]?.name === 'Spread';
    const value = part[spread ? 1 : 0];
    return value ? [{ name: null, spread, value: r.expression(value) }] : [];
  });
}

function asItem({ spread, value }: Argument): Expression {
  if (!spread) return value;
  return { kind: 'spread', operand: value, from: value.from - '...'.length, to: value.to };
}

/** Sums of thousands of terms lean left: that side is walked, not recursed into. */
function binary(r: Reader, node: SyntaxNode): Expression {
  const spine: SyntaxNode[] = [];
  let innermost: SyntaxNode | undefined = node;
  while (innermost?.name === 'BinaryExpression') {
    spine.push(innermost);
    [innermost] = childrenOf(innermost);
  }
  let left = innermost ? r.expression(innermost) : unknownAt(node);
  for (const outer of spine.toReversed()) left = operation(r, outer, left);
  return left;
}

function operation(r: Reader, node: SyntaxNode, left: Expression): Expression {
  const span = spanOf(node);
  const [, mark, last] = childrenOf(node);
  if (mark?.name === 'as' || mark?.name === 'satisfies') return left;
  if (!mark || !last) return unknownAt(node, [left]);
  const operator = r.textOf(mark);
  const right = r.expression(last);
  return isArithmetic(operator)
    ? { kind: 'binary', operator, left, right, ...span }
    : { kind: 'logic', operator, operands: [left, right], ...span };
}

function unary(r: Reader, node: SyntaxNode): Expression {
  const span = spanOf(node);
  const [mark, last] = childrenOf(node);
  if (!mark || !last) return unknownAt(node);
  const operator = r.textOf(mark);
  const operand = r.expression(last);
  if (operator === '-') return { kind: 'negate', operand, ...span };
  if (mark.name === 'ArithOp') return operand;
  return { kind: 'logic', operator, operands: [operand], ...span };
}

function conditional(r: Reader, node: SyntaxNode): Expression {
  const [test, then, otherwise] = childrenOf(node).filter((part) => part.name !== 'LogicOp');
  if (!test || !then || !otherwise) return unknownAt(node);
  return {
    kind: 'conditional',
    test: r.expression(test),
    value: r.expression(then),
    otherwise: r.expression(otherwise),
    ...spanOf(node),
  };
}

function objectLiteral(r: Reader, node: SyntaxNode): Expression {
  const properties = childrenOf(node).filter((part) => part.name === 'Property');
  const entries = properties.flatMap((property) => {
    const entry = entryOf(r, property);
    return entry ? [entry] : [];
  });
  return { kind: 'dictionary', entries, ...spanOf(node) };
}

function entryOf(r: Reader, node: SyntaxNode) {
  const children = partsOf(node).filter((part) => part.name !== '[' && part.name !== ']');
  const [first] = children;
  if (first?.name === 'Spread') {
    return children[1] ? { key: null, value: r.expression(children[1]) } : undefined;
  }
  const code = child(children, 'ParamList');
  const colon = children.findIndex((part) => part.name === ':');
  const keyAt = code ? children.indexOf(code) - 1 : 0;
  const name = children[keyAt];
  if (!name) return undefined;
  const key = r.expression(name);
  if (code) {
    const method: Expression = { kind: 'lambda', ...functionParts(r, node), ...spanOf(node) };
    return { key, value: method };
  }
  const given = colon < 0 ? undefined : children[colon + 1];
  if (given) return { key, value: r.expression(given) };
  if (colon >= 0) return { key, value: unknownAt({ from: node.to, to: node.to }) };
  const shorthand: Expression = { kind: 'name', name: r.textOf(name), ...spanOf(name) };
  return { key, value: shorthand };
}

/** Code inside an element: `{ … }` in its attributes and children. */
function embedded(r: Reader, node: SyntaxNode): readonly Expression[] {
  return childrenOf(node).flatMap((part) => {
    if (part.name === 'JSXEscape') {
      return between(childrenOf(part))
        .filter((inner) => inner.name !== 'Spread')
        .map((inner) => r.expression(inner));
    }
    if (part.name === 'JSXElement') return [r.expression(part)];
    return part.name.startsWith('JSX') && part.firstChild ? embedded(r, part) : [];
  });
}

function numberValue(text: string): number {
  return Number(text.replaceAll('_', '').replace(/n$/u, ''));
}

export function stringValue(text: string): string {
  const quote = text.charAt(0);
  const isClosed = text.length > 1 && text.endsWith(quote);
  return isClosed ? text.slice(1, -1) : text.slice(1).trimEnd();
}
