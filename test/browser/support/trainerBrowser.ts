// A Chromium with a page under the webview's policy, in which the worker's bundle trains from a blob.

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import { launchBrowser } from '../../../scripts/editor/browser.ts';
import type { Experiment } from '../../../src/config/experiment.ts';
import type { TrainingEvent } from '../../../src/elbo/trainingEvent.ts';

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
  return {
    close: async () => {
      await browser.close();
      server.close();
    },
    run: async (experiment, prelude = '') => {
      const page = await browser.newPage();
      await page.goto(`http://127.0.0.1:${port}/`);
      const events = await page.evaluate(trainInPage, { script: prelude + script, experiment });
      await page.close();
      return events;
    },
  };
}

/** Runs in the page: Playwright sends it there as text, so it uses nothing from outside. */
async function trainInPage({
  script,
  experiment,
}: {
  readonly script: string;
  readonly experiment: Experiment;
}): Promise<readonly TrainingEvent[]> {
  const bytes = await (await fetch('/wasm')).arrayBuffer();
  const worker = new Worker(URL.createObjectURL(new Blob([script])));
  const events: TrainingEvent[] = [];
  await new Promise<void>((resolve, reject) => {
    worker.addEventListener('error', ({ message }) => reject(new Error(message)));
    worker.addEventListener('message', ({ data }) => {
      if (data.type === 'started') {
        worker.postMessage({ type: 'start', experiment, files: [], wasm: { bytes } }, []);
      } else {
        events.push(...data.events);
        const last = events.at(-1);
        const isFinished = last?.kind === 'stateChanged' && last.state === 'finished';
        if (isFinished || last?.kind === 'failed') resolve();
      }
    });
  });
  worker.terminate();
  return events;
}
