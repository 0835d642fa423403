// The trainer page's engine room: starts the worker of a run, passes wishes on to it and its reports to the host.
// Nothing is drawn from here; the page draws what the host tells every view.

import { arraysOf } from '../elbo/trainingCheckpoint.ts';
import type { TrainingControl, TrainingEvent } from '../elbo/trainingEvent.ts';
import type { ToWebview } from '../protocol/messages.ts';
import type { FromWorker, StartTraining, ToWorker } from '../training/messages.ts';
import type { Host } from './host.ts';
import { silenceMs, StopDeadline } from './stopDeadline.ts';

type Request = Extract<ToWebview, { type: 'trainingRequested' }>;

/** A worker that has not answered by then will not: its script was blocked or broke while loading. */
const handshakeMs = 10_000;

export interface RunUris {
  readonly worker: string;
  readonly wasm: string;
}

/** The run in progress. */
interface Current {
  readonly runId: string;
  readonly worker: Worker;
  readonly deadline: StopDeadline;
}

export interface TrainerRuns {
  readonly start: (request: Request) => Promise<void>;
  readonly control: (runId: string, control: TrainingControl) => void;
  readonly end: () => void;
}

export function createTrainerRuns(host: Host, uris: RunUris): TrainerRuns {
  let current: Current | undefined;
  let wanted: string | undefined;

  const end = (): void => {
    current?.deadline.cancel();
    current?.worker.terminate();
    current = undefined;
    wanted = undefined;
  };
  const report = (runId: string, events: readonly TrainingEvent[]): void =>
    host.send({ type: 'trainingReported', runId, events });
  const fail = (runId: string, why: string): void => {
    if (wanted !== runId) return;
    end();
    host.send({ type: 'logged', level: 'error', message: `Trainer worker: ${why}` });
    report(runId, [failure(why)]);
  };

  return {
    end,
    control: (runId, control) => {
      if (current?.runId !== runId) return;
      post(current.worker, { type: 'control', control });
      if (control.kind === 'stop') current.deadline.stopWished();
    },
    start: async (request) => {
      end();
      const { runId } = request;
      wanted = runId;
      try {
        const [script, wasm] = await Promise.all([fetchBlob(uris.worker), fetchWasm(uris.wasm)]);
        if (wanted !== runId) return;
        const worker = startWorker(script);
        const deadline = new StopDeadline(silenceMs, (lastWords) => {
          end();
          report(runId, lastWords);
        });
        current = { runId, worker, deadline };
        listen(current, request, wasm);
      } catch (error) {
        fail(runId, `its script could not be loaded (${words(error)}).`);
      }
    },
  };

  function listen(
    { worker, runId, deadline }: Current,
    request: Request,
    wasm: StartTraining['wasm'],
  ): void {
    const timer = setTimeout(
      () => fail(runId, `it did not answer within ${handshakeMs / 1000} s of being started.`),
      handshakeMs,
    );
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
      if (current?.worker !== worker) return;
      switch (data.type) {
        case 'started':
          clearTimeout(timer);
          post(worker, startMessage(request, wasm));
          break;
        case 'checkpoint':
          deadline.heard([]);
          host.send({ type: 'checkpointTaken', runId, checkpoint: data.checkpoint });
          break;
        case 'events':
          deadline.heard(data.events);
          report(runId, data.events);
          if (data.events.some(endsRun)) end();
          break;
      }
    });
    worker.addEventListener('error', (event) => {
      // Reported here; it need not reach the page's own listener as well.
      event.preventDefault();
      clearTimeout(timer);
      if (current?.worker === worker) fail(runId, `${event.message || 'its script broke off'}.`);
    });
  }
}

/** Finished, stopped and failed runs free their worker, its memory and its graphics context. */
const endsRun = (event: TrainingEvent): boolean =>
  event.kind === 'failed' ||
  event.kind === 'engineLost' ||
  (event.kind === 'stateChanged' &&
    (event.state === 'finished' || event.state === 'stopped' || event.state === 'failed'));

const startMessage = (
  { experiment, files, resume }: Request,
  wasm: StartTraining['wasm'],
): ToWorker => ({ type: 'start', experiment, files, wasm, resume });

function post(worker: Worker, message: ToWorker): void {
  worker.postMessage(message, message.type === 'start' ? [...buffersOf(message)] : []);
}

/** Data sets and weights are moved, not copied: the page has no use for them, and they may be large. */
function buffersOf({ files, wasm, resume }: StartTraining): readonly Transferable[] {
  const checkpoint = resume?.checkpoint ?? null;
  const weights = checkpoint === null ? [] : arraysOf(checkpoint);
  const buffers = [...files.map(({ bytes }) => bytes), ...weights]
    .map(({ buffer }) => buffer)
    .filter((buffer) => buffer instanceof ArrayBuffer);
  return [...new Set([...buffers, ...('bytes' in wasm ? [wasm.bytes] : [])])];
}

/** A webview may not run a worker from its resource origin; from a blob of the same bytes it may. */
function startWorker(script: Blob): Worker {
  const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  try {
    return new Worker(url, { name: 'ELBO Lens trainer' });
  } finally {
    // The worker has taken the URL when the constructor returns; its bytes may go once it has loaded them.
    setTimeout(() => URL.revokeObjectURL(url), handshakeMs);
  }
}

async function fetchBlob(uri: string): Promise<Blob> {
  const response = await fetch(uri);
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.blob();
}

async function fetchWasm(uri: string): Promise<StartTraining['wasm']> {
  try {
    const response = await fetch(uri);
    if (!response.ok) return { missing: `HTTP ${response.status}` };
    return { bytes: await response.arrayBuffer() };
  } catch (error) {
    return { missing: words(error) };
  }
}

const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const failure = (why: string): TrainingEvent => ({
  kind: 'failed',
  problem: {
    what: 'Training could not run.',
    why: `The trainer worker failed: ${why}`,
    now: 'Train again. If it fails again, the log (ELBO: Show Log) has the details.',
    configPath: null,
    step: null,
    term: null,
    layer: null,
  },
});
