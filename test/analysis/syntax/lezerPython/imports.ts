// `import` and `from … import`.

import type { SyntaxNode } from '@lezer/common';
import type { Statement } from '../../../../src/analysis/syntax/ast.ts';
import { spanOf, splitAt } from '../../../../src/analysis/syntax/cursor.ts';
import { isComma, type Reader, withoutParentheses } from './reader.ts';

export function imported(
  r: Reader,
  node: SyntaxNode,
  children: readonly SyntaxNode[],
): readonly Statement[] {
  const at = children.findIndex((part) => part.name === 'import');
  const names = splitAt(withoutParentheses(children.slice(at + 1)), isComma);
  if (children[0]?.name !== 'from') return names.flatMap((part) => whole(r, node, part));
  const head = joined(r, children.slice(1, at));
  const level = /^\.*/u.exec(head)?.[0].length ?? 0;
  const bindings = names.flatMap((part) => {
    const words = part.filter((piece) => piece.name === 'VariableName' || piece.name === '*');
    const [name, local = name] = words.map((word) => r.textOf(word));
    return name && local ? [{ name, local }] : [];
  });
  return [{ kind: 'import', module: head.slice(level), level, bindings, ...spanOf(node) }];
}

/** `import a.b as c` binds a.b to c, `import a.b` binds a to a. */
function whole(r: Reader, node: SyntaxNode, part: readonly SyntaxNode[]): readonly Statement[] {
  const as = part.findIndex((piece) => piece.name === 'as');
  const path = joined(r, as < 0 ? part : part.slice(0, as));
  const name = as < 0 ? undefined : part[as + 1];
  const alias = name ? r.textOf(name) : null;
  if (!path) return [];
  const [first = path] = path.split('.');
  return [
    {
      kind: 'import',
      module: alias ? path : first,
      level: 0,
      bindings: [{ name: null, local: alias ?? first }],
      ...spanOf(node),
    },
  ];
}

function joined(r: Reader, nodes: readonly SyntaxNode[]): string {
  return nodes.map((node) => r.textOf(node)).join('');
}
