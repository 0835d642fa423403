// A page begins here: reads from its body what it is to show, connects to the host, draws what the host tells it.
// In the trainer's page it also holds the worker.

import type { PanelKind, ToWebview } from '../protocol/messages.ts';
import { connectHost } from './host.ts';
import { mount } from './mount.ts';
import { createTrainerRuns, type TrainerRuns } from './run.ts';
import { defineControls } from './toolkit.ts';

function main(): void {
  const { panel, workerUri, wasmUri } = document.body.dataset as Record<string, string | undefined>;
  // The host writes one of the kinds; a page without one is drawn as the side bar's.
  const kind = (panel ?? 'dashboard') as PanelKind;
  defineControls();
  const host = connectHost();
  const root = document.createElement('main');
  root.className = `page ${kind}-page`;
  document.body.append(root);
  const draw = mount(root, kind, host);
  const runs =
    kind === 'trainer'
      ? createTrainerRuns(host, { worker: workerUri ?? '', wasm: wasmUri ?? '' })
      : undefined;
  host.on((message) => {
    draw(message);
    if (runs !== undefined) serveTraining(runs, message);
  });
  window.addEventListener('error', ({ message }) =>
    host.send({ type: 'logged', level: 'error', message: `Page: ${message}` }),
  );
  host.send({ type: 'ready' });
}

/** Training requests and controls go to the worker; everything else is for drawing. */
function serveTraining(runs: TrainerRuns, message: ToWebview): void {
  if (message.type === 'trainingRequested') void runs.start(message);
  if (message.type === 'controlRequested') runs.control(message.runId, message.control);
}

main();
