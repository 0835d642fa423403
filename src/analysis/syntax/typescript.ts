// JavaScript and TypeScript text to the common syntax, by Lezer. Total: any text gives a program.

import { type SyntaxNode, type Tree, TreeFragment } from '@lezer/common';
import { parser } from '@lezer/javascript';
import type { Chunk, Program, Span } from './ast.ts';
import { Chunks, moved } from './chunks.ts';
import { commentsAndErrors } from './cursor.ts';
import { readExpression } from './typescript/expressions.ts';
import { Reader } from './typescript/reader.ts';
import { readStatement } from './typescript/statements.ts';

const plain = parser.configure({ dialect: 'ts' });
const withJsx = parser.configure({ dialect: 'ts jsx' });

/** A dot still without its property: the next statement's keyword would be taken for it. */
const danglingDot =
  /\.(\s*\n\s*)(?=(?:async|class|const|export|for|function|if|import|let|return|var|while)\b)/gu;

interface Parsed {
  readonly text: string;
  readonly tree: Tree;
  readonly hasJsx: boolean;
}

/** Trees of programs, for reading them again after an edit. */
const parses = new WeakMap<Program, Parsed>();

export function parseTypeScript(text: string, previous?: Program, first = 0): Program {
  const parsed = parseText(text, previous && parses.get(previous));
  const reader = new Reader(text, readExpression, readStatement);
  const { comments, errors } = commentsAndErrors(parsed.tree, text);
  const dots = [...text.matchAll(danglingDot)].map(({ index }) => ({ from: index, to: index + 1 }));
  // A sentence in a comment may end in a dot.
  const isProse = ({ from }: Span) => comments.some((one) => one.from <= from && from < one.to);
  const guesses = [...errors, ...dots.filter((dot) => !isProse(dot))].toSorted(
    (a, b) => a.from - b.from,
  );
  const chunks = new Chunks(previous, first);
  const program: Program = {
    language: 'typescript',
    text,
    chunks: pieces(parsed.tree, text.length).map(({ from, to, nodes }) =>
      chunks.at(from, text.slice(from, to), (base) => {
        const isInside = (span: Span) => span.from >= from && (span.to < to || to === text.length);
        const content: Pick<Chunk, 'body' | 'comments' | 'errors'> = {
          body: reader.statements(nodes),
          comments: comments.filter(isInside),
          errors: guesses.filter(isInside),
        };
        return moved(content, base - from);
      }),
    ),
  };
  parses.set(program, parsed);
  return program;
}

function parseText(text: string, before: Parsed | undefined): Parsed {
  const parsed = text.replace(danglingDot, ' $1');
  // An element always closes somewhere; without one, `<T>` can only be a type, which JSX would misread.
  const hasJsx = /<\/|\/>/u.test(text);
  const fragments =
    before?.hasJsx === hasJsx ? fragmentsAfter(before.tree, before.text, parsed) : undefined;
  return { text: parsed, tree: (hasJsx ? withJsx : plain).parse(parsed, fragments), hasJsx };
}

/** What of a tree can be used again: all but where the texts differ. */
function fragmentsAfter(tree: Tree, before: string, after: string): readonly TreeFragment[] {
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before.charCodeAt(from) === after.charCodeAt(from)) from += 1;
  let end = 0;
  while (
    end < shorter - from &&
    before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)
  )
    end += 1;
  const change = { fromA: from, toA: before.length - end, fromB: from, toB: after.length - end };
  return TreeFragment.applyChanges(TreeFragment.addTree(tree), [change]);
}

interface Piece extends Span {
  readonly nodes: readonly SyntaxNode[];
}

/** One piece for each statement at the top, with what stands before it; what follows the last belongs to the last. */
function pieces(tree: Tree, length: number): readonly Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (let node = tree.topNode.firstChild; node; node = node.nextSibling) {
    if (node.type.isError || node.name.endsWith('Comment') || node.to === from) continue;
    found.push({ from, to: node.to, nodes: [node] });
    from = node.to;
  }
  const last = found.at(-1);
  if (!last) return [{ from: 0, to: length, nodes: [] }];
  return [...found.slice(0, -1), { ...last, to: length }];
}
