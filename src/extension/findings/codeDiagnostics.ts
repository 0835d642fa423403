// Findings of open loss code in the editor and its list of problems: at once when a file is opened, shortly after the last
// key while it is typed. The code of each leads to what its rule says.

import {
  Diagnostic,
  DiagnosticRelatedInformation,
  DiagnosticSeverity,
  languages,
  Location,
  Range,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { DiagnosticCollection, Disposable, TextDocument } from 'vscode';
import type { Finding, Related, Severity } from '../../lint/rule.ts';
import type { CommandId } from '../contributions/commands.ts';
import { diagnosticSource } from '../convert.ts';
import { type AnalysedCode, rangeOf } from '../providers/analysedCode.ts';
import type { CodeDocuments } from '../providers/codeDocuments.ts';
import { Lines } from './lines.ts';
import type { CodeFindings } from './codeFindings.ts';

const debounceMs = 250;

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export class CodeDiagnostics implements Disposable {
  readonly #documents: CodeDocuments;
  readonly #findings: CodeFindings;
  readonly #collection: DiagnosticCollection;
  readonly #timers = new Map<string, TimerHandle>();
  readonly #subscriptions: readonly Disposable[];

  constructor(documents: CodeDocuments, findings: CodeFindings) {
    this.#documents = documents;
    this.#findings = findings;
    this.#collection = languages.createDiagnosticCollection('elboLensCode');
    this.#subscriptions = [
      this.#collection,
      window.onDidChangeVisibleTextEditors(() => this.#refreshShown(0)),
      workspace.onDidChangeTextDocument(({ document }) => this.#refreshSoon(document, debounceMs)),
      workspace.onDidCloseTextDocument((document) => this.#forget(document)),
      documents.onDidChange(() => this.#refreshShown(0)),
      findings.onDidChange(() => this.#refreshShown(0)),
    ];
    this.#refreshShown(0);
  }

  /** Findings of a file that is in no editor: they stay until it is opened and changed. */
  show(uri: Uri, diagnostics: readonly Diagnostic[]): void {
    this.#collection.set(uri, diagnostics);
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #refreshShown(afterMs: number): void {
    for (const { document } of window.visibleTextEditors) this.#refreshSoon(document, afterMs);
  }

  #refreshSoon(document: TextDocument, afterMs: number): void {
    if (!this.#documents.isCode(document)) return;
    const key = document.uri.toString();
    clearTimeout(this.#timers.get(key));
    this.#timers.set(
      key,
      setTimeout(() => void this.#refresh(document), afterMs),
    );
  }

  async #refresh(document: TextDocument): Promise<void> {
    const { version } = document;
    const found = await this.#findings.in(document);
    if (document.isClosed || document.version !== version) return;
    this.#collection.set(
      document.uri,
      found ? diagnosticsOf(document, found.findings, found.code) : [],
    );
  }

  #forget(document: TextDocument): void {
    const key = document.uri.toString();
    clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
    if (this.#documents.isCode(document)) this.#collection.delete(document.uri);
  }
}

/** Those that stand in this document: a notebook has one for each cell. */
export function diagnosticsOf(
  document: TextDocument,
  findings: readonly Finding[],
  code: AnalysedCode,
): Diagnostic[] {
  return findings.flatMap((finding) => {
    const range = code.rangeIn(document, finding.span);
    return range ? toDiagnostic(finding, range, code) : [];
  });
}

function toDiagnostic(finding: Finding, range: Range, code: AnalysedCode): Diagnostic {
  const { rule, message, severity } = finding;
  const diagnostic = new Diagnostic(range, message, severities[severity]);
  diagnostic.source = diagnosticSource;
  diagnostic.code = { value: rule.id, target: explanation(rule.id) };
  diagnostic.relatedInformation = finding.related.flatMap((related) => {
    const location = locationOf(related, code);
    return location ? new DiagnosticRelatedInformation(location, related.message) : [];
  });
  return diagnostic;
}

const command: CommandId = 'elboLens.explainRule';

/** What opens when the code of a diagnostic is followed. */
function explanation(id: string): Uri {
  return Uri.parse(`command:${command}?${encodeURIComponent(JSON.stringify([id]))}`);
}

function locationOf({ span, source }: Related, code: AnalysedCode): Location | null {
  if (source) {
    const uri = code.uriOf(source.path);
    return uri && new Location(uri, new Lines(source.program.text).range(span));
  }
  const place = code.placeOf(span);
  return place && new Location(place.document.uri, rangeOf(place));
}
