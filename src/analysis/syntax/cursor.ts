// What a front end needs of a Lezer tree: children without trivia, text, spans.

import type { SyntaxNode, Tree } from '@lezer/common';
import type { Span } from './ast.ts';

export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (!child.type.isError && !commentNames.has(child.name)) children.push(child);
  }
  return children;
}

const commentNames = new Set(['Comment', 'LineComment', 'BlockComment']);

export function spanOf(node: SyntaxNode): Span {
  return { from: node.from, to: node.to };
}

/** Splits a flat child list at separators, as Lezer keeps `a, b = c` flat. */
export function splitAt(
  nodes: readonly SyntaxNode[],
  isSeparator: (node: SyntaxNode) => boolean,
): readonly (readonly SyntaxNode[])[] {
  const groups: SyntaxNode[][] = [[]];
  for (const node of nodes) {
    if (isSeparator(node)) groups.push([]);
    else groups.at(-1)?.push(node);
  }
  return groups;
}

export function commentsAndErrors(tree: Tree, text: string) {
  const comments: (Span & { text: string })[] = [];
  const errors: Span[] = [];
  tree.iterate({
    enter(node) {
      if (node.type.isError) errors.push({ from: node.from, to: node.to });
      else if (commentNames.has(node.name)) {
        const body = text.slice(node.from, node.to).replace(/^(?:#|\/\/|\/\*)\s*|\s*\*\/$/gu, '');
        comments.push({ from: node.from, to: node.to, text: body });
      }
    },
  });
  return { comments, errors };
}
