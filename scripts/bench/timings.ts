// Runs inside the editor's extension host as if it were a test suite: takes the timings of one fresh window.

import * as vscode from 'vscode';
import type { ElboLensApi } from '../../src/extension/api.ts';
import { say } from '../editor/suite.ts';

export interface Timings {
  /** Milliseconds of the call of `activate`. */
  readonly activate: number;
  /** Milliseconds from the Train command to the first picture of the run in the dashboard. */
  readonly firstPaint: number;
  /** Milliseconds of a command that does nothing, for scale. */
  readonly emptyCommand: number;
}

export type TimingsOrProblem = Timings | { readonly problem: string };

const config = `data: { source: two-moons, count: 480, validation: 80 }
model:
  latent: 2
  encoder: { kind: mlp, hidden: [16] }
  decoder: { kind: mlp, hidden: [16] }
likelihood: { family: normal, scale: shared, sigma: 0.5 }
training: { batchSize: 32, epochs: 4 }
`;

export async function run(): Promise<void> {
  try {
    say(JSON.stringify(await takeTimings()));
  } catch (error) {
    say(JSON.stringify({ problem: error instanceof Error ? error.message : String(error) }));
  }
}

async function takeTimings(): Promise<Timings> {
  const extension = vscode.extensions.getExtension<ElboLensApi>('elbo-lens.elbo-lens');
  if (extension === undefined) throw new Error('The extension is not in this editor.');
  const api = await extension.activate();
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error('No folder is open.');
  // Written only now: a config in the folder would have activated the extension with the window.
  const uri = vscode.Uri.joinPath(folder.uri, 'bench.elbo.yaml');
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(config));
  await vscode.window.showTextDocument(uri);
  const firstPaint = await timed(async () => paintedAfterTraining(api, uri));
  const emptyCommand = await timed(async () => vscode.commands.executeCommand('noop'));
  return { activate: api.activateMs, firstPaint, emptyCommand };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function paintedAfterTraining(api: ElboLensApi, uri: vscode.Uri): Promise<void> {
  const painted = new Promise<void>((resolve) => {
    const listening = api.onDidPaint(({ panel }) => {
      if (panel !== 'dashboard') return;
      listening.dispose();
      resolve();
    });
  });
  await vscode.commands.executeCommand('elboLens.train', uri);
  await painted;
}
