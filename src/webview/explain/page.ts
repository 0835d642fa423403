// What an explaining page is: a state that messages and the person change, drawn whole after each change, kept over a
// reload. Knows the host only as a place to send wishes.

import { render, type TemplateResult } from 'lit';
import type { ToExplain } from '../../protocol/explain.ts';
import { firstPaint } from '../firstPaint.ts';
import { createPainter } from '../painter.ts';
import type { ExplainHost } from './host.ts';

/** What parts of a page may do. */
export interface Acting<State> {
  readonly host: Pick<ExplainHost, 'send'>;
  /** Changes the state and draws in the next frame. */
  readonly change: (change: Partial<State> | ((state: State) => Partial<State>)) => void;
}

export interface ExplainPage<State extends object> {
  readonly initial: State;
  /** The state that a page had before it was loaded anew, as far as it makes sense. */
  readonly restore: (kept: unknown) => State;
  /** What of the state is worth keeping. */
  readonly kept: (state: State) => object;
  readonly receive: (state: State, message: ToExplain) => Partial<State>;
  readonly draw: (state: State, width: number, act: Acting<State>) => TemplateResult;
  /** After the page has been drawn. */
  readonly drawn?: (root: HTMLElement, state: State) => void;
}

/** Draws a page under `root` and follows messages. */
export function mountExplaining<State extends object>(
  root: HTMLElement,
  page: ExplainPage<State>,
  host: ExplainHost,
): void {
  let state = page.restore(host.kept);
  if (host.first) state = { ...state, ...page.receive(state, host.first) };
  const inset = 24;
  const roomOf = (): number => document.documentElement.clientWidth - 2 * inset;

  let width = 0;
  const draw = (): void => {
    width = roomOf();
    render(page.draw(state, width, act), root);
    page.drawn?.(root, state);
  };
  const painter = createPainter(draw);
  const act: Acting<State> = {
    host,
    change: (change) => {
      state = { ...state, ...(typeof change === 'function' ? change(state) : change) };
      keepSoon();
      painter.now();
    },
  };

  /** Kept when nothing has changed for a moment: a dragged slider changes sixty times a second. */
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keepSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => host.keep(page.kept(state)), 200);
  };

  host.on((message) => act.change(page.receive(state, message)));
  draw();
  new ResizeObserver(() => {
    if (roomOf() !== width) painter.now();
  }).observe(document.documentElement);
  void firstPaint.then((sinceNavigationMs) => host.send({ type: 'painted', sinceNavigationMs }));
}
