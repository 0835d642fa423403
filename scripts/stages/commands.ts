// Stages that are commands of this repository's tools: pure tests, browser tests, types, lint, format, build.

import { join } from 'node:path';
import { build } from '../build.ts';
import { runCommand } from '../children.ts';
import { inRepository, repository } from '../paths.ts';
import { asCounts, mochaCounts, type Counts, type Stage } from './stage.ts';

/** Tests run by mocha in this Node: those of `.mocharc.json`, or those that match `pattern`. */
export function mochaStage(name: string, pattern?: string): Stage {
  const script = inRepository('node_modules', 'mocha', 'bin', 'mocha.js');
  const ownArgs =
    pattern === undefined
      ? [script]
      : // Browsers start slowly on a busy machine; a hanging test is still ended.
        [
          '--import=tsx',
          script,
          '--no-config',
          '--forbid-only',
          '--forbid-pending',
          '--fail-zero',
          '--timeout=120000',
          pattern,
        ];
  return {
    name,
    async run(): Promise<Counts> {
      const { code, output } = await runCommand(process.execPath, ownArgs, { cwd: repository });
      const counts = mochaCounts(output) ?? { passed: 0, failed: 1 };
      // Mocha may fail without a failing test: a file that does not load, a promise nobody awaited.
      return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
    },
  };
}

/** A tool of `node_modules/.bin` that must end with 0. */
export function toolStage(name: string, tool: string, ...args: readonly string[]): Stage {
  return {
    name,
    async run(): Promise<Counts> {
      const program = join(repository, 'node_modules', '.bin', tool);
      const shell = process.platform === 'win32';
      const { code } = await runCommand(program, args, { cwd: repository, shell });
      return asCounts(code === 0);
    },
  };
}

export const buildStage: Stage = {
  name: 'build',
  async run(): Promise<Counts> {
    await build({ tests: true });
    return asCounts(true);
  },
};
