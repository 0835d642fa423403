// A Chromium with a page under the webview's policy, in which the worker's bundle trains from a blob.

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import { launchBrowser } from '../../../scripts/editor/browser.ts';
import type { Page } from 'playwright-core';
import type { Experiment } from '../../../src/config/experiment.ts';
import type { TrainingCheckpoint } from '../../../src/elbo/trainingCheckpoint.ts';
import type { TrainingEvent } from '../../../src/elbo/trainingEvent.ts';
import type { FromWorker } from '../../../src/training/messages.ts';

const wasmPath = 'node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm';
const policy =
  "default-src 'none'; script-src 'wasm-unsafe-eval'; worker-src blob:; connect-src 'self'";

/** Chromium offers no WebGPU adapter without a GPU unless told to draw it with the processor. */
export const softwareWebgpu = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
];

export interface TrainerBrowser {
  /** Every event of a run; `prelude` is a script that the worker runs before its own. */
  readonly run: (experiment: Experiment, prelude?: string) => Promise<readonly TrainingEvent[]>;
  /**
   * A run that `prelude` cuts off, and the same run resumed in a new worker without it, from the checkpoint at `step`.
   * Checkpoints are asked for by pausing now and then: their own pace is too slow for a test.
   */
  readonly runThroughLoss: (
    experiment: Experiment,
    prelude: string,
  ) => Promise<{
    readonly before: readonly TrainingEvent[];
    readonly step: number;
    readonly after: readonly TrainingEvent[];
  }>;
  readonly close: () => Promise<void>;
}

export async function openTrainerBrowser(
  switches: readonly string[] = [],
): Promise<TrainerBrowser> {
  const bundle = await build({
    entryPoints: ['src/training/worker.ts'],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    platform: 'browser',
    logLevel: 'silent',
  });
  const script = bundle.outputFiles[0]?.text ?? '';
  const server = createServer((request, response) => {
    const isPage = request.url === '/';
    response.setHeader('content-type', isPage ? 'text/html' : 'application/wasm');
    if (isPage) response.setHeader('content-security-policy', policy);
    response.end(isPage ? '<title>trainer</title>' : readFileSync(wasmPath));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const browser = await launchBrowser(switches);
  const { port } = server.address() as AddressInfo;
  const inPage = async <T>(work: (page: Page) => Promise<T>): Promise<T> => {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${port}/`);
    const result = await work(page);
    await page.close();
    return result;
  };
  return {
    close: async () => {
      await browser.close();
      server.close();
    },
    run: async (experiment, prelude = '') =>
      inPage(async (page) => {
        const scripts = [prelude + script];
        const [events = []] = (await page.evaluate(trainInPage, { scripts, experiment })).runs;
        return events;
      }),
    runThroughLoss: async (experiment, prelude) =>
      inPage(async (page) => {
        const scripts = [prelude + script, script];
        const { runs, step } = await page.evaluate(trainInPage, { scripts, experiment });
        return { before: runs[0] ?? [], step, after: runs[1] ?? [] };
      }),
  };
}

/**
 * Runs in the page: Playwright sends it there as text, so it uses nothing from outside. A worker for each script, one
 * after the other, each resumed from the last checkpoint of the one before.
 */
async function trainInPage({
  scripts,
  experiment,
}: {
  readonly scripts: readonly string[];
  readonly experiment: Experiment;
}): Promise<{ readonly runs: readonly (readonly TrainingEvent[])[]; readonly step: number }> {
  const runs: TrainingEvent[][] = [];
  let checkpoint: TrainingCheckpoint | null = null;
  let step = 0;
  for (const [i, script] of scripts.entries()) {
    const bytes = await (await fetch('/wasm')).arrayBuffer();
    const worker = new Worker(URL.createObjectURL(new Blob([script])));
    const events: TrainingEvent[] = [];
    const resume = i === 0 ? null : { checkpoint, betaMarks: [] };
    step = resume === null ? 0 : ((checkpoint as TrainingCheckpoint | null)?.step ?? 0);
    await new Promise<void>((resolve, reject) => {
      worker.addEventListener('error', ({ message }) => reject(new Error(message)));
      worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
        if (data.type === 'started') {
          worker.postMessage({ type: 'start', experiment, files: [], wasm: { bytes }, resume }, []);
          return;
        }
        if (data.type === 'checkpoint') {
          checkpoint = data.checkpoint;
          return;
        }
        events.push(...data.events);
        const last = events.at(-1);
        const isLast = i === scripts.length - 1;
        // A checkpoint is taken at every pause.
        if (!isLast && last?.kind === 'stepped') {
          for (const kind of ['pause', 'resume']) {
            worker.postMessage({ type: 'control', control: { kind } }, []);
          }
        }
        const isFinished = last?.kind === 'stateChanged' && last.state === 'finished';
        if (isFinished || last?.kind === 'failed' || last?.kind === 'engineLost') resolve();
      });
    });
    worker.terminate();
    runs.push(events);
  }
  return { runs, step };
}
