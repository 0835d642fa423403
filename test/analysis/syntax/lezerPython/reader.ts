// What every part of the reader shares: the text, its comments, and the two readings that call each other.
// They meet here so that no file imports the next in a circle.

import type { SyntaxNode } from '@lezer/common';
import type { Expression, Span, Statement } from '../../../../src/analysis/syntax/ast.ts';
import { childrenOf } from '../../../../src/analysis/syntax/cursor.ts';

export class Reader {
  readonly text: string;
  /** Where each comment begins, by its end. */
  readonly #comments: ReadonlyMap<number, number>;
  readonly #readExpression: (reader: Reader, node: SyntaxNode) => Expression;
  readonly #readStatement: (reader: Reader, node: SyntaxNode) => readonly Statement[];
  /** What `:=` has bound in the statement being read; null where nothing can be run before it. */
  #bound: Statement[] | null = null;

  constructor(
    text: string,
    comments: readonly Span[],
    readExpression: (reader: Reader, node: SyntaxNode) => Expression,
    readStatement: (reader: Reader, node: SyntaxNode) => readonly Statement[],
  ) {
    this.text = text;
    this.#comments = new Map(comments.map(({ from, to }) => [to, from]));
    this.#readExpression = readExpression;
    this.#readStatement = readStatement;
  }

  textOf(node: SyntaxNode): string {
    return this.text.slice(node.from, node.to);
  }

  /** Lezer ends a statement with a body after its line break; here it ends with its last character of code. */
  spanOf(node: SyntaxNode): Span {
    let { to } = node;
    while (to > node.from && (this.#comments.has(to) || /\s/u.test(this.text.charAt(to - 1)))) {
      to = this.#comments.get(to) ?? to - 1;
    }
    return { from: node.from, to };
  }

  expression(node: SyntaxNode): Expression {
    return this.#readExpression(this, node);
  }

  statement(node: SyntaxNode): readonly Statement[] {
    return this.hoisting(() => this.#readStatement(this, node));
  }

  statements(nodes: readonly SyntaxNode[]): readonly Statement[] {
    return nodes.flatMap((node) => this.statement(node));
  }

  /**
   * `:=` as an assignment before the statements that `read` reads. A name that its statement reads both before and
   * after it is bound counts as bound throughout.
   */
  hoisting(read: () => readonly Statement[]): readonly Statement[] {
    const bound: Statement[] = [];
    const statements = this.#binding(bound, read);
    return bound.length > 0 ? [...bound, ...statements] : statements;
  }

  /** Reads what runs many times, or never: a `:=` in it is only its value. */
  inPlace<T>(read: () => T): T {
    return this.#binding(null, read);
  }

  /** The name that a `:=` binds, or its value where it cannot be bound. */
  bind(name: SyntaxNode, value: SyntaxNode): Expression {
    const read = this.expression(value);
    if (!this.#bound) return read;
    const target = this.expression(name);
    const span = { from: name.from, to: value.to };
    this.#bound.push({ kind: 'assign', targets: [target], value: read, ...span });
    return target;
  }

  #binding<T>(bound: Statement[] | null, read: () => T): T {
    const outer = this.#bound;
    this.#bound = bound;
    try {
      return read();
    } finally {
      this.#bound = outer;
    }
  }

  body(node: SyntaxNode | undefined): readonly Statement[] {
    return node ? this.statements(childrenOf(node).filter((part) => !isColon(part))) : [];
  }
}

export function child(nodes: readonly SyntaxNode[], name: string): SyntaxNode | undefined {
  return nodes.find((node) => node.name === name);
}

/** The bodies of a statement in order: a loop's and its `else`, those of a `try` and its clauses. */
export function bodiesIn(r: Reader, children: readonly SyntaxNode[]): readonly Statement[] {
  return children.filter((part) => part.name === 'Body').flatMap((part) => r.body(part));
}

export function isComma(node: SyntaxNode): boolean {
  return node.name === ',';
}

export function isColon(node: SyntaxNode): boolean {
  return node.name === ':';
}

export function withoutParentheses(nodes: readonly SyntaxNode[]): readonly SyntaxNode[] {
  return nodes.filter((node) => node.name !== '(' && node.name !== ')');
}

export function unknownAt({ from, to }: Span): Expression {
  return { kind: 'unknown', parts: [], from, to };
}
