// Python text to the common syntax, by Lezer. Total: any text gives a program, half-typed code included.

import { parser } from '@lezer/python';
import type { SyntaxNode, Tree } from '@lezer/common';
import type {
  Argument,
  BinaryOperator,
  Expression,
  Parameter,
  Program,
  Span,
  Statement,
} from './ast.ts';
import { childrenOf, commentsAndErrors, spanOf, splitAt } from './cursor.ts';
import { maximumDepth } from './depth.ts';
import { withoutUnclosed } from './pythonLines.ts';

export function parsePython(text: string): Program {
  const numbers = withoutFloatPoints(text);
  let tree = parser.parse(numbers);
  let { comments, errors } = commentsAndErrors(tree, text);
  const repaired = errors.length > 0 ? withoutUnclosed(numbers) : undefined;
  if (repaired && repaired.errors.length > 0) {
    const other = parser.parse(repaired.text);
    // Lezer often recovers by itself and then keeps the statement too.
    if (statementsIn(other) > statementsIn(tree)) {
      tree = other;
      ({ comments, errors } = commentsAndErrors(tree, text));
      errors = [...errors, ...repaired.errors].toSorted((a, b) => a.from - b.from);
    }
  }
  const body = new PythonReader(text).statements(childrenOf(tree.topNode));
  return { language: 'python', text, body, comments, errors };
}

function statementsIn(tree: Tree): number {
  let count = 0;
  tree.iterate({
    enter: ({ name }) => {
      if (name.endsWith('Statement') || name.endsWith('Definition')) count += 1;
    },
  });
  return count;
}

/**
 * Lezer reads `1.` as a member of 1, and so `1. if c` and `1.e-8` wrongly. The same numbers, as long, without the
 * point: `01`, `1e-08`. Only the parser sees them; every value and span is of the text itself.
 */
export function withoutFloatPoints(text: string): string {
  return text.replace(
    /(?<![\p{L}\p{N}_.])(\d[\d_]*)\.(?:([eE][+-]?)(?=\d)|(?![\p{L}\p{N}_.]))/gu,
    (_, digits: string, exponent?: string) =>
      exponent === undefined ? `0${digits}` : `${digits}${exponent}0`,
  );
}

const arithmetic: ReadonlySet<string> = new Set(['+', '-', '*', '/', '//', '%', '**', '@']);

function isArithmetic(operator: string): operator is BinaryOperator {
  return arithmetic.has(operator);
}

const isComma = (node: SyntaxNode) => node.name === ',';
const isColon = (node: SyntaxNode) => node.name === ':';

class PythonReader {
  readonly #text: string;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  statements(nodes: readonly SyntaxNode[]): readonly Statement[] {
    return nodes.flatMap((node) => this.#statement(node));
  }

