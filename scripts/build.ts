// Builds `dist` as `npm run build` does, in a process of its own.

import { runCommand } from './children.ts';
import { repository } from './paths.ts';

export async function build(options: { readonly tests: boolean }): Promise<void> {
  const args = ['esbuild.mjs', ...(options.tests ? ['--tests'] : [])];
  const { code } = await runCommand(process.execPath, args, { cwd: repository });
  if (code !== 0) throw new Error('The build failed; its messages are above.');
}
