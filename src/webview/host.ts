// The one connection to the extension host: `acquireVsCodeApi` may be called once per page, and stays in here.

import type { FromWebview, PageMemory, ToWebview } from '../protocol/messages.ts';

interface VsCodeApi {
  postMessage(message: FromWebview): void;
  setState(state: PageMemory): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

export interface Host {
  readonly send: (message: FromWebview) => void;
  /** What the editor gives back when it brings the panel back in another window. */
  readonly remember: (memory: PageMemory) => void;
  readonly on: (listener: (message: ToWebview) => void) => void;
}

export function connectHost(): Host {
  const api = acquireVsCodeApi();
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- the host has no origin
    send: (message) => api.postMessage(message),
    remember: (memory) => api.setState(memory),
    on: (listener) =>
      window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        if (isMessage(data)) listener(data);
      }),
  };
}

/** Other scripts of the webview's frame may post too; a string tag of ours is what tells them apart. */
function isMessage(data: unknown): data is ToWebview {
  return typeof data === 'object' && data !== null && tags.has((data as { type?: unknown }).type);
}

const tags: ReadonlySet<unknown> = new Set<ToWebview['type']>([
  'runShown',
  'runChanged',
  'comparisonShown',
  'chartsRequested',
  'configRejected',
  'trainingRequested',
  'controlRequested',
]);