  #textOf(node: SyntaxNode): string {
    return this.#text.slice(node.from, node.to);
  }

  /** Lezer ends a statement with a body after its line break; here it ends with its last character. */
  #spanOf(node: SyntaxNode): Span {
    let { to } = node;
    while (to > node.from && /\s/u.test(this.#text.charAt(to - 1))) to -= 1;
    return { from: node.from, to };
  }

  #body(node: SyntaxNode | null): readonly Statement[] {
    return node ? this.statements(childrenOf(node).filter((child) => !isColon(child))) : [];
  }

  #deeper<T>(read: () => T): T | undefined {
    if (this.#depth >= maximumDepth) return undefined;
    this.#depth += 1;
    try {
      return read();
    } finally {
      this.#depth -= 1;
    }
  }

  #statement(node: SyntaxNode): readonly Statement[] {
    return this.#deeper(() => this.#readStatement(node)) ?? [];
  }

  #readStatement(node: SyntaxNode): readonly Statement[] {
    const span = this.#spanOf(node);
    const children = childrenOf(node);
    switch (node.name) {
      case 'StatementGroup':
        return this.statements(children);
      case 'AssignStatement':
        return this.#assignment(node);
      case 'UpdateStatement':
        return this.#update(children, node);
      case 'ExpressionStatement':
        return children.length === 0
          ? []
          : [{ kind: 'expression', value: this.#tuple(children, node), ...span }];
      case 'YieldStatement':
      case 'ReturnStatement': {
        const value = children.slice(1);
        return [{ kind: 'return', value: value.length ? this.#tuple(value, node) : null, ...span }];
      }
      case 'IfStatement':
        return this.#ifChain(children, node);
      case 'ForStatement': {
        const at = children.findIndex((child) => child.name === 'in');
        const bodies = children.filter((child) => child.name === 'Body');
        const iterable = children[at + 1];
        const targets = children.slice(1, at).filter((child) => child.name !== 'for');
        if (at < 0 || !iterable) return bodies.flatMap((body) => this.#body(body));
        return [
          {
            kind: 'for',
            target: this.#tuple(targets, node),
            iterable: this.#expression(iterable),
            body: bodies.flatMap((body) => this.#body(body)),
            ...span,
          },
        ];
      }
      case 'WhileStatement':
        return [
          {
            kind: 'for',
            target: null,
            iterable: children[1] ? this.#expression(children[1]) : unknownAt(node),
            body: children.filter((c) => c.name === 'Body').flatMap((body) => this.#body(body)),
            ...span,
          },
        ];
      case 'WithStatement':
        return [{ kind: 'block', body: this.#withBody(children), ...span }];
      case 'TryStatement':
        return [
          {
            kind: 'block',
            body: children.flatMap((child) => (child.name === 'Body' ? this.#body(child) : [])),
            ...span,
          },
        ];
      case 'MatchStatement':
        return [{ kind: 'block', body: this.#match(children), ...span }];
      case 'FunctionDefinition':
        return [this.#function(node, [])];
      case 'ClassDefinition':
        return [this.#class(node)];
      case 'DecoratedStatement': {
        const decorators = children
          .filter((child) => child.name === 'Decorator')
          .map((child) => this.#decorator(child));
        const inner = children.at(-1);
        if (inner?.name === 'FunctionDefinition') return [this.#function(inner, decorators)];
        return inner ? this.#statement(inner) : [];
      }
      case 'ImportStatement':
        return this.#import(children, node);
      default:
        return [];
    }
  }

  #assignment(node: SyntaxNode): readonly Statement[] {
    const parts = splitAt(
      childrenOf(node).filter((child) => child.name !== 'TypeDef'),
      (child) => child.name === 'AssignOp',
    );
    // `x: int` declares and assigns nothing.
    if (parts.length < 2) return [];
    const value = parts.at(-1) ?? [];
    const targets = parts.slice(0, -1).filter((part) => part.length > 0);
    return [
      {
        kind: 'assign',
        targets: targets.map((part) => this.#tuple(part, node)),
        value: this.#tuple(value, node),
        ...spanOf(node),
      },
    ];
  }

  #update(children: readonly SyntaxNode[], node: SyntaxNode): readonly Statement[] {
    const [left, mark, ...rest] = children;
    if (!left || !mark || rest.length === 0) return [];
    const target = this.#expression(left);
    const operator = this.#textOf(mark).slice(0, -1);
    const value = this.#tuple(rest, node);
    const span = spanOf(node);
    if (isArithmetic(operator)) return [{ kind: 'update', target, operator, value, ...span }];
    const bits: Expression = { kind: 'logic', operator, operands: [target, value], ...span };
    return [{ kind: 'assign', targets: [target], value: bits, ...span }];
  }

  /** A chain of branches, so that what one case returns does not hide the next. */
  #match(children: readonly SyntaxNode[]): readonly Statement[] {
    const [, head] = children;
    const list = children.find((child) => child.name === 'MatchBody');
    const operands = head && head !== list ? [this.#expression(head)] : [];
    const clauses = list ? childrenOf(list).filter((child) => child.name === 'MatchClause') : [];
    let chain: readonly Statement[] = [];
    for (const clause of clauses.toReversed()) {
      const [, pattern, next] = childrenOf(clause);
      const then = this.#body(childrenOf(clause).find((child) => child.name === 'Body') ?? null);
      const matchesAll = pattern?.name === 'CapturePattern' && next?.name === 'Body';
      const span = this.#spanOf(clause);
      const test: Expression = {
        kind: 'logic',
        operator: 'case',
        operands,
        ...spanOf(pattern ?? clause),
      };
      chain = matchesAll ? then : [{ kind: 'if', test, body: then, otherwise: chain, ...span }];
    }
    return chain;
  }

  #ifChain(children: readonly SyntaxNode[], node: SyntaxNode): readonly Statement[] {
    const test = children[1];
    const bodyAt = children.findIndex((child) => child.name === 'Body');
    if (!test || bodyAt < 0) return [];
    const rest = children.slice(bodyAt + 1);
    const otherwise =
      rest[0]?.name === 'elif'
        ? this.#ifChain(rest, node)
        : this.#body(rest.find((child) => child.name === 'Body') ?? null);
    return [
      {
        kind: 'if',
        test: this.#expression(test),
        body: this.#body(children[bodyAt] ?? null),
        otherwise,
        from: children[0]?.from ?? node.from,
        to: this.#spanOf(node).to,
      },
    ];
  }

  /** `with a as b:` binds b to an opaque value and runs the body. */
  #withBody(children: readonly SyntaxNode[]): readonly Statement[] {
    const bound: Statement[] = [];
    children.forEach((child, index) => {
      const value = children[index - 1];
      const target = children[index + 1];
      if (child.name === 'as' && value && target) {
        bound.push({
          kind: 'assign',
          targets: [this.#expression(target)],
          value: this.#expression(value),
          from: value.from,
          to: target.to,
        });
      }
    });
    return [...bound, ...this.#body(children.find((child) => child.name === 'Body') ?? null)];
  }

  #function(node: SyntaxNode, decorators: readonly Expression[]) {
    const children = childrenOf(node);
    const name = children.find((child) => child.name === 'VariableName');
    return {
      kind: 'function' as const,
      name: name ? this.#textOf(name) : '',
      params: this.#params(children.find((child) => child.name === 'ParamList')),
      body: this.#body(children.find((child) => child.name === 'Body') ?? null),
      decorators,
      ...this.#spanOf(node),
    };
  }

  #class(node: SyntaxNode): Statement {
    const children = childrenOf(node);
    const name = children.find((child) => child.name === 'VariableName');
    const bases = children.find((child) => child.name === 'ArgList');
    return {
      kind: 'class',
      name: name ? this.#textOf(name) : '',
      bases: bases ? this.#args(bases).map((argument) => argument.value) : [],
      body: this.#body(children.find((child) => child.name === 'Body') ?? null),
      ...this.#spanOf(node),
    };
  }

  #params(list: SyntaxNode | undefined): readonly Parameter[] {
    if (!list) return [];
    const inner = childrenOf(list).filter((child) => child.name !== '(' && child.name !== ')');
    return splitAt(inner, isComma).flatMap((part) => {
      const name = part.find((child) => child.name === 'VariableName');
      if (!name) return [];
      const at = part.findIndex((child) => child.name === 'AssignOp');
      const value = at >= 0 ? part[at + 1] : undefined;
      return [
        {
          name: this.#textOf(name),
          default: value ? this.#expression(value) : null,
          rest: part.some((child) => child.name === '*' || child.name === '**'),
        },
      ];
    });
  }

  #decorator(node: SyntaxNode): Expression {
    const call = childrenOf(node).filter((child) => child.name !== 'At');
    let value: Expression = unknownAt(node);
    for (const child of call) {
      if (child.name === 'VariableName') {
        const name = this.#textOf(child);
        value =
          value.kind === 'unknown'
            ? { kind: 'name', name, ...spanOf(child) }
            : { kind: 'member', object: value, property: name, from: value.from, to: child.to };
      } else if (child.name === 'ArgList') {
        value = {
          kind: 'call',
          callee: value,
          args: this.#args(child),
          from: value.from,
          to: child.to,
        };
      }
    }
    return value;
  }

  #import(children: readonly SyntaxNode[], node: SyntaxNode): readonly Statement[] {
    const at = children.findIndex((child) => child.name === 'import');
    const head = children
      .slice(1, at)
      .map((child) => this.#textOf(child))
      .join('');
    const level = /^\.*/u.exec(head)?.[0].length ?? 0;
    const names = splitAt(
      children.slice(at + 1).filter((child) => child.name !== '(' && child.name !== ')'),
      isComma,
    );
    const span = spanOf(node);
    if (children[0]?.name === 'from') {
      const bindings = names.flatMap((part) => {
        const words = part.filter((child) => child.name === 'VariableName' || child.name === '*');
        const name = words[0] ? this.#textOf(words[0]) : null;
        return name ? [{ name, local: words[1] ? this.#textOf(words[1]) : name }] : [];
      });
      return [{ kind: 'import', module: head.slice(level), level, bindings, ...span }];
    }
    return names.flatMap((part) => {
      const as = part.findIndex((child) => child.name === 'as');
      const path = (as < 0 ? part : part.slice(0, as)).map((child) => this.#textOf(child)).join('');
      const alias = as >= 0 && part[as + 1] ? this.#textOf(part[as + 1] as SyntaxNode) : null;
      if (!path) return [];
      const [first = path] = path.split('.');
      return [
        {
          kind: 'import' as const,
          module: alias ? path : first,
          level: 0,
          bindings: [{ name: null, local: alias ?? first }],
          ...span,
        },
      ];
    });
  }

  #args(list: SyntaxNode): readonly Argument[] {
    const inner = childrenOf(list).filter((child) => child.name !== '(' && child.name !== ')');
    if (inner.some((child) => child.name === 'for')) {
      return [{ name: null, spread: false, value: this.#comprehension(inner, list) }];
    }
    return splitAt(inner, isComma).flatMap((part) => {
      const [first] = part;
      if (!first) return [];
      const spread = first.name === '*' || first.name === '**';
      const named = part[1]?.name === 'AssignOp';
      const value = part[named ? 2 : spread ? 1 : 0];
      if (!value) return [];
      return [{ name: named ? this.#textOf(first) : null, spread, value: this.#expression(value) }];
    });
  }

  #comprehension(inner: readonly SyntaxNode[], node: SyntaxNode): Expression {
    const forAt = inner.findIndex((child) => child.name === 'for');
    const inAt = inner.findIndex((child) => child.name === 'in');
    const iterable = inner[inAt + 1];
    if (inAt < 0 || !iterable) return unknownAt(node);
    return {
      kind: 'comprehension',
      element: this.#tuple(
        inner.slice(0, forAt).filter((c) => c.name !== 'async'),
        node,
      ),
      target: this.#tuple(inner.slice(forAt + 1, inAt), node),
      iterable: this.#expression(iterable),
      ...spanOf(node),
    };
  }

  /** One expression, or a bare tuple: `a, b`. */
  #tuple(nodes: readonly SyntaxNode[], around: SyntaxNode): Expression {
    const parts = nodes.filter((node) => !isComma(node));
    const [only] = parts;
    if (parts.length === 1 && only && nodes.length === 1) return this.#expression(only);
    if (parts.length === 0) return unknownAt(around);
    const items: Expression[] = [];
    for (let i = 0; i < parts.length; i += 1) {
      const part = parts[i] as SyntaxNode;
      const next = parts[i + 1];
      if (part.name === '*' && next) {
        items.push({
          kind: 'spread',
          operand: this.#expression(next),
          from: part.from,
          to: next.to,
        });
        i += 1;
      } else items.push(this.#expression(part));
    }
    return {
      kind: 'sequence',
      items,
      from: nodes[0]?.from ?? around.from,
      to: nodes.at(-1)?.to ?? around.to,
    };
  }

  #expression(node: SyntaxNode): Expression {
    return this.#deeper(() => this.#readExpression(node)) ?? unknownAt(node);
  }

  #readExpression(node: SyntaxNode): Expression {
    const span = spanOf(node);
    const children = childrenOf(node);
    switch (node.name) {
      case 'VariableName':
        return { kind: 'name', name: this.#textOf(node), ...span };
      case 'Number':
        return { kind: 'number', value: numberValue(this.#textOf(node)), ...span };
      case 'String':
      case 'FormatString':
        return { kind: 'string', value: stringValue(this.#textOf(node)), ...span };
      case 'ContinuedString':
        return {
          kind: 'string',
          value: children.map((child) => stringValue(this.#textOf(child))).join(''),
          ...span,
        };
      case 'Boolean':
        return { kind: 'constant', value: this.#textOf(node) === 'True', ...span };
      case 'None':
        return { kind: 'constant', value: null, ...span };
      case 'Ellipsis':
        return { kind: 'ellipsis', ...span };
      case 'ParenthesizedExpression':
      case 'NamedExpression':
      case 'YieldExpression':
      case 'AwaitExpression': {
        const inner = children.findLast((child) => child.name !== '(' && child.name !== ')');
        return inner ? this.#expression(inner) : unknownAt(node);
      }
      case 'MemberExpression':
        return this.#member(node, children);
      case 'CallExpression': {
        const [callee, args] = children;
        if (!callee) return unknownAt(node);
        return {
          kind: 'call',
          callee: this.#expression(callee),
          args: args ? this.#args(args) : [],
          ...span,
        };
      }
      case 'BinaryExpression':
        return this.#binary(node);
      case 'UnaryExpression': {
        const operand = children[1];
        if (!operand) return unknownAt(node);
        const operator = this.#textOf(children[0] as SyntaxNode);
        if (operator === '-')
          return { kind: 'negate', operand: this.#expression(operand), ...span };
        if (operator === '+') return this.#expression(operand);
        return { kind: 'logic', operator, operands: [this.#expression(operand)], ...span };
      }
      case 'ConditionalExpression': {
        const [then, , test, , otherwise] = children;
        if (!then || !test || !otherwise) return unknownAt(node);
        return {
          kind: 'conditional',
          test: this.#expression(test),
          value: this.#expression(then),
          otherwise: this.#expression(otherwise),
          ...span,
        };
      }
      case 'TupleExpression':
      case 'ArrayExpression':
      case 'SetExpression': {
        const items = splitAt(children.slice(1, -1), isComma).filter((part) => part.length > 0);
        return { kind: 'sequence', items: items.map((part) => this.#tuple(part, node)), ...span };
      }
      case 'DictionaryExpression':
        return this.#dictionary(node, children);
      case 'LambdaExpression': {
        const body = children.at(-1);
        if (!body) return unknownAt(node);
        return {
          kind: 'lambda',
          params: this.#params(children.find((child) => child.name === 'ParamList')),
          body: [{ kind: 'return', value: this.#expression(body), ...spanOf(body) }],
          ...span,
        };
      }
      case 'ArrayComprehensionExpression':
      case 'ComprehensionExpression':
      case 'SetComprehensionExpression':
        return this.#comprehension(children.slice(1, -1), node);
      default:
        return { kind: 'unknown', parts: [], ...span };
    }
  }

  #member(node: SyntaxNode, children: readonly SyntaxNode[]): Expression {
    const span = spanOf(node);
    const [object, mark, property] = children;
    if (!object || !mark) return unknownAt(node);
    if (mark.name === '.') {
      if (!property) return this.#expression(object);
      return {
        kind: 'member',
        object: this.#expression(object),
        property: this.#textOf(property),
        ...span,
      };
    }
    const close = children.at(-1)?.name === ']' ? children.length - 1 : children.length;
    const indices = splitAt(children.slice(2, close), isComma).filter((part) => part.length > 0);
    return {
      kind: 'index',
      object: this.#expression(object),
      indices: indices.map((part) => this.#indexPart(part, node)),
      ...span,
    };
  }

  #indexPart(part: readonly SyntaxNode[], node: SyntaxNode): Expression {
    if (!part.some(isColon)) return this.#tuple(part, node);
    const parts = splitAt(part, isColon).map((bound) =>
      bound[0] ? this.#expression(bound[0]) : null,
    );
    return {
      kind: 'slice',
      parts,
      from: part[0]?.from ?? node.from,
      to: part.at(-1)?.to ?? node.to,
    };
  }

  /** Sums of thousands of terms lean left: that side is walked, not recursed into. */
  #binary(node: SyntaxNode): Expression {
    const spine: SyntaxNode[] = [];
    let innermost: SyntaxNode | undefined = node;
    while (innermost?.name === 'BinaryExpression') {
      spine.push(innermost);
      [innermost] = childrenOf(innermost);
    }
    let left = innermost ? this.#expression(innermost) : unknownAt(node);
    for (const outer of spine.toReversed()) left = this.#operation(outer, left);
    return left;
  }

  #operation(node: SyntaxNode, left: Expression): Expression {
    const span = spanOf(node);
    const [, ...marks] = childrenOf(node);
    const last = marks.pop();
    if (!last || marks.length === 0) return { kind: 'unknown', parts: [left], ...spanOf(node) };
    const operator = marks.map((mark) => this.#textOf(mark)).join(' ');
    const right = this.#expression(last);
    return isArithmetic(operator)
      ? { kind: 'binary', operator, left, right, ...span }
      : { kind: 'logic', operator, operands: [left, right], ...span };
  }

  #dictionary(node: SyntaxNode, children: readonly SyntaxNode[]): Expression {
    const entries = splitAt(children.slice(1, -1), isComma).flatMap((part) => {
      const at = part.findIndex(isColon);
      const value = part.at(-1);
      if (!value) return [];
      const key = at > 0 && part[0] ? this.#expression(part[0]) : null;
      return [{ key, value: this.#expression(value) }];
    });
    return { kind: 'dictionary', entries, ...spanOf(node) };
  }
}

function unknownAt(node: SyntaxNode): Expression {
  return { kind: 'unknown', parts: [], ...spanOf(node) };
}

function numberValue(text: string): number {
  return Number(text.replaceAll('_', '').replace(/[jJ]$/u, ''));
}

function stringValue(text: string): string {
  return text.replace(/^[A-Za-z]*(?:'''|"""|'|")|(?:'''|"""|'|")$/gu, '');
}
