// The process: `elbo-lens` itself, and each of its worker threads, which run this same script.

import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { isMainThread, parentPort } from 'node:worker_threads';
import { type Job, analyse } from './analyser.ts';
import { WorkerPool } from './pool.ts';
import { run } from './run.ts';

/** More would compete for memory rather than save time. */
const mostWorkers = 8;

const heapMegabytes = 1024;

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(__dirname, '../package.json'), 'utf8'));
  return String((manifest as { readonly version?: unknown }).version);
}

async function command(): Promise<void> {
  // Whoever reads may have had enough (`| head`): no error of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? 0 : 2);
  });
  const size = Math.min(availableParallelism(), mostWorkers);
  try {
    process.exitCode = await run(process.argv.slice(2), {
      stdin: process.stdin,
      stdout: process.stdout,
      stderr: process.stderr,
      version: version(),
      width: 2 * size,
      openAnalyser: (secondsPerFile) =>
        new WorkerPool({ script: __filename, size, secondsPerFile, heapMegabytes }),
    });
  } catch (error) {
    process.stderr.write(`elbo-lens: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  }
}

if (isMainThread) void command();
// A message channel between threads has no origin to name.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
else parentPort?.on('message', (job: Job) => parentPort?.postMessage(analyse(job)));
