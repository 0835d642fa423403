// What every part of a page is drawn from: the run as read now, the room there is, and what a person may do.

import type { TrainingControl } from '../elbo/trainingEvent.ts';
import type { ViewCommand } from '../protocol/messages.ts';
import type { RunReading } from './reading.ts';

/** What a person has opened or pointed at; not part of a run, lost with the page. */
export interface PageUi {
  readonly stackAsTable: boolean;
  readonly barsAsTable: boolean;
  /** The step the chart's cursor stands on. */
  readonly cursorStep: number | null;
}

export interface PageActions {
  readonly control: (control: TrainingControl) => void;
  readonly command: (command: ViewCommand, argument?: string) => void;
  readonly changeUi: (change: Partial<PageUi>) => void;
}

/** `narrow`: values move below the chart. `medium`: a side bar. `wide`: labels carry formulas. */
export type Room = 'narrow' | 'medium' | 'wide';

export const roomFor = (width: number): Room =>
  width < 248 ? 'narrow' : width < 380 ? 'medium' : 'wide';

export interface RunPage {
  readonly reading: RunReading;
  /** The same run as it was when numbers were last allowed to change. */
  readonly values: RunReading;
  readonly ui: PageUi;
  readonly act: PageActions;
}
