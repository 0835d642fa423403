// The package that is published: what `dist` holds now, as one `.vsix` file.

import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { runCommand } from './children.ts';
import { inRepository, repository } from './paths.ts';

/** Packs `dist` as it is into `path`, relative to the repository. */
export async function pack(path: string): Promise<void> {
  await mkdir(dirname(inRepository(path)), { recursive: true });
  const vsce = inRepository('node_modules', '@vscode', 'vsce', 'vsce');
  const args = [
    vsce,
    'package',
    '--no-dependencies',
    '--allow-missing-repository',
    '--no-rewrite-relative-links',
    '--out',
    path,
  ];
  const { code, output } = await runCommand(process.execPath, args, {
    cwd: repository,
    quiet: true,
  });
  if (code !== 0) throw new Error(`The package could not be made.\n${output}`);
}
