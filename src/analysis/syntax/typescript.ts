// JavaScript and TypeScript text to the common syntax, by Lezer. Total: any text gives a program.

import { parser } from '@lezer/javascript';
import type { Program } from './ast.ts';
import { childrenOf, commentsAndErrors } from './cursor.ts';
import { readExpression } from './typescript/expressions.ts';
import { Reader } from './typescript/reader.ts';
import { readStatement } from './typescript/statements.ts';

const plain = parser.configure({ dialect: 'ts' });
const withJsx = parser.configure({ dialect: 'ts jsx' });

/** A dot still without its property: the next statement's keyword would be taken for it. */
const danglingDot =
  /\.(\s*\n\s*)(?=(?:async|class|const|export|for|function|if|import|let|return|var|while)\b)/gu;

export function parseTypeScript(text: string): Program {
  const parsed = text.replace(danglingDot, ' $1');
  // An element always closes somewhere; without one, `<T>` can only be a type, which JSX would misread.
  const tree = (/<\/|\/>/u.test(text) ? withJsx : plain).parse(parsed);
  const reader = new Reader(text, readExpression, readStatement);
  const { comments, errors } = commentsAndErrors(tree, text);
  const dots = [...text.matchAll(danglingDot)].map(({ index }) => ({ from: index, to: index + 1 }));
  return {
    language: 'typescript',
    text,
    chunks: [
      {
        start: 0,
        base: 0,
        text,
        body: reader.statements(childrenOf(tree.topNode)),
        comments,
        errors: [...errors, ...dots].toSorted((a, b) => a.from - b.from),
      },
    ],
  };
}
