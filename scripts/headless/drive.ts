// Trains one config in an editor that nobody sees: starts the editor with the driver in it, and comes back with
// what the driver wrote down.

import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import type { EngineChoice } from '../../src/config/experiment.ts';
import { runInCodeServer } from '../editor/codeServer.ts';
import { inRepository, scratchFolder } from '../paths.ts';
import { driverVariable, readyAtEnd, type DriverRequest, type Outcome } from './request.ts';

export interface DriveOptions {
  /** Absolute path of the config. */
  readonly config: string;
  /** Instead of the engine the config names. */
  readonly engine?: EngineChoice | undefined;
  readonly onLine?: (line: string) => void;
  /** Called when the run has ended well, while the workbench still shows it. */
  readonly atEnd?: (page: Page) => Promise<void>;
}

export async function drive({ config, engine, onLine, atEnd }: DriveOptions): Promise<Outcome> {
  const scratch = scratchFolder('headless');
  const request: DriverRequest = {
    config,
    engine: engine ?? null,
    outcome: join(scratch, 'outcome.json'),
    seen: atEnd === undefined ? null : join(scratch, 'seen'),
  };
  let page: Page | undefined;
  let trouble: Promise<unknown> = Promise.resolve();
  const look = async (): Promise<void> => {
    try {
      if (page !== undefined) await atEnd?.(page);
    } finally {
      if (request.seen !== null) await writeFile(request.seen, '');
    }
  };
  const { exitCode } = await runInCodeServer({
    suite: inRepository('dist', 'test', 'headless.cjs'),
    // The config may lie anywhere: its own folder is the workspace.
    folder: dirname(config),
    environment: { [driverVariable]: JSON.stringify(request) },
    onPage: (opened) => (page = opened),
    onLine: (line) => {
      if (line === readyAtEnd) trouble = look().catch((error: unknown) => error);
      else onLine?.(line);
    },
  });
  const error = await trouble;
  if (error !== undefined) throw error;
  if (!existsSync(request.outcome)) {
    throw new Error(`The editor ended with exit code ${exitCode} and left no outcome.`);
  }
  return JSON.parse(await readFile(request.outcome, 'utf8')) as Outcome;
}
