// Everything that is tested inside VS Code, in either extension host. Each host has an entry of its own, since hosts
// differ in how they are told what to run and how they say what came of it.

import NodeMocha from 'mocha';
import { workspace } from 'vscode';
import { say } from '../../scripts/editor/suite.ts';
import type { Counts } from '../../scripts/stages/stage.ts';
import { eventually } from './editor.ts';

/** Built for browsers, the package is an instance that has begun, and its class a global. */
const Mocha = (globalThis as { readonly Mocha?: typeof NodeMocha }).Mocha ?? NodeMocha;

/** Only tests whose title matches, if that is asked. */
export async function runSuites(only?: string): Promise<Counts> {
  const mocha = new Mocha({
    ui: 'bdd',
    reporter: Mocha.reporters.Spec,
    timeout: 60_000,
    color: false,
    forbidOnly: true,
    forbidPending: true,
  });
  if (only !== undefined) mocha.grep(new RegExp(only));
  Mocha.reporters.Base.consoleLog = (text = '', ...values) => say(filled(String(text), values));
  mocha.suite.emit('pre-require', globalThis as unknown as NodeMocha.MochaGlobals, '', mocha);
  await (workspace.workspaceFile ? restrictedFolders() : wholeFolder());
  let passed = 0;
  const failed = await new Promise<number>((resolve) => {
    mocha.run(resolve).on('pass', () => (passed += 1));
  });
  return { passed, failed };
}

/** What is tested with one folder open. */
async function wholeFolder(): Promise<void> {
  await import('./contributions.ts');
  await import('./configFiles.ts');
  await import('./newConfig.ts');
  await import('./lossCode.ts');
  await import('./derivation.ts');
  await import('./explain.ts');
  await import('./findings.ts');
  await import('./alongsideCode.ts');
  await import('./training.ts');
  await import('./badData.ts');
  await import('./dataFiles.ts');
  await import('./runs.ts');
  await import('./resuming.ts');
  await import('./exporting.ts');
}

/** What is tested with two folders open that nobody trusts. */
async function restrictedFolders(): Promise<void> {
  // A workspace file in memory is read once the extension that holds the memory has begun.
  await eventually('the folders of the workspace file are open', () =>
    workspace.workspaceFolders?.length === 2 ? true : undefined,
  );
  await import('./untrusted.ts');
  await import('./folders.ts');
}

/** `%s` and `%d` filled in, as consoles do. */
function filled(text: string, values: readonly unknown[]): string {
  const rest = [...values];
  return text.replaceAll(/%[sdij]/gu, (hole) => (rest.length > 0 ? String(rest.shift()) : hole));
}
