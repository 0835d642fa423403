// Python as Lezer's grammar reads it, to the common syntax: the independent reference of our own parser.

import { parser } from '@lezer/python';
import type { Chunk, Statement } from '../../../../src/analysis/syntax/ast.ts';
import { childrenOf, commentsAndErrors } from '../../../../src/analysis/syntax/cursor.ts';
import { readExpression } from './expressions.ts';
import { withoutFloatPoints } from './literals.ts';
import { Reader } from './reader.ts';
import { readStatement } from './statements.ts';

export interface Reading {
  readonly body: readonly Statement[];
  readonly comments: Chunk['comments'];
  /** How often Lezer had to guess: then it is no reference. */
  readonly errorCount: number;
}

export function readByLezer(text: string): Reading {
  const tree = parser.parse(withoutFloatPoints(text));
  const { comments, errors } = commentsAndErrors(tree, text);
  const reader = new Reader(text, comments, readExpression, readStatement);
  const body = reader.statements(childrenOf(tree.topNode));
  return { body, comments, errorCount: errors.length };
}
