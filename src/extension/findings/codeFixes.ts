// Quick fixes and refactorings of findings: tried out before they are offered, and shown with what they change. With them
// the derivation of the line a finding is about.

import { CodeAction, CodeActionKind, WorkspaceEdit } from 'vscode';
import type {
  CancellationToken,
  CodeActionContext,
  CodeActionProvider,
  Range,
  TextDocument,
} from 'vscode';
import type { Fix } from '../../lint/fixes/verify.ts';
import type { Finding } from '../../lint/rule.ts';
import { diagnosticSource } from '../convert.ts';
import type { CodeArgument } from '../commands/codeArgument.ts';
import type { CommandId } from '../contributions/commands.ts';
import type { AnalysedCode } from '../providers/analysedCode.ts';
import type { CodeFindings } from './codeFindings.ts';

const fixAll = CodeActionKind.SourceFixAll.append('elboLens');

export class CodeFixes implements CodeActionProvider {
  static readonly kinds = [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, fixAll];
  readonly #findings: CodeFindings;

  constructor(findings: CodeFindings) {
    this.#findings = findings;
  }

  async provideCodeActions(
    document: TextDocument,
    range: Range,
    context: CodeActionContext,
    token: CancellationToken,
  ): Promise<CodeAction[]> {
    const found = await this.#findings.in(document);
    if (!found || token.isCancellationRequested) return [];
    const { code, findings, check } = found;
    const { reading, analysis } = code;
    if (context.only?.contains(fixAll) === true) {
      const all = reading.safeFixes(analysis, findings, check);
      const edit = editOf(all.edits, code);
      return all.edits.length > 0 && edit ? [allFixed(edit, all.count)] : [];
    }
    const here = findings.filter((finding) =>
      code.rangeIn(document, finding.span)?.intersection(range),
    );
    const fixes = here.flatMap((finding) =>
      reading
        .fixesOf(analysis, finding, check)
        .flatMap((fix) => actionOf(fix, finding, code, document, context) ?? []),
    );
    const derivation = here.flatMap((finding) => derivationOf(finding, code) ?? [])[0];
    return derivation ? [...fixes, derivation] : fixes;
  }
}

/** Opens the derivation of the line, where there is one. */
function derivationOf({ span }: Finding, code: AnalysedCode): CodeAction | null {
  const place = code.placeOf(span);
  const { told, problem } = code.reading.readDerivation(
    code.analysis,
    span.from,
    (at) => code.where(at),
    null,
  );
  if (!place || !told || problem) return null;
  const argument: CodeArgument = { uri: place.document.uri.toString(), from: place.from };
  const action = new CodeAction('Show the derivation of this line', CodeActionKind.QuickFix);
  action.command = { title: action.title, command: showDerivation, arguments: [argument] };
  return action;
}

const showDerivation: CommandId = 'elboLens.showDerivation';

function allFixed(edit: WorkspaceEdit, count: number): CodeAction {
  const action = new CodeAction(
    `ELBO Lens: apply ${count === 1 ? 'the safe fix' : `all ${count} safe fixes`}`,
    fixAll,
  );
  action.edit = edit;
  return action;
}

function actionOf(
  fix: Fix,
  finding: Finding,
  code: AnalysedCode,
  document: TextDocument,
  context: CodeActionContext,
): CodeAction | null {
  const edit = editOf(fix.edits, code, fix);
  if (!edit) return null;
  const kind = fix.kind === 'fix' ? CodeActionKind.QuickFix : CodeActionKind.RefactorRewrite;
  const action = new CodeAction(`${fix.title} (${fix.changes})`, kind);
  action.edit = edit;
  action.isPreferred = fix.isSafe;
  const range = code.rangeIn(document, finding.span);
  action.diagnostics = context.diagnostics.filter(
    ({ source, range: other, code: id }) =>
      source === diagnosticSource &&
      typeof id === 'object' &&
      id.value === finding.rule.id &&
      range?.isEqual(other) === true,
  );
  return action;
}

/** Edits that change what is optimised are shown before they are made, with what they change. */
function editOf(edits: Fix['edits'], code: AnalysedCode, fix?: Fix): WorkspaceEdit | null {
  const edit = new WorkspaceEdit();
  const shown = {
    needsConfirmation: true,
    label: fix?.title ?? '',
    description: fix?.changes ?? '',
  };
  for (const one of fix && !fix.isSafe ? joined(edits, code) : edits) {
    const document = code.placeOf(one)?.document;
    const range = document && code.rangeIn(document, one);
    if (!document || !range) return null;
    edit.replace(document.uri, range, one.text, fix?.isSafe === false ? shown : undefined);
  }
  return edit;
}

/** One edit in place of several in one document: a preview has a box to tick for each, and half of a refactoring is none. */
function joined(edits: Fix['edits'], code: AnalysedCode): Fix['edits'] {
  const ordered = edits.toSorted((a, b) => a.from - b.from || a.to - b.to);
  const [first] = ordered;
  const documents = new Set(edits.map((edit) => code.placeOf(edit)?.document));
  if (!first || documents.size > 1) return edits;
  const { text } = code.analysis.program;
  let whole = '';
  let at = first.from;
  for (const edit of ordered) {
    whole += text.slice(at, edit.from) + edit.text;
    at = edit.to;
  }
  return [{ from: first.from, to: at, text: whole }];
}
