import assert from 'node:assert/strict';
import { ConfigurationTarget, extensions, Uri, workspace } from 'vscode';
import { idxFile } from '../data/idxFiles.ts';
import { bernoulliSum } from '../analysis/features/losses.ts';
import {
  activated,
  begin,
  extensionId,
  idxConfig,
  inWorkspace,
  openConfig,
  reached,
  smallConfig,
  writeAt,
  writeFile,
} from './editor.ts';
import { hoverOn, lensesOf } from './shown.ts';

const pictures = idxFile(
  [6, 4, 4],
  Uint8Array.from({ length: 6 * 16 }, (_, i) => (i * 37) % 256),
);

interface Manifest {
  readonly capabilities: Readonly<
    Record<
      'untrustedWorkspaces' | 'virtualWorkspaces',
      { readonly supported: unknown; readonly description: string }
    >
  >;
}

describe('a workspace that nobody trusts', () => {
  before(activated);

  it('is what these tests run in', () => {
    assert.equal(workspace.isTrusted, false);
  });

  it('is told by the manifest what is off, and why', () => {
    const manifest = extensions.getExtension(extensionId)?.packageJSON as Manifest;
    const { untrustedWorkspaces, virtualWorkspaces } = manifest.capabilities;
    assert.equal(untrustedWorkspaces.supported, 'limited');
    assert.match(untrustedWorkspaces.description, /data files outside the workspace are not read/u);
    assert.equal(virtualWorkspaces.supported, 'limited');
    assert.match(virtualWorkspaces.description, /Data files elsewhere on a disk/u);
  });

  it('has its loss code explained: nothing of it is run', async () => {
    const document = await openConfig('trusted.py', bernoulliSum);
    assert.match(await hoverOn(document, 'BCE ='), /Bernoulli log probability/u);
    assert.equal((await lensesOf(document)).length, 1);
  });

  it('trains on data that are made, and on its own files', async () => {
    const made = await openConfig('made.elbo.yaml', smallConfig());
    await reached(await begin(made.uri), 'finished');
    await writeFile('own-images', pictures);
    const own = await openConfig('own.elbo.yaml', idxConfig('own-images'));
    const { data } = await reached(await begin(own.uri), 'finished');
    assert.equal(data?.trainCount, 6);
  });

  it('does not get files from outside, and says what would change that', async () => {
    await writeAt(Uri.joinPath(inWorkspace('..'), 'outside-images'), pictures);
    const { uri } = await openConfig('outside.elbo.yaml', idxConfig('../outside-images'));
    const { problem } = await reached(await begin(uri), 'failed');
    assert.match(problem?.what ?? '', /"\.\.\/outside-images" is not read/u);
    assert.match(problem?.why ?? '', /outside the workspace, and this workspace is not trusted/u);
    assert.match(problem?.now ?? '', /trust it with the command "Workspaces: Manage/u);
    assert.equal(problem?.configPath, 'data.images');
  });

  it('cannot raise the size of data files, which is a matter of the user', async () => {
    const settings = workspace.getConfiguration('elboLens', inWorkspace('own.elbo.yaml'));
    const name = 'data.maxFileSizeMiB';
    await settings.update(name, 1, ConfigurationTarget.WorkspaceFolder);
    try {
      const seen = workspace.getConfiguration('elboLens', inWorkspace('own.elbo.yaml'));
      assert.equal(seen.get(name), 256);
    } finally {
      await settings.update(name, undefined, ConfigurationTarget.WorkspaceFolder);
    }
  });
});
