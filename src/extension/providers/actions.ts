// Quick fixes: the edit a problem itself says would solve it.

import { CodeAction, CodeActionKind, WorkspaceEdit } from 'vscode';
import type { CodeActionContext, CodeActionProvider, Range, TextDocument } from 'vscode';
import { diagnosticSource, toDiagnostic, toRange } from '../convert.ts';
import type { Documents } from '../documents.ts';

export class ConfigActions implements CodeActionProvider {
  static readonly kinds = [CodeActionKind.QuickFix];
  readonly #documents: Documents;

  constructor(documents: Documents) {
    this.#documents = documents;
  }

  provideCodeActions(
    document: TextDocument,
    range: Range,
    context: CodeActionContext,
  ): CodeAction[] {
    const problems = this.#documents.parsed(document).problems;
    const fixable = problems.filter((problem) => toRange(document, problem).intersection(range));
    return fixable.flatMap((problem) => {
      const { replacement } = problem;
      if (!replacement) return [];
      const action = new CodeAction(replacement.title, CodeActionKind.QuickFix);
      const edit = new WorkspaceEdit();
      edit.replace(document.uri, toRange(document, replacement), replacement.text);
      action.edit = edit;
      action.isPreferred = fixable.length === 1;
      const diagnostic = toDiagnostic(document, problem);
      action.diagnostics = context.diagnostics.filter(
        ({ source, range, code }) =>
          source === diagnosticSource && code === problem.code && range.isEqual(diagnostic.range),
      );
      return [action];
    });
  }
}
