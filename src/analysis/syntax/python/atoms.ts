// Operands without their links: names, literals, brackets and lambdas.

import type { Expression, Statement } from '../ast.ts';
import { braces, list, parenthesized } from './collections.ts';
import { numberValue } from './numbers.ts';
import { bareParameters } from './parameters.ts';
import type { Parser } from './parser.ts';
import { stringValue } from './strings.ts';

export function atom(p: Parser): Expression {
  switch (p.kind) {
    case 'name':
    case 'match':
    case 'case':
    case 'type': {
      const { from } = p;
      const name = p.name() ?? '';
      return { kind: 'name', name, from, to: p.end };
    }
    case 'number':
      return number(p);
    case 'string':
      return strings(p);
    case '(':
      return parenthesized(p);
    case '[':
      return list(p);
    case '{':
      return braces(p);
    case 'True':
    case 'False':
    case 'None':
      return constant(p);
    case '...': {
      const { from } = p;
      p.next();
      return { kind: 'ellipsis', from, to: p.end };
    }
    case 'lambda':
      return lambda(p);
    default:
      return p.missing();
  }
}

function constant(p: Parser): Expression {
  const { from, kind } = p;
  p.next();
  const value = kind === 'None' ? null : kind === 'True';
  return { kind: 'constant', value, from, to: p.end };
}

function number(p: Parser): Expression {
  const { from } = p;
  const value = numberValue(p.word);
  p.next();
  if (value === undefined) return p.unknown(from);
  return { kind: 'number', value, from, to: p.end };
}

/** Strings side by side are one. */
function strings(p: Parser): Expression {
  const { from } = p;
  let value = stringValue(p.word);
  p.next();
  while (p.kind === 'string') {
    value += stringValue(p.word);
    p.next();
  }
  return { kind: 'string', value, from, to: p.end };
}

/** What its body assigns by `:=` is its own. */
function lambda(p: Parser): Expression {
  const { bound, from } = p;
  p.next();
  const params = bareParameters(p);
  if (!p.take(':')) {
    p.error();
    p.skipExpression();
    p.take(':');
  }
  const body: Statement[] = [];
  p.bound = body;
  const start = p.from;
  const value = p.expression();
  body.push({ kind: 'return', value, from: start, to: Math.max(start, p.end) });
  p.bound = bound;
  return { kind: 'lambda', params, body, from, to: p.end };
}
