// Destructuring. Array patterns become `sequence` targets; object patterns bind each property by member access,
// from a value that is read once.

import type { SyntaxNode } from '@lezer/common';
import type { Expression, Span, Statement } from '../ast.ts';
import { childrenOf, spanOf, splitAt } from '../cursor.ts';
import { between, isComma, type Reader, unknownAt } from './reader.ts';

const longestName = 60;

/** Statements that bind `pattern` to `value`; `span` is the statement they stand for. */
export function assignPattern(
  r: Reader,
  pattern: SyntaxNode,
  value: Expression,
  span: Span,
): readonly Statement[] {
  if (pattern.name !== 'ObjectPattern') {
    const { target, after } = targetOf(r, pattern, span);
    return [assign(target, value, span), ...after];
  }
  if (isStable(value)) return propertiesOf(r, pattern, value, span);
  const held = heldAs(r, value);
  return [assign(held, value, span), ...propertiesOf(r, pattern, held, span)];
}

/** What a pattern is assigned as, and what then remains to be bound. */
export function targetOf(
  r: Reader,
  pattern: SyntaxNode,
  span: Span,
): { readonly target: Expression; readonly after: readonly Statement[] } {
  switch (pattern.name) {
    case 'VariableDefinition':
      return { target: { kind: 'name', name: r.textOf(pattern), ...spanOf(pattern) }, after: [] };
    case 'ObjectPattern': {
      const target = heldAs(r, pattern);
      return { target, after: propertiesOf(r, pattern, target, span) };
    }
    case 'ArrayPattern': {
      const after: Statement[] = [];
      const items = splitAt(between(childrenOf(pattern)), isComma).map((part) => {
        const item = elementOf(r, part, pattern, span);
        after.push(...item.after);
        return item.target;
      });
      if (items.at(-1)?.kind === 'unknown') items.pop();
      return { target: { kind: 'sequence', items, ...spanOf(pattern) }, after };
    }
    default:
      return { target: r.expression(pattern), after: [] };
  }
}

function elementOf(r: Reader, part: readonly SyntaxNode[], pattern: SyntaxNode, span: Span) {
  const [first] = part;
  const inner = first?.name === 'Spread' ? part[1] : first;
  if (!first || !inner) {
    return { target: unknownAt({ from: pattern.to, to: pattern.to }), after: [] };
  }
  const { target, after } = targetOf(r, inner, span);
  if (first !== inner) {
    const operand: Expression = { kind: 'spread', operand: target, from: first.from, to: inner.to };
    return { target: operand, after };
  }
  const fallback = defaultIn(part);
  const defaults = fallback ? [assign(target, orDefault(r, target, fallback), span)] : [];
  return { target, after: [...defaults, ...after] };
}

function propertiesOf(
  r: Reader,
  pattern: SyntaxNode,
  object: Expression,
  span: Span,
): readonly Statement[] {
  const properties = childrenOf(pattern).filter((node) => node.name === 'PatternProperty');
  return properties.flatMap((property) => propertyOf(r, property, object, span));
}

function propertyOf(
  r: Reader,
  node: SyntaxNode,
  object: Expression,
  span: Span,
): readonly Statement[] {
  const children = childrenOf(node);
  const [first] = children;
  if (!first) return [];
  if (first.name === 'Spread') {
    const rest = children[1];
    return rest ? assignPattern(r, rest, object, span) : [];
  }
  const colon = children.findIndex((child) => child.name === ':');
  const pattern = colon < 0 ? first : children[colon + 1];
  if (!pattern) return [];
  const key = first.name === '[' ? children[1] : first;
  const value = key ? propertyAt(r, object, key) : unknownAt(node);
  const fallback = defaultIn(children);
  return assignPattern(r, pattern, fallback ? orDefault(r, value, fallback) : value, span);
}

function propertyAt(r: Reader, object: Expression, key: SyntaxNode): Expression {
  const span = spanOf(key);
  if (key.name === 'PropertyName' || key.name === 'VariableDefinition') {
    return { kind: 'member', object, property: r.textOf(key), ...span };
  }
  const index = r.expression(key);
  return index.kind === 'string'
    ? { kind: 'member', object, property: index.value, ...span }
    : { kind: 'index', object, indices: [index], ...span };
}

function defaultIn(part: readonly SyntaxNode[]): SyntaxNode | undefined {
  const at = part.findIndex((node) => node.name === 'Equals');
  return at < 0 ? undefined : part[at + 1];
}

function orDefault(r: Reader, value: Expression, fallback: SyntaxNode): Expression {
  const operands = [value, r.expression(fallback)];
  return { kind: 'logic', operator: '??', operands, from: value.from, to: fallback.to };
}

/** Reading it twice is reading the same: a name, or members of one. */
function isStable(value: Expression): boolean {
  return value.kind === 'name' || (value.kind === 'member' && isStable(value.object));
}

/** A name no identifier has, which still reads well in a label: the text it stands for. */
export function heldAs(r: Reader, span: Span): Expression & { kind: 'name' } {
  const text = r.text.slice(span.from, span.to).replace(/\s+/gu, ' ');
  const name = text.length > longestName ? `${text.slice(0, longestName)}…` : text;
  return { kind: 'name', name, from: span.from, to: span.to };
}

export function assign(target: Expression, value: Expression, span: Span): Statement {
  return { kind: 'assign', targets: [target], value, from: span.from, to: span.to };
}
