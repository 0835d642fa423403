// JavaScript and TypeScript text to the common syntax, by Lezer. Total: any text gives a program.

import { parser } from '@lezer/javascript';
import type { Program } from './ast.ts';
import { childrenOf, commentsAndErrors } from './cursor.ts';
import { readExpression } from './typescript/expressions.ts';
import { Reader } from './typescript/reader.ts';
import { readStatement } from './typescript/statements.ts';

const plain = parser.configure({ dialect: 'ts' });
const withJsx = parser.configure({ dialect: 'ts jsx' });

export function parseTypeScript(text: string): Program {
  // An element always closes somewhere; without one, `<T>` can only be a type, which JSX would misread.
  const tree = (/<\/|\/>/u.test(text) ? withJsx : plain).parse(text);
  const reader = new Reader(text, readExpression, readStatement);
  return {
    language: 'typescript',
    text,
    body: reader.statements(childrenOf(tree.topNode)),
    ...commentsAndErrors(tree, text),
  };
}
