// Statements of JavaScript, by kind: declarations, branches and blocks here, the rest in the files imported.

import type { SyntaxNode } from '@lezer/common';
import type { Statement } from '../ast.ts';
import { childrenOf, spanOf, splitAt } from '../cursor.ts';
import { declare, effect } from './assignments.ts';
import { classDeclaration, functionDeclaration } from './functions.ts';
import { loop } from './loops.ts';
import { exported, imported } from './modules.ts';
import { child, isComma, partsOf, type Reader, statementSpan, unknownAt } from './reader.ts';
import { switchStatement } from './switch.ts';

export function readStatement(r: Reader, node: SyntaxNode): readonly Statement[] {
  const children = childrenOf(node);
  switch (node.name) {
    case 'VariableDeclaration':
      return variables(r, node);
    case 'ExpressionStatement':
      return children[0] ? effect(r, children[0], statementSpan(node)) : [];
    case 'ReturnStatement': {
      const value = children.find((part) => part.name !== 'return' && part.name !== ';');
      return [
        { kind: 'return', value: value ? r.expression(value) : null, ...statementSpan(node) },
      ];
    }
    case 'IfStatement':
      return [ifStatement(r, node, children)];
    case 'ForStatement':
    case 'WhileStatement':
    case 'DoStatement':
      return loop(r, node, children);
    case 'SwitchStatement':
      return switchStatement(r, node, children);
    case 'Block':
      return [{ kind: 'block', body: r.statements(children), ...spanOf(node) }];
    case 'NamespaceDeclaration':
    case 'WithStatement':
    case 'TryStatement':
      return [{ kind: 'block', body: bodiesIn(r, children), ...spanOf(node) }];
    case 'LabeledStatement':
      return children.length > 2 ? r.body(children.at(-1)) : [];
    case 'FunctionDeclaration':
      return functionDeclaration(r, node);
    case 'ClassDeclaration':
      return classDeclaration(r, node);
    case 'ImportDeclaration':
      return imported(r, node, children);
    case 'ExportDeclaration':
      return exported(r, node, children);
    default:
      return [];
  }
}

/** The blocks of a `try` and its clauses, in order; the statement under a `with`. */
function bodiesIn(r: Reader, children: readonly SyntaxNode[]): readonly Statement[] {
  return children.flatMap((part) => {
    if (part.name.endsWith('Clause')) return bodiesIn(r, childrenOf(part));
    return part.name === 'Block' || part.name.endsWith('Statement') ? r.body(part) : [];
  });
}

function ifStatement(r: Reader, node: SyntaxNode, children: readonly SyntaxNode[]): Statement {
  const test = child(children, 'ParenthesizedExpression');
  const at = children.findIndex((part) => part.name === 'else');
  const then = children[test ? 2 : 1];
  return {
    kind: 'if',
    test: test ? r.expression(test) : unknownAt({ from: node.from, to: node.from }),
    body: then?.name === 'else' ? [] : r.body(then),
    otherwise: at < 0 ? [] : r.body(children[at + 1]),
    ...spanOf(node),
  };
}

/** One statement for each declarator; alone, it spans the whole declaration. */
function variables(r: Reader, node: SyntaxNode): readonly Statement[] {
  const [, ...inner] = partsOf(node).filter((part) => part.name !== ';' && part.name !== 'await');
  const parts = splitAt(inner, isComma).filter((part) => part.length > 0);
  return parts.flatMap((part) => {
    const [pattern] = part;
    const value = part[part.findIndex((piece) => piece.name === 'Equals') + 1];
    const last = part.at(-1);
    if (!pattern || !value || value === pattern || !last) return [];
    const span = parts.length === 1 ? statementSpan(node) : { from: pattern.from, to: last.to };
    return declare(r, pattern, value, span);
  });
}
