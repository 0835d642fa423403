// The worker's bundle in a real Chromium, started from a blob as a webview starts it, under the webview's policy.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../scripts/editor/browser.ts';
import type { EngineChoice, Experiment } from '../../src/config/experiment.ts';
import type { TrainingEvent } from '../../src/elbo/trainingEvent.ts';
import { experimentOf } from '../training/support/runs.ts';

const wasmPath = 'node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm';
const policy =
  "default-src 'none'; script-src 'wasm-unsafe-eval'; worker-src blob:; connect-src 'self'";

const mlp = (engine: EngineChoice): Experiment =>
  experimentOf(`
data: { source: two-moons, count: 200, validation: 50 }
model: { latent: 2, encoder: { kind: mlp, hidden: [16] }, decoder: { kind: mlp, hidden: [16] } }
likelihood: { family: normal, sigma: 0.1 }
training: { steps: 12, batchSize: 50, learningRate: 0.01, engine: ${engine} }
`);

const conv = (engine: EngineChoice): Experiment =>
  experimentOf(`
data: { source: stroke-digits, count: 60, validation: 20, transform: threshold }
model:
  latent: 3
  encoder: { kind: conv, channels: [4, 8] }
  decoder: { kind: conv, channels: [4, 8] }
likelihood: { family: bernoulli }
training: { steps: 4, batchSize: 20, engine: ${engine} }
evaluation: { pictures: 2, latentPoints: 10 }
`);

describe('The trainer worker in a browser', function () {
  this.timeout(180_000);
  let browser: Browser;
  let server: Server;
  let worker: string;

  before(async () => {
    browser = await launchBrowser();
    const bundle = await build({
      entryPoints: ['src/training/worker.ts'],
      bundle: true,
      write: false,
      minify: true,
      format: 'iife',
      platform: 'browser',
      logLevel: 'silent',
    });
    worker = bundle.outputFiles[0]?.text ?? '';
    server = createServer((request, response) => {
      const isPage = request.url === '/';
      response.setHeader('content-type', isPage ? 'text/html' : 'application/wasm');
      if (isPage) response.setHeader('content-security-policy', policy);
      response.end(isPage ? '<title>trainer</title>' : readFileSync(wasmPath));
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
  });
  after(async () => {
    await browser.close();
    server.close();
  });

  const run = async (experiment: Experiment): Promise<readonly TrainingEvent[]> => {
    const page = await browser.newPage();
    const { port } = server.address() as AddressInfo;
    await page.goto(`http://127.0.0.1:${port}/`);
    return page.evaluate(
      async ({ script, experiment }) => {
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
      },
      { script: worker, experiment },
    );
  };

  const checkTrained = (events: readonly TrainingEvent[], backend: string) => {
    const prepared = events.find((event) => event.kind === 'prepared');
    assert.equal(prepared?.engine.backend, backend, JSON.stringify(events.at(-1)));
    const evaluations = events.flatMap((event) =>
      event.kind === 'evaluated' ? [event.evaluation] : [],
    );
    const [first, last] = [evaluations[0], evaluations.at(-1)];
    assert.ok(first && last && last.step === prepared.plannedSteps);
    assert.ok(last.train.elbo > first.train.elbo, `${first.train.elbo} -> ${last.train.elbo}`);
    return prepared.engine;
  };

  it('trains on WebGL when told to, and says whether a processor draws it', async () => {
    const { renderer, software } = checkTrained(await run(mlp('webgl')), 'webgl');
    assert.notEqual(renderer, '');
    assert.equal(software, /swiftshader|llvmpipe/iu.test(renderer));
  });

  it('trains convolutions on WebGL', async () => {
    checkTrained(await run(conv('webgl')), 'webgl');
  });

  it('trains on WebAssembly from the bytes it was given', async () => {
    checkTrained(await run(mlp('wasm')), 'wasm');
  });

  it('agrees between WebGL and WebAssembly on the terms of the first steps', async () => {
    const [onWebgl, onWasm] = [await run(mlp('webgl')), await run(mlp('wasm'))];
    const first = (events: readonly TrainingEvent[]) =>
      events.find((event) => event.kind === 'evaluated')?.evaluation.train.elbo ?? Number.NaN;
    const [a, b] = [first(onWebgl), first(onWasm)];
    assert.ok(Math.abs(a - b) <= 2e-5 * Math.abs(b), `${a} and ${b}`);
  });
});
