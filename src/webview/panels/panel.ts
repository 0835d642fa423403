// What a panel states: how a run is laid out in the room there is. Everything without a run is the same for all.

import type { TemplateResult } from 'lit';
import type { RunPage } from '../page.ts';

export interface Panel {
  /** Pixels between the page's edge and its content. */
  readonly inset: number;
  readonly drawRun: (page: RunPage, width: number) => TemplateResult;
}
