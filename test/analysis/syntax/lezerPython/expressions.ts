// Expressions of Python, by kind: names, members, calls and lambdas here, the rest in the files imported.

import type { SyntaxNode } from '@lezer/common';
import type { Expression } from '../../../../src/analysis/syntax/ast.ts';
import { childrenOf, spanOf, splitAt } from '../../../../src/analysis/syntax/cursor.ts';
import { argumentsIn, comprehension, dictionary, sequence, tuple } from './collections.ts';
import { paramsIn } from './definitions.ts';
import { numberValue, stringValue } from './literals.ts';
import { binary, conditional, unary } from './operators.ts';
import { child, isColon, isComma, type Reader, unknownAt, withoutParentheses } from './reader.ts';

export function readExpression(r: Reader, node: SyntaxNode): Expression {
  switch (node.name) {
    case 'ParenthesizedExpression':
    case 'YieldExpression':
    case 'AwaitExpression': {
      const inner = withoutParentheses(childrenOf(node)).at(-1);
      return inner ? r.expression(inner) : unknownAt(node);
    }
    case 'NamedExpression': {
      const [name, , value] = childrenOf(node);
      return name && value ? r.bind(name, value) : unknownAt(node);
    }
    case 'MemberExpression':
      return member(r, node);
    case 'CallExpression':
      return call(r, node);
    case 'BinaryExpression':
      return binary(r, node);
    case 'UnaryExpression':
      return unary(r, node);
    case 'ConditionalExpression':
      return conditional(r, node);
    case 'TupleExpression':
    case 'ArrayExpression':
    case 'SetExpression':
      return sequence(r, node);
    case 'DictionaryExpression':
      return dictionary(r, node);
    case 'LambdaExpression':
      return lambda(r, node);
    case 'ArrayComprehensionExpression':
    case 'ComprehensionExpression':
    case 'SetComprehensionExpression':
    case 'DictionaryComprehensionExpression':
      return comprehension(r, childrenOf(node).slice(1, -1), node);
    default:
      return literal(r, node);
  }
}

function literal(r: Reader, node: SyntaxNode): Expression {
  const span = spanOf(node);
  switch (node.name) {
    case 'VariableName':
      return { kind: 'name', name: r.textOf(node), ...span };
    case 'Number':
      return /j$/iu.test(r.textOf(node))
        ? unknownAt(node)
        : { kind: 'number', value: numberValue(r.textOf(node)), ...span };
    case 'String':
    case 'FormatString':
      return { kind: 'string', value: stringValue(r.textOf(node)), ...span };
    case 'ContinuedString': {
      const value = childrenOf(node).map((part) => stringValue(r.textOf(part)));
      return { kind: 'string', value: value.join(''), ...span };
    }
    case 'Boolean':
      return { kind: 'constant', value: r.textOf(node) === 'True', ...span };
    case 'None':
      return { kind: 'constant', value: null, ...span };
    case 'Ellipsis':
      return { kind: 'ellipsis', ...span };
    default:
      return unknownAt(node);
  }
}

function call(r: Reader, node: SyntaxNode): Expression {
  const [callee, list] = childrenOf(node);
  if (!callee) return unknownAt(node);
  const args = list ? argumentsIn(r, list) : [];
  return { kind: 'call', callee: r.expression(callee), args, ...spanOf(node) };
}

function lambda(r: Reader, node: SyntaxNode): Expression {
  const children = childrenOf(node);
  const body = children.at(-1);
  if (!body) return unknownAt(node);
  return {
    kind: 'lambda',
    params: paramsIn(r, child(children, 'ParamList')),
    body: r.hoisting(() => [{ kind: 'return', value: r.expression(body), ...spanOf(body) }]),
    ...spanOf(node),
  };
}

function member(r: Reader, node: SyntaxNode): Expression {
  const span = spanOf(node);
  const children = childrenOf(node);
  const [base, mark, property] = children;
  if (!base || !mark) return unknownAt(node);
  const object = r.expression(base);
  if (mark.name === '.') {
    return property ? { kind: 'member', object, property: r.textOf(property), ...span } : object;
  }
  const close = children.at(-1)?.name === ']' ? children.length - 1 : children.length;
  const indices = splitAt(children.slice(2, close), isComma).filter((part) => part.length > 0);
  return {
    kind: 'index',
    object,
    indices: indices.map((part) => indexPart(r, part, node)),
    ...span,
  };
}

function indexPart(r: Reader, part: readonly SyntaxNode[], node: SyntaxNode): Expression {
  if (!part.some(isColon)) return tuple(r, part, node);
  return {
    kind: 'slice',
    parts: splitAt(part, isColon).map(([bound]) => (bound ? r.expression(bound) : null)),
    from: part[0]?.from ?? node.from,
    to: part.at(-1)?.to ?? node.to,
  };
}
