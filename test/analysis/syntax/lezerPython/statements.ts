// Statements of Python, by kind: each is read in the files imported.

import type { SyntaxNode } from '@lezer/common';
import type { Statement } from '../../../../src/analysis/syntax/ast.ts';
import { childrenOf } from '../../../../src/analysis/syntax/cursor.ts';
import { assignment, update, withStatement } from './assignments.ts';
import { ifChain, matchStatement } from './branches.ts';
import { tuple } from './collections.ts';
import { classDefinition, decorated, functionDefinition } from './definitions.ts';
import { imported } from './imports.ts';
import { forStatement, whileStatement } from './loops.ts';
import { bodiesIn, type Reader } from './reader.ts';

export function readStatement(r: Reader, node: SyntaxNode): readonly Statement[] {
  const children = childrenOf(node);
  switch (node.name) {
    case 'StatementGroup':
      return r.statements(children);
    case 'AssignStatement':
      return assignment(r, node);
    case 'UpdateStatement':
      return update(r, node, children);
    case 'ExpressionStatement':
      return children.length === 0
        ? []
        : [{ kind: 'expression', value: tuple(r, children, node), ...r.spanOf(node) }];
    case 'YieldStatement':
    case 'ReturnStatement': {
      const parts = children.slice(1).filter((part) => part.name !== 'from');
      const value = parts.length > 0 ? tuple(r, parts, node) : null;
      return [{ kind: 'return', value, ...r.spanOf(node) }];
    }
    case 'IfStatement':
      return ifChain(r, node, children);
    case 'MatchStatement':
      return matchStatement(r, node, children);
    case 'ForStatement':
      return forStatement(r, node, children);
    case 'WhileStatement':
      return whileStatement(r, node, children);
    case 'WithStatement':
      return withStatement(r, node, children);
    case 'TryStatement':
      return [{ kind: 'block', body: bodiesIn(r, children), ...r.spanOf(node) }];
    case 'FunctionDefinition':
      return [functionDefinition(r, node, [])];
    case 'ClassDefinition':
      return [classDefinition(r, node)];
    case 'DecoratedStatement':
      return decorated(r, children);
    case 'ImportStatement':
      return imported(r, node, children);
    default:
      return [];
  }
}
