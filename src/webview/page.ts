// What every part of a page is drawn from: the run as read now, the room there is, and what a person may do.

import type { TrainingControl } from '../elbo/trainingEvent.ts';
import type { ViewCommand } from '../protocol/messages.ts';
import type { LossTerm } from '../elbo/losses.ts';
import type { RunReading } from './reading.ts';

/** Charts that can be read as rows instead. */
export type ChartId = 'stack' | 'beta' | 'bars' | 'latent' | 'scatter' | 'overlay' | 'rate';

/** What a person has opened or pointed at; not part of a run, lost with the page. */
export interface PageUi {
  /** Charts that are shown as tables. */
  readonly tables: ReadonlySet<ChartId>;
  /** The step the chart's cursor stands on. */
  readonly cursorStep: number | null;
  /** What the chart of several runs draws. */
  readonly comparedTerm: LossTerm;
  /** Whether a comparison lists settings that are equal, too. */
  readonly allSettings: boolean;
}

export const initialUi: PageUi = {
  tables: new Set(),
  cursorStep: null,
  comparedTerm: 'total',
  allSettings: false,
};

export interface PageActions {
  readonly control: (control: TrainingControl) => void;
  readonly command: (command: ViewCommand, argument?: string) => void;
  readonly changeUi: (change: Partial<PageUi>) => void;
  readonly toggleTable: (chart: ChartId) => void;
  /** Draws every chart of the page as a picture and sends them to the host. */
  readonly exportCharts: () => void;
}

/** `narrow`: values move below the chart. `medium`: a side bar. `wide`: labels carry formulas. */
export type Room = 'narrow' | 'medium' | 'wide';

export const roomFor = (width: number): Room =>
  width < 248 ? 'narrow' : width < 380 ? 'medium' : 'wide';

/** What a person can look at and do, whatever a page shows. */
interface PageParts {
  readonly ui: PageUi;
  readonly act: PageActions;
}

/** Several runs side by side, in order; the first is what the others are measured against. */
export interface ComparePage extends PageParts {
  readonly readings: readonly RunReading[];
}

export interface RunPage extends PageParts {
  readonly reading: RunReading;
  /** The same run as it was when numbers were last allowed to change. */
  readonly values: RunReading;
}
