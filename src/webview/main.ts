// A page begins here: reads from its body what it is to show, connects to the host, draws what the host tells it.
// In the trainer's page it also holds the worker.

import { html, render, type TemplateResult } from 'lit';
import type { PanelKind, ToWebview } from '../protocol/messages.ts';
import { connectHost, type Host } from './host.ts';
import type { PageActions, PageUi } from './page.ts';
import { createPainter, prefersReducedMotion, valueInterval } from './painter.ts';
import { panels } from './panels/index.ts';
import { emptyPart, rejectionPart } from './parts/empty.ts';
import { readRun, type RunReading } from './reading.ts';
import { createTrainerRuns, type TrainerRuns } from './run.ts';
import { emptyPage, reducePage } from './store.ts';
import { defineControls } from './toolkit.ts';

function mount(root: HTMLElement, kind: PanelKind, host: Host): (message: ToWebview) => void {
  const panel = panels[kind];
  let state = emptyPage;
  let ui: PageUi = { stackAsTable: false, barsAsTable: false, cursorStep: null };
  let values: { readonly reading: RunReading; readonly at: number } | undefined;
  let firstPicture = true;

  const act: PageActions = {
    control: (control) => {
      if (state.run !== null) host.send({ type: 'controlWished', runId: state.run.id, control });
    },
    command: (command, argument) =>
      host.send({
        type: 'commandWished',
        command,
        ...(argument === undefined ? {} : { argument }),
      }),
    changeUi: (change) => {
      ui = { ...ui, ...change };
      painter.now();
    },
  };

  /** Printed numbers change at most four times a second; a change of state shows at once. */
  const valuesOf = (reading: RunReading, now: number): RunReading => {
    const shown = values?.reading.run;
    const stale =
      values === undefined ||
      shown?.id !== reading.run.id ||
      shown.state !== reading.run.state ||
      reading.run.state === 'paused' ||
      now - values.at >= valueInterval(prefersReducedMotion());
    if (stale) values = { reading, at: now };
    // The last change of a run must be printed too, even if nothing follows that asks for a drawing.
    else setTimeout(painter.request, valueInterval(prefersReducedMotion()));
    return values?.reading ?? reading;
  };

  const draw = (now: number): void => {
    const width = document.documentElement.clientWidth - 2 * panel.inset;
    render(content(width, now), root);
    if (state.run !== null && firstPicture) {
      firstPicture = false;
      requestAnimationFrame(() =>
        setTimeout(() => host.send({ type: 'painted', sinceNavigationMs: performance.now() })),
      );
    }
  };
  const painter = createPainter(draw);

  const content = (width: number, now: number): TemplateResult => {
    const { run, rejection, connected } = state;
    if (!connected) return html`<p class="dim waiting">Waiting for ELBO Lens.</p>`;
    const rejected = rejection === null ? '' : rejectionPart(state, act);
    if (run === null) return html`${rejected}${rejection === null ? emptyPart(state, act) : ''}`;
    const reading = readRun(run);
    return html`${rejected}${panel.drawRun({ reading, values: valuesOf(reading, now), ui, act }, width)}`;
  };

  new ResizeObserver(painter.now).observe(document.documentElement);
  return (message) => {
    state = reducePage(state, message);
    painter.request();
  };
}

/** Training requests and controls go to the worker; everything else is for drawing. */
function serveTraining(runs: TrainerRuns, message: ToWebview): void {
  if (message.type === 'trainingRequested') void runs.start(message);
  if (message.type === 'controlRequested') runs.control(message.runId, message.control);
}

function main(): void {
  const { panel, workerUri, wasmUri } = document.body.dataset as Record<string, string | undefined>;
  const kind: PanelKind = panel === 'trainer' ? 'trainer' : 'dashboard';
  defineControls();
  const host = connectHost();
  const root = document.createElement('div');
  root.className = `page ${kind}-page`;
  document.body.append(root);
  const onMessage = mount(root, kind, host);
  const runs =
    kind === 'trainer'
      ? createTrainerRuns(host, { worker: workerUri ?? '', wasm: wasmUri ?? '' })
      : undefined;
  host.on((message) => {
    onMessage(message);
    if (runs !== undefined) serveTraining(runs, message);
  });
  window.addEventListener('error', ({ message }) =>
    host.send({ type: 'logged', level: 'error', message: `Page: ${message}` }),
  );
  host.send({ type: 'ready' });
}

main();
