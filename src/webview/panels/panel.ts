// What a panel states: how a run, or several, are laid out in the room there is. Everything without a run is the same
// for all.

import type { TemplateResult } from 'lit';
import type { ComparePage, RunPage } from '../page.ts';

interface Laid {
  /** Pixels between the page's edge and its content. */
  readonly inset: number;
}

export interface RunPanel extends Laid {
  readonly shows: 'run';
  readonly draw: (page: RunPage, width: number) => TemplateResult;
}

export interface ComparisonPanel extends Laid {
  readonly shows: 'comparison';
  readonly draw: (page: ComparePage, width: number) => TemplateResult;
}

export type Panel = RunPanel | ComparisonPanel;
