// What the extension exports: for our own drivers and tests, and for other extensions that want to read runs.

import type { Uri } from 'vscode';
import type { TrainingControl } from '../elbo/trainingEvent.ts';
import type { ExplainKind } from '../protocol/explain.ts';
import type { PanelKind } from '../protocol/messages.ts';
import type { RunId, RunSnapshot } from '../protocol/run.ts';
import type { Listen } from './emitter.ts';
import type { RunChange } from './runs/runStore.ts';

export type TrainOutcome =
  | { readonly kind: 'started'; readonly runId: RunId }
  /** The config has errors; the first one's message and 1-based line. */
  | { readonly kind: 'rejected'; readonly message: string; readonly line: number }
  /** The user was asked (another run is in progress) and said no. */
  | { readonly kind: 'declined' };

export interface Paint {
  readonly panel: PanelKind | ExplainKind;
  readonly sinceNavigationMs: number;
}

export interface ElboLensApi {
  readonly runs: {
    /** Newest first. */
    list(): readonly RunSnapshot[];
    get(id: RunId): RunSnapshot | undefined;
    readonly onDidChange: Listen<RunChange>;
  };
  /** Trains the config at `uri`. With `replace`, a run in progress is stopped without asking. */
  train(uri: Uri, options?: { readonly replace?: boolean }): Promise<TrainOutcome>;
  /** Asks something of the run in progress; false if there is none. */
  control(control: TrainingControl): boolean;
  /** Resolves once past runs have been read from disk. */
  readonly restored: Promise<void>;
  /** Milliseconds `activate` took, for benchmarks. */
  readonly activateMs: number;
  /** First pictures of runs on a page, for benchmarks. */
  readonly onDidPaint: Listen<Paint>;
}
