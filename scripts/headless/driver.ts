// Runs inside the editor's extension host as if it were a test suite: trains the requested config through the
// extension's own interface, prints the breakdown as it changes, and writes down how it ended.

import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { ElboLensApi } from '../../src/extension/api.ts';
import type { RunId, RunSnapshot } from '../../src/protocol/run.ts';
import { say } from '../editor/suite.ts';
import { withEngine } from './engine.ts';
import { progressLine, reportOf } from './report.ts';
import { driverVariable, readyAtEnd, type DriverRequest, type Outcome } from './request.ts';

const extensionId = 'elbo-lens.elbo-lens';

export async function run(): Promise<void> {
  const request = JSON.parse(process.env[driverVariable] ?? '{}') as DriverRequest;
  let outcome: Outcome;
  try {
    outcome = await train(request);
  } catch (error) {
    outcome = {
      kind: 'failed',
      messages: [error instanceof Error ? error.message : String(error)],
    };
  }
  writeFileSync(request.outcome, JSON.stringify(outcome));
}

async function train(request: DriverRequest): Promise<Outcome> {
  const extension = vscode.extensions.getExtension<ElboLensApi>(extensionId);
  if (extension === undefined)
    throw new Error(`The extension ${extensionId} is not in this editor.`);
  const api = await extension.activate();
  const uri = vscode.Uri.file(request.config);
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { preview: false });
  if (request.engine !== null) await setEngine(document, request.engine);
  const begun = await api.train(uri, { replace: true });
  if (begun.kind === 'declined')
    return { kind: 'failed', messages: ['The training was declined.'] };
  if (begun.kind === 'rejected') return { kind: 'rejected', messages: errorsOf(document, begun) };
  const run = await ended(api, begun.runId);
  if (run.problem !== null) return fromProblem(run.problem);
  if (run.state !== 'finished')
    return { kind: 'failed', messages: [`The run ended as ${run.state}.`] };
  if (request.seen !== null) await seen(request.seen);
  const editor = { name: vscode.env.appName, version: vscode.version };
  return { kind: 'trained', report: reportOf(run, editor) };
}

/** Changes the engine in the open document and not on disk. */
async function setEngine(document: vscode.TextDocument, engine: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const end = document.lineAt(document.lineCount - 1).range.end;
  const text = withEngine(document.getText(), document.fileName, engine);
  edit.replace(document.uri, new vscode.Range(new vscode.Position(0, 0), end), text);
  await vscode.workspace.applyEdit(edit);
}

/** Every error the editor shows in the file, as `file:line: message`. */
function errorsOf(
  document: vscode.TextDocument,
  rejection: { readonly message: string; readonly line: number },
): readonly string[] {
  const errors = vscode.languages
    .getDiagnostics(document.uri)
    .filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error)
    .map(({ range, message }) => ({ line: range.start.line + 1, message }));
  return (errors.length > 0 ? errors : [rejection]).map(
    ({ line, message }) => `${document.fileName}:${line}: ${message}`,
  );
}

/** Before the first step, a problem is one of the config or the data it names. */
function fromProblem({ what, why, now, step }: NonNullable<RunSnapshot['problem']>): Outcome {
  return { kind: step === null ? 'rejected' : 'failed', messages: [what, why, now] };
}

/** The run when it is over; prints a line whenever there is a new evaluation. */
function ended(api: ElboLensApi, id: RunId): Promise<RunSnapshot> {
  return new Promise((resolve, reject) => {
    let printed = 0;
    const look = () => {
      const run = api.runs.get(id);
      if (run === undefined) return reject(new Error('The run was deleted.'));
      if (run.evaluations.length > printed) {
        printed = run.evaluations.length;
        say(progressLine(run));
      }
      if (run.state === 'finished' || run.state === 'stopped' || run.state === 'failed') {
        listening.dispose();
        resolve(run);
      }
    };
    const listening = api.runs.onDidChange(look);
    look();
  });
}

/** Waits until the launcher has looked at the end of the run. */
async function seen(done: string): Promise<void> {
  say(readyAtEnd);
  for (let tries = 0; tries < 600; tries += 1) {
    try {
      await vscode.workspace.fs.stat(vscode.Uri.file(done));
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  throw new Error('The launcher did not look at the end of the run within a minute.');
}
