// Assignments: with `=`, in place, and by `with … as`.

import type { SyntaxNode } from '@lezer/common';
import type { Expression, Statement } from '../../../../src/analysis/syntax/ast.ts';
import { childrenOf, spanOf, splitAt } from '../../../../src/analysis/syntax/cursor.ts';
import { tuple } from './collections.ts';
import { isArithmetic } from './operators.ts';
import { child, type Reader } from './reader.ts';

export function assignment(r: Reader, node: SyntaxNode): readonly Statement[] {
  const parts = splitAt(
    childrenOf(node).filter((part) => part.name !== 'TypeDef'),
    (part) => part.name === 'AssignOp',
  );
  // `x: int` declares and assigns nothing.
  if (parts.length < 2) return [];
  const targets = parts.slice(0, -1).filter((part) => part.length > 0);
  return [
    {
      kind: 'assign',
      targets: targets.map((part) => tuple(r, part, node)),
      value: tuple(r, parts.at(-1) ?? [], node),
      ...spanOf(node),
    },
  ];
}

export function update(
  r: Reader,
  node: SyntaxNode,
  children: readonly SyntaxNode[],
): readonly Statement[] {
  const [left, mark, ...rest] = children;
  if (!left || !mark || rest.length === 0) return [];
  const target = r.expression(left);
  const operator = r.textOf(mark).slice(0, -1);
  const value = tuple(r, rest, node);
  const span = spanOf(node);
  if (isArithmetic(operator)) return [{ kind: 'update', target, operator, value, ...span }];
  const bits: Expression = { kind: 'logic', operator, operands: [target, value], ...span };
  return [{ kind: 'assign', targets: [target], value: bits, ...span }];
}

/** `with a as b:` binds b to an opaque value and runs the body. */
export function withStatement(
  r: Reader,
  node: SyntaxNode,
  children: readonly SyntaxNode[],
): readonly Statement[] {
  const bound = children.flatMap((part, index): readonly Statement[] => {
    const value = children[index - 1];
    const target = children[index + 1];
    if (part.name !== 'as' || !value || !target) return [];
    return [
      {
        kind: 'assign',
        targets: [r.expression(target)],
        value: r.expression(value),
        from: value.from,
        to: target.to,
      },
    ];
  });
  const body = [...bound, ...r.body(child(children, 'Body'))];
  const within = children
    .filter(({ name }, index) => name === 'CallExpression' && children[index + 1]?.name !== 'as')
    .map((part) => r.expression(part));
  const block = { kind: 'block', body, ...r.spanOf(node) } as const;
  return [within.length === 0 ? block : { ...block, within }];
}
