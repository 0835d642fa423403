// What commands work with, built once by the composition root.

import type { LogOutputChannel, Uri } from 'vscode';
import type { CodeDiagnostics } from './findings/codeDiagnostics.ts';
import type { CodeFindings } from './findings/codeFindings.ts';
import type { CodeDocuments } from './providers/codeDocuments.ts';
import type { DerivationPanel } from './derivation/derivationPanel.ts';
import type { Documents } from './documents.ts';
import type { PagePanel } from './panels/pagePanel.ts';
import type { Charts } from './panels/charts.ts';
import type { ComparePanel } from './panels/comparePanel.ts';
import type { TrainerPanel } from './panels/trainerPanel.ts';
import type { RunKeeping } from './runs/runKeeping.ts';
import type { Resumer } from './resumer.ts';
import type { RunStore } from './runs/runStore.ts';
import type { Trainer } from './trainer.ts';

export interface Services {
  readonly documents: Documents;
  /** Loss code of open editors. */
  readonly code: CodeDocuments;
  readonly findings: CodeFindings;
  readonly diagnostics: CodeDiagnostics;
  readonly extensionUri: Uri;
  readonly store: RunStore;
  readonly trainer: Trainer;
  readonly resumer: Resumer;
  readonly trainerPanel: TrainerPanel;
  readonly derivationPanel: DerivationPanel;
  readonly expectationPanel: PagePanel;
  readonly densityPanel: PagePanel;
  readonly modelPanel: PagePanel;
  readonly comparePanel: ComparePanel;
  readonly charts: Charts;
  readonly keeping: RunKeeping;
  readonly log: LogOutputChannel;
}

/**
 * A command's work; arguments come from menus, views and other extensions, so their types are unknown. `selected` are all
 * rows of a tree that are selected, where the command was called on one of them.
 */
export type Command = (services: Services, argument?: unknown, selected?: unknown) => unknown;
