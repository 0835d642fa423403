// One page: its state, and the drawing of it. Knows the host only as a place to send wishes.

import { html, render, type TemplateResult } from 'lit';
import type { PanelKind, ToWebview } from '../protocol/messages.ts';
import { holdValues } from './heldValues.ts';
import type { Host } from './host.ts';
import { drawCharts } from './chartImages.ts';
import { initialUi, type PageActions, type PageUi } from './page.ts';
import { createPainter } from './painter.ts';
import { panels } from './panels/index.ts';
import { emptyPart, rejectionPart } from './parts/empty.ts';
import { readRun } from './reading.ts';
import { emptyPage, reducePage } from './store.ts';

/** Draws a page under `root`; the result takes the host's messages. */
export function mount(
  root: HTMLElement,
  kind: PanelKind,
  host: Host,
): (message: ToWebview) => void {
  const panel = panels[kind];
  let state = emptyPage;
  let ui: PageUi = initialUi;
  let painted = false;

  const painter = createPainter((now) => {
    const width = document.documentElement.clientWidth - 2 * panel.inset;
    render(content(width, now), root);
    if ((state.run !== null || state.compared.length > 0) && !painted) {
      painted = true;
      tellPainted(host);
    }
  });
  const valuesAt = holdValues(painter.request);
  const act: PageActions = {
    control: (control) => {
      if (state.run !== null) host.send({ type: 'controlWished', runId: state.run.id, control });
    },
    command: (command, argument) =>
      host.send({ type: 'commandWished', command, ...(argument !== undefined && { argument }) }),
    changeUi: (change) => {
      ui = { ...ui, ...change };
      painter.now();
    },
    toggleTable: (chart) => {
      const tables = new Set(ui.tables);
      if (!tables.delete(chart)) tables.add(chart);
      act.changeUi({ tables });
    },
    exportCharts: () => void exportCharts(),
  };

  /** Charts that are read as tables are drawn for the picture, too. */
  const exportCharts = async (): Promise<void> => {
    const { tables } = ui;
    act.changeUi({ tables: new Set(), cursorStep: null });
    await new Promise(requestAnimationFrame);
    host.send({ type: 'chartsDrawn', files: await drawCharts(root) });
    act.changeUi({ tables });
  };

  const content = (width: number, now: number): TemplateResult => {
    const { run, rejection, connected } = state;
    if (!connected) return html`<p class="dim waiting">Waiting for ELBO Lens.</p>`;
    if (panel.shows === 'comparison') {
      return panel.draw({ readings: state.compared.map(readRun), ui, act }, width);
    }
    const rejected = rejectionPart(state, act);
    if (run === null) return html`${rejected}${rejection === null ? emptyPart(state, act) : ''}`;
    const reading = readRun(run);
    const page = { reading, values: valuesAt(reading, now), ui, act };
    return html`${rejected}${panel.draw(page, width)}`;
  };

  new ResizeObserver(painter.now).observe(document.documentElement);
  return (message) => {
    if (message.type === 'chartsRequested') {
      act.exportCharts();
      return;
    }
    if (message.type === 'comparisonShown') {
      host.remember({ runs: message.runs.map(({ id }) => id) });
    }
    const before = state.run?.id;
    state = reducePage(state, message);
    // A cursor stands on a step of the run it was set on.
    if (state.run?.id !== before) ui = { ...ui, cursorStep: null };
    painter.request();
  };
}

/** After the frame that is being drawn now has reached the screen. */
function tellPainted(host: Host): void {
  requestAnimationFrame(() =>
    setTimeout(() => host.send({ type: 'painted', sinceNavigationMs: performance.now() })),
  );
}
