// Every construct of a program with its span, and the properties that hold of any program read from any text.

import assert from 'node:assert/strict';
import type { Expression, Program, Span, Statement } from '../../../src/analysis/syntax/ast.ts';
import { bodyOf, commentsOf, errorsOf } from '../../../src/analysis/syntax/program.ts';

type Construct = Expression | Statement;

/** Visits everything that has a span, parents first; not recursive, so that depth is no matter. */
export function constructsOf(program: Program): readonly Construct[] {
  const found: Construct[] = [];
  const pending: unknown[] = [bodyOf(program)];
  while (pending.length > 0) {
    const next = pending.pop();
    if (typeof next !== 'object' || next === null) continue;
    if ('kind' in next && 'from' in next) found.push(next as Construct);
    pending.push(...Object.values(next).toReversed());
  }
  return found;
}

export function checkSpan({ from, to }: Span, text: string): void {
  assert.ok(from >= 0 && from <= to && to <= text.length, `[${from}, ${to}) of ${text.length}`);
}

/** Reads any text without throwing, and points only into it. */
export function checkReadable(text: string, parse: (text: string) => Program): Program {
  const program = parse(text);
  assert.equal(program.text, text);
  for (const construct of constructsOf(program)) {
    checkSpan(construct, text);
    if (construct.kind === 'number') assert.equal(typeof construct.value, 'number');
  }
  for (const span of [...commentsOf(program), ...errorsOf(program)]) checkSpan(span, text);
  return program;
}

/** The source text of every construct of a kind, in order. */
export function slicesOf(program: Program, kind: Construct['kind']): readonly string[] {
  return constructsOf(program)
    .filter((construct) => construct.kind === kind)
    .map(({ from, to }) => program.text.slice(from, to));
}
