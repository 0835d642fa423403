// Python text to the common syntax, by Lezer. Total: any text gives a program, half-typed code included.

import type { Tree } from '@lezer/common';
import { parser } from '@lezer/python';
import type { Program } from './ast.ts';
import { Chunks, moved } from './chunks.ts';
import { childrenOf, commentsAndErrors } from './cursor.ts';
import { readExpression } from './python/expressions.ts';
import { withoutUnclosed } from './python/lines.ts';
import { withoutFloatPoints } from './python/literals.ts';
import { Reader } from './python/reader.ts';
import { readStatement } from './python/statements.ts';

export function parsePython(text: string, previous?: Program, first = 0): Program {
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
  const reader = new Reader(text, readExpression, readStatement);
  const content = {
    body: reader.statements(childrenOf(tree.topNode)),
    comments,
    errors,
  };
  const chunk = new Chunks(previous, first).at(0, text, (base) => moved(content, base));
  return { language: 'python', text, chunks: [chunk] };
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
