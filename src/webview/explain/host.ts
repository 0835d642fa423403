// The one connection of an explaining page to the extension host, and what the page keeps of itself over a reload.

import type { FromExplain, ToExplain } from '../../protocol/explain.ts';

interface VsCodeApi {
  postMessage(message: FromExplain): void;
  getState(): unknown;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

export interface ExplainHost {
  readonly send: (message: FromExplain) => void;
  readonly on: (listener: (message: ToExplain) => void) => void;
  /** What `keep` was given last, before the page was loaded anew; of unknown shape, since versions differ. */
  readonly kept: unknown;
  /** What a page that has kept nothing shows first. */
  readonly first: ToExplain | null;
  readonly keep: (state: object) => void;
}

export function connectHost(): ExplainHost {
  const api = acquireVsCodeApi();
  const kept = api.getState();
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- the host has no origin
    send: (message) => api.postMessage(message),
    on: (listener) =>
      window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        if (isMessage(data)) listener(data);
      }),
    kept,
    first: kept === undefined ? firstOf(document.body.dataset['first']) : null,
    keep: (state) => api.setState(state),
  };
}

function firstOf(text: string | undefined): ToExplain | null {
  const message: unknown = text === undefined ? null : JSON.parse(text);
  return isMessage(message) ? message : null;
}

/** Other scripts of the webview's frame may post too; a string tag of ours is what tells them apart. */
const isMessage = (data: unknown): data is ToExplain =>
  typeof data === 'object' && data !== null && tags.has((data as { type?: unknown }).type);

const tags: ReadonlySet<unknown> = new Set<ToExplain['type']>([
  'derivationShown',
  'codeSelected',
  'parametersShown',
  'savedAs',
]);
