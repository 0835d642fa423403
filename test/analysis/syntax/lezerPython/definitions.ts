// Functions and classes: their parameters and their decorators.

import type { SyntaxNode } from '@lezer/common';
import type {
  Expression,
  FunctionDefinition,
  Parameter,
  Statement,
} from '../../../../src/analysis/syntax/ast.ts';
import { childrenOf, spanOf, splitAt } from '../../../../src/analysis/syntax/cursor.ts';
import { argumentsIn } from './collections.ts';
import { child, isComma, type Reader, unknownAt, withoutParentheses } from './reader.ts';

export function decorated(r: Reader, children: readonly SyntaxNode[]): readonly Statement[] {
  const decorators = children
    .filter((part) => part.name === 'Decorator')
    .map((part) => decorator(r, part));
  const inner = children.at(-1);
  if (inner?.name === 'FunctionDefinition') return [functionDefinition(r, inner, decorators)];
  return inner ? r.statement(inner) : [];
}

export function functionDefinition(
  r: Reader,
  node: SyntaxNode,
  decorators: readonly Expression[],
): FunctionDefinition {
  const children = childrenOf(node);
  return {
    kind: 'function',
    name: nameIn(r, children),
    params: paramsIn(r, child(children, 'ParamList')),
    body: r.body(child(children, 'Body')),
    decorators,
    ...r.spanOf(node),
  };
}

export function classDefinition(r: Reader, node: SyntaxNode): Statement {
  const children = childrenOf(node);
  const bases = child(children, 'ArgList');
  return {
    kind: 'class',
    name: nameIn(r, children),
    bases: bases ? argumentsIn(r, bases).map((argument) => argument.value) : [],
    body: r.body(child(children, 'Body')),
    ...r.spanOf(node),
  };
}

function nameIn(r: Reader, children: readonly SyntaxNode[]): string {
  const name = child(children, 'VariableName');
  return name ? r.textOf(name) : '';
}

export function paramsIn(r: Reader, list: SyntaxNode | undefined): readonly Parameter[] {
  if (!list) return [];
  return splitAt(withoutParentheses(childrenOf(list)), isComma).flatMap((part) => {
    const name = child(part, 'VariableName');
    if (!name) return [];
    const at = part.findIndex((piece) => piece.name === 'AssignOp');
    const value = at >= 0 ? part[at + 1] : undefined;
    return [
      {
        name: r.textOf(name),
        default: value ? r.expression(value) : null,
        rest: part.some((piece) => piece.name === '*' || piece.name === '**'),
      },
    ];
  });
}

/** A decorator is kept flat by the grammar: names between dots, and lists of arguments. */
function decorator(r: Reader, node: SyntaxNode): Expression {
  let value: Expression = unknownAt(node);
  for (const part of childrenOf(node)) {
    const span = { from: value.from, to: part.to };
    if (part.name === 'VariableName') {
      const name = r.textOf(part);
      value =
        value.kind === 'unknown'
          ? { kind: 'name', name, ...spanOf(part) }
          : { kind: 'member', object: value, property: name, ...span };
    } else if (part.name === 'ArgList') {
      value = { kind: 'call', callee: value, args: argumentsIn(r, part), ...span };
    }
  }
  return value;
}
