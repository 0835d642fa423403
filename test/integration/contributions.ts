import assert from 'node:assert/strict';
import { commands, extensions } from 'vscode';
import { activated, extensionId } from './editor.ts';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly category: string }[];
  };
}

describe('the extension in a real editor', () => {
  it('activates and exports its interface', async () => {
    const api = await activated();
    assert.deepEqual(Object.keys(api).toSorted(), [
      'activateMs',
      'control',
      'onDidPaint',
      'restored',
      'runs',
      'train',
    ]);
  });

  it('has a handler for every command of its manifest', async () => {
    await activated();
    const manifest = extensions.getExtension(extensionId)?.packageJSON as Manifest;
    const contributed = manifest.contributes.commands.map(({ command }) => command);
    const registered = new Set(await commands.getCommands(true));
    assert.ok(contributed.length > 0);
    assert.deepEqual(
      contributed.filter((command) => !registered.has(command)),
      [],
    );
  });

  it('has no run in progress to control', async () => {
    const api = await activated();
    for (const kind of ['pause', 'resume', 'stepOnce', 'stop'] as const) {
      assert.equal(api.control({ kind }), false);
    }
  });
});
