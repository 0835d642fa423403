// Runs inside the editor's extension host as if it were a test suite: how long a hover over loss code takes to come,
// with the mathematics loaded. Every statement that assigns or returns is hovered over, whether there is a term or not.

import * as vscode from 'vscode';
import { say } from '../editor/suite.ts';

export interface HoverTimes {
  /** Milliseconds of each hover that said something. */
  readonly hovers: readonly number[];
}

export type HoverTimesOrProblem = HoverTimes | { readonly problem: string };

const file = 'hovers.py';
/** The first bring the mathematics with them. */
const warmUps = 20;
const most = 300;

export async function run(): Promise<void> {
  try {
    say(JSON.stringify({ hovers: await takeTimes() } satisfies HoverTimes));
  } catch (error) {
    say(JSON.stringify({ problem: error instanceof Error ? error.message : String(error) }));
  }
}

async function takeTimes(): Promise<readonly number[]> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error('No folder is open.');
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, file));
  await vscode.window.showTextDocument(document);
  const places = [...document.getText().matchAll(/^ *(?:\w+ = |return )/gmu)].map(
    ({ 0: code, index }) => document.positionAt(index + code.length - 2),
  );
  const times: number[] = [];
  for (const [at, place] of places.entries()) {
    const start = performance.now();
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      place,
    );
    const elapsed = performance.now() - start;
    if (at >= warmUps && hovers.length > 0) times.push(elapsed);
    if (times.length >= most) break;
  }
  if (times.length === 0) throw new Error('No hover came.');
  return times;
}
