// Statements of Python, by kind: each is read in the files imported.

import type { Statement } from '../ast.ts';
import { assignment } from './assignments.ts';
import { clause, tryStatement, withStatement } from './blocks.ts';
import { ifStatement, isMatch, matchStatement } from './branches.ts';
import { classDefinition, decorated, functionDefinition } from './definitions.ts';
import { importFrom, importWhole } from './imports.ts';
import { tuple } from './lists.ts';
import { forStatement, whileStatement } from './loops.ts';
import type { Parser } from './parser.ts';
import type { Kind } from './tokens.ts';

type Reading = (p: Parser, into: Statement[]) => void;

/** Statements that end with their body. */
const compound: ReadonlyMap<Kind, Reading> = new Map<Kind, Reading>([
  ['def', functionDefinition],
  ['class', classDefinition],
  ['@', decorated],
  ['if', ifStatement],
  ['for', forStatement],
  ['while', whileStatement],
  ['try', tryStatement],
  ['with', withStatement],
  ['async', asynchronous],
  ['elif', clause],
  ['else', clause],
  ['except', clause],
  ['finally', clause],
]);

/** Statements that end with their line; assignments and expressions are the rest. */
const simple: ReadonlyMap<Kind, Reading> = new Map<Kind, Reading>([
  ['return', returned],
  ['yield', returned],
  ['import', importWhole],
  ['from', importFrom],
  ['pass', unread],
  ['break', unread],
  ['continue', unread],
  ['global', unread],
  ['nonlocal', unread],
  ['del', unread],
  ['assert', unread],
  ['raise', unread],
]);

export function statement(p: Parser, into: Statement[]): void {
  const read = isMatch(p) ? matchStatement : compound.get(p.kind);
  if (read) {
    read(p, into);
    return;
  }
  (simple.get(p.kind) ?? (isAlias(p) ? alias : assignment))(p, into);
  end(p);
}

/** What is left of a line that does not end here costs that line alone. */
function end(p: Parser): void {
  if (p.kind !== ';' && p.kind !== 'newline') {
    p.error();
    p.skipStatement();
  }
  if (!p.take(';')) p.take('newline');
}

/** The keyword stands before what it governs and changes nothing of it. */
function asynchronous(p: Parser, into: Statement[]): void {
  const { from } = p;
  p.next();
  if (p.kind === 'def') functionDefinition(p, into, from);
  else if (p.kind === 'for') forStatement(p, into, from);
  else if (p.kind === 'with') withStatement(p, into, from);
  else p.error();
}

function returned(p: Parser, into: Statement[]): void {
  const { from, kind } = p;
  p.next();
  if (kind === 'yield') p.take('from');
  const value = p.isItem ? tuple(p) : null;
  into.push({ kind: 'return', value, from, to: p.end });
}

/** Nothing of the statement is kept but what `:=` binds in it. */
function unread(p: Parser): void {
  p.next();
  if (p.isOperand) tuple(p);
  if (p.take('from')) p.expression();
}

/** `type X[T] = int`: a type is no value. */
function isAlias(p: Parser): boolean {
  return p.kind === 'type' && p.isFirst && p.leadsName;
}

function alias(p: Parser): void {
  p.next();
  p.next();
  if (p.kind === '[') p.skip();
  if (p.expect('=')) p.expression();
}
