// Places and problems of a config as the editor's objects.

import { Diagnostic, DiagnosticSeverity, Range } from 'vscode';
import type { TextDocument } from 'vscode';
import type { Problem, Severity, Span } from '../config/problem.ts';

export const toRange = (document: TextDocument, { start, end }: Span): Range =>
  new Range(document.positionAt(start), document.positionAt(end));

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};

export const diagnosticSource = 'ELBO Lens';

export function toDiagnostic(document: TextDocument, problem: Problem): Diagnostic {
  const diagnostic = new Diagnostic(
    toRange(document, problem),
    problem.message,
    severities[problem.severity],
  );
  diagnostic.source = diagnosticSource;
  diagnostic.code = problem.code;
  return diagnostic;
}
