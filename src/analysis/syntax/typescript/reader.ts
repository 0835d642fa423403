// What every part of the JavaScript reader shares: the text, the depth, and the two readings that call each
// other. They meet here so that no file imports the next in a circle.

import type { SyntaxNode } from '@lezer/common';
import type { Expression, Span, Statement } from '../ast.ts';
import { childrenOf, spanOf } from '../cursor.ts';
import { Depth } from '../depth.ts';

export class Reader {
  readonly text: string;
  readonly #readExpression: (reader: Reader, node: SyntaxNode) => Expression;
  readonly #readStatement: (reader: Reader, node: SyntaxNode) => readonly Statement[];
  readonly #depth = new Depth();

  constructor(
    text: string,
    readExpression: (reader: Reader, node: SyntaxNode) => Expression,
    readStatement: (reader: Reader, node: SyntaxNode) => readonly Statement[],
  ) {
    this.text = text;
    this.#readExpression = readExpression;
    this.#readStatement = readStatement;
  }

  textOf(node: SyntaxNode): string {
    return this.text.slice(node.from, node.to);
  }

  expression(node: SyntaxNode): Expression {
    return this.#depth.deeper(() => this.#readExpression(this, node)) ?? unknownAt(node);
  }

  statement(node: SyntaxNode): readonly Statement[] {
    return this.#depth.deeper(() => this.#readStatement(this, node)) ?? [];
  }

  statements(nodes: readonly SyntaxNode[]): readonly Statement[] {
    return nodes.flatMap((node) => this.statement(node));
  }

  /** The statements of `{ … }`, or the single statement standing in its place. */
  body(node: SyntaxNode | undefined): readonly Statement[] {
    if (!node) return [];
    return node.name === 'Block' ? this.statements(childrenOf(node)) : this.statement(node);
  }
}

const typeNodes = new Set([
  'TypeAnnotation',
  'TypePredicate',
  'TypeArgList',
  'TypeParamList',
  'Optional',
]);

/** Children that carry meaning: no types, no `?.`. */
export function partsOf(node: SyntaxNode): readonly SyntaxNode[] {
  return childrenOf(node).filter((child) => !typeNodes.has(child.name) && child.name !== '?.');
}

export function child(nodes: readonly SyntaxNode[], ...names: string[]): SyntaxNode | undefined {
  return nodes.find((node) => names.includes(node.name));
}

/** What stands between brackets, the closing one perhaps not typed yet. */
export function between(nodes: readonly SyntaxNode[]): readonly SyntaxNode[] {
  return nodes.filter((node) => !'()[]{}'.includes(node.name));
}

export function isComma(node: SyntaxNode): boolean {
  return node.name === ',';
}

export function isSemicolon(node: SyntaxNode): boolean {
  return node.name === ';';
}

/** The span of a statement without its semicolon. */
export function statementSpan(node: SyntaxNode): Span {
  const last = node.lastChild;
  const before = last?.name === ';' ? last.prevSibling : null;
  return before ? { from: node.from, to: before.to } : spanOf(node);
}

/** The expression inside any parentheses. */
export function unwrapped(node: SyntaxNode): SyntaxNode {
  let inner = node;
  while (inner.name === 'ParenthesizedExpression') {
    const [first] = between(childrenOf(inner));
    if (!first) return inner;
    inner = first;
  }
  return inner;
}

export function unknownAt(span: Span, parts: readonly Expression[] = []): Expression {
  return { kind: 'unknown', parts, from: span.from, to: span.to };
}
