// Declarations and assignments, and expressions run for what they do.

import type { SyntaxNode } from '@lezer/common';
import type { Expression, Span, Statement } from '../ast.ts';
import { childrenOf, spanOf } from '../cursor.ts';
import { isArithmetic } from './expressions.ts';
import { classNamed, functionNamed, functionParts, isFunction } from './functions.ts';
import { required } from './modules.ts';
import { assign, assignPattern, targetOf } from './patterns.ts';
import { between, child, isComma, partsOf, type Reader, unwrapped } from './reader.ts';

export function declare(
  r: Reader,
  pattern: SyntaxNode,
  value: SyntaxNode,
  span: Span,
): readonly Statement[] {
  const module = required(r, pattern, value, span);
  if (module) return [module];
  if (pattern.name === 'VariableDefinition') {
    const definition = definitionOf(r, r.textOf(pattern), value, span);
    if (definition) return [definition];
  }
  if (value.name === 'AssignmentExpression') return assignment(r, value, span, [pattern]);
  return assignPattern(r, pattern, r.expression(value), span);
}

function definitionOf(
  r: Reader,
  name: string,
  value: SyntaxNode,
  span: Span,
): Statement | undefined {
  if (isFunction(value)) return functionNamed(r, name, value, span);
  return value.name === 'ClassExpression' ? classNamed(r, name, value, span) : undefined;
}

/** An expression run for what it does. */
export function effect(r: Reader, expression: SyntaxNode, span: Span): readonly Statement[] {
  const node = unwrapped(expression);
  switch (node.name) {
    case 'AssignmentExpression':
      return assignment(r, node, span, []);
    case 'SequenceExpression':
      return between(childrenOf(node))
        .filter((part) => !isComma(part))
        .flatMap((part) => effect(r, part, part));
    case 'PostfixExpression':
    case 'UnaryExpression':
      return (
        step(r, node, span) ?? [{ kind: 'expression', value: r.expression(node), ...pick(span) }]
      );
    case 'CallExpression':
      return (
        calledInPlace(r, node, span) ?? [
          { kind: 'expression', value: r.expression(node), ...pick(span) },
        ]
      );
    default:
      return [{ kind: 'expression', value: r.expression(node), ...pick(span) }];
  }
}

function pick({ from, to }: Span): Span {
  return { from, to };
}

/** `a = b = value`, `a += value`, `a ??= value`; `outer` are targets to the left, of a declaration. */
function assignment(
  r: Reader,
  node: SyntaxNode,
  span: Span,
  outer: readonly SyntaxNode[],
): readonly Statement[] {
  const [left, mark, right] = childrenOf(node);
  if (!left || !mark || !right) return [];
  if (mark.name === 'UpdateOp') return update(r, left, r.textOf(mark).slice(0, -1), right, span);
  const targets = [...outer, left];
  let value = right;
  while (value.name === 'AssignmentExpression') {
    const [next, equals, rest] = childrenOf(value);
    if (!next || !rest || equals?.name !== 'Equals') break;
    targets.push(next);
    value = rest;
  }
  const name = exportedName(r, targets);
  const definition = name === undefined ? undefined : definitionOf(r, name, value, span);
  if (definition) return [definition];
  const [only] = targets;
  if (targets.length === 1 && only) return assignPattern(r, only, r.expression(value), span);
  const bound = targets.map((target) => targetOf(r, target, span));
  return [
    {
      kind: 'assign',
      targets: bound.map(({ target }) => target),
      value: r.expression(value),
      ...pick(span),
    },
    ...bound.flatMap(({ after }) => after),
  ];
}

/** `exports.f = …` and `module.exports.f = …` define f. */
function exportedName(r: Reader, targets: readonly SyntaxNode[]): string | undefined {
  for (const target of targets) {
    if (target.name === 'VariableDefinition') return r.textOf(target);
    const found = /^(?:module\s*\.\s*)?exports\s*\.\s*([\p{L}\p{N}_$]+)$/u.exec(r.textOf(target));
    if (found?.[1]) return found[1];
  }
  return undefined;
}

function update(
  r: Reader,
  left: SyntaxNode,
  operator: string,
  right: SyntaxNode,
  span: Span,
): readonly Statement[] {
  const target = r.expression(left);
  const value = r.expression(right);
  if (isArithmetic(operator)) return [{ kind: 'update', target, operator, value, ...pick(span) }];
  const either: Expression = {
    kind: 'logic',
    operator,
    operands: [target, value],
    from: left.from,
    to: right.to,
  };
  return [assign(target, either, span)];
}

/** `i++`, `--i`. */
function step(r: Reader, node: SyntaxNode, span: Span): readonly Statement[] | undefined {
  const children = childrenOf(node);
  const mark = child(children, 'ArithOp');
  const operand = children.find((part) => part !== mark);
  const text = mark ? r.textOf(mark) : '';
  if (!mark || !operand || (text !== '++' && text !== '--')) return undefined;
  const value: Expression = { kind: 'number', value: 1, ...spanOf(mark) };
  const operator = text === '++' ? '+' : '-';
  return [{ kind: 'update', target: r.expression(operand), operator, value, ...pick(span) }];
}

/** `(() => { … })()`: a block, where nothing is passed in or returned. */
function calledInPlace(r: Reader, node: SyntaxNode, span: Span): readonly Statement[] | undefined {
  const [callee, list] = partsOf(node);
  const code = callee && unwrapped(callee);
  if (!code || !list || !isFunction(code) || between(childrenOf(list)).length > 0) return undefined;
  const { params, body } = functionParts(r, code);
  if (params.length > 0 || body.some((statement) => statement.kind === 'return')) return undefined;
  return [{ kind: 'block', body, ...pick(span) }];
}
