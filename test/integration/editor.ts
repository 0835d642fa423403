// What the suites inside VS Code share: the extension's interface, files of the workspace, and waiting.

import assert from 'node:assert/strict';
import { commands, extensions, Uri, window, workspace } from 'vscode';
import type { TextDocument } from 'vscode';
import type { ElboLensApi, TrainOutcome } from '../../src/extension/api.ts';
import type { CommandId } from '../../src/extension/contributions/commands.ts';
import type { RunId, RunSnapshot } from '../../src/protocol/run.ts';

export const extensionId = 'elbo-lens.elbo-lens';

export async function activated(): Promise<ElboLensApi> {
  const extension = extensions.getExtension<ElboLensApi>(extensionId);
  assert.ok(extension, `${extensionId} is in this editor`);
  const api = await extension.activate();
  await api.restored;
  return api;
}

/** The first value `look` gives that is not undefined. */
export async function eventually<T>(
  what: string,
  look: () => T | undefined | Promise<T | undefined>,
  timeoutMs = 30_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const value = await look();
    if (value !== undefined) return value;
    if (Date.now() > deadline) assert.fail(`not within ${timeoutMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** A file of a folder that is open, by default the first. */
export function inWorkspace(name: string, folderAt = 0): Uri {
  const folder = workspace.workspaceFolders?.[folderAt];
  assert.ok(folder, 'a folder is open');
  return Uri.joinPath(folder.uri, name);
}

export const writeFile = (name: string, content: string | Uint8Array): Promise<Uri> =>
  writeAt(inWorkspace(name), content);

export async function writeAt(uri: Uri, content: string | Uint8Array): Promise<Uri> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  await workspace.fs.writeFile(uri, bytes);
  return uri;
}

export const openConfig = (name: string, text: string): Promise<TextDocument> =>
  openAt(inWorkspace(name), text);

/**
 * A file of such a text in an editor. A file that says it already is not written again: an editor that sees a
 * file while it is written takes it for empty, and reads it anew a moment later.
 */
export async function openAt(uri: Uri, text: string): Promise<TextDocument> {
  if ((await contentOf(uri)) !== text) await writeAt(uri, text);
  const document = await workspace.openTextDocument(uri);
  await window.showTextDocument(document);
  await eventually('the editor shows what was written', () =>
    document.getText() === text ? true : undefined,
  );
  return document;
}

async function contentOf(uri: Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}

export async function runCommand<T>(id: CommandId, ...args: readonly unknown[]): Promise<T> {
  return commands.executeCommand<T>(id, ...args);
}

/** Trains a config by the command a person would use; the run it began. */
export async function begin(uri: Uri): Promise<RunId> {
  const outcome = await runCommand<TrainOutcome>('elboLens.train', uri);
  assert.equal(outcome.kind, 'started');
  return outcome.kind === 'started' ? outcome.runId : '';
}

/** The run once it is in one of some states. */
export async function reached(
  id: RunId,
  ...states: readonly RunSnapshot['state'][]
): Promise<RunSnapshot> {
  const api = await activated();
  return eventually(`run ${id} is ${states.join(' or ')}`, () => {
    const run = api.runs.get(id);
    assert.ok(run, 'the run is there');
    if (run.state === 'failed' && !states.includes('failed')) {
      assert.fail(`the run failed: ${JSON.stringify(run.problem)}`);
    }
    return states.includes(run.state) ? run : undefined;
  });
}

/** Two moons and a small network: a run of a second. */
export function smallConfig(
  training = '{ learningRate: 0.01, batchSize: 32, epochs: 20, engine: cpu }',
): string {
  return `data: { source: two-moons, count: 400, validation: 80 }
model:
  latent: 2
  encoder: { kind: mlp, hidden: [16] }
  decoder: { kind: mlp, hidden: [16] }
likelihood: { family: normal, scale: shared, sigma: 0.5 }
training: ${training}
evaluation: { passes: 4 }
`;
}

/** Two moons for longer than any test lasts. */
export const endlessConfig = smallConfig('{ batchSize: 32, epochs: 100000, engine: cpu }');

/** Binarised IDX images, and a network of a second. */
export const idxConfig = (images: string, more = ''): string => `data:
  source: idx
  images: ${images}
${more}  transform: threshold
model:
  latent: 2
  encoder: { kind: mlp, hidden: [8] }
  decoder: { kind: mlp, hidden: [8] }
likelihood: { family: bernoulli }
training: { batchSize: 2, epochs: 2, engine: cpu }
`;
