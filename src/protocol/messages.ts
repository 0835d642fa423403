// Every message between the extension host and its webviews. Facts go to the webview, wishes come from it.
// Types only: both ends are typed by these unions; the channel that carries them is `channel.ts`.

import type { Experiment } from '../config/experiment.ts';
import type { ResumePoint, TrainingCheckpoint } from '../elbo/trainingCheckpoint.ts';
import type { TrainingControl, TrainingEvent } from '../elbo/trainingEvent.ts';
import type { RunId, RunSnapshot } from './run.ts';

/** A file between host and page: data that a config names, or a picture that the page drew. */
export interface DataFile {
  /** The path as the config writes it, or the picture's name. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** One problem of a config file, for the view that cannot train because of it. */
export interface ConfigProblemSummary {
  readonly line: number;
  readonly message: string;
}

export type ToWebview =
  /** The run to draw, whole: sent on `ready` and whenever another run is shown. Null: no run yet. */
  | {
      readonly type: 'runShown';
      readonly run: RunSnapshot | null;
      /** Config files of the workspace, so that an empty view can offer one. */
      readonly configs: readonly { readonly uri: string; readonly name: string }[];
    }
  /** What happened to the shown run since the last message, in order; `elapsedMs` as in the snapshot. */
  | {
      readonly type: 'runChanged';
      readonly runId: RunId;
      readonly elapsedMs: number;
      readonly live: boolean;
      readonly events: readonly TrainingEvent[];
    }
  /** A config that was asked to train has errors. Null: they are gone. */
  | {
      readonly type: 'configRejected';
      readonly rejection: {
        readonly uri: string;
        readonly name: string;
        readonly problems: readonly ConfigProblemSummary[];
      } | null;
    }
  /** To the panel that compares: these runs, whole, in order; the first is the reference. */
  | { readonly type: 'comparisonShown'; readonly runs: readonly RunSnapshot[] }
  /** To a panel in sight: draw every chart as a picture, and answer with `chartsDrawn`. */
  | { readonly type: 'chartsRequested' }
  /** To the trainer panel alone: start the worker on this experiment. */
  | {
      readonly type: 'trainingRequested';
      readonly runId: RunId;
      readonly experiment: Experiment;
      readonly files: readonly DataFile[];
      /** Null for a run that begins. */
      readonly resume: ResumePoint | null;
    }
  /** To the trainer panel alone: pass this on to the worker. */
  | {
      readonly type: 'controlRequested';
      readonly runId: RunId;
      readonly control: TrainingControl;
    };

/** Commands a view may ask the host to run; the host ignores any other. */
export type ViewCommand =
  | 'elboLens.newConfig'
  | 'elboLens.openSample'
  | 'elboLens.train'
  | 'elboLens.resume'
  | 'elboLens.resumeOnProcessor'
  | 'elboLens.revealConfig'
  | 'elboLens.compareRuns'
  | 'elboLens.exportRun'
  | 'elboLens.openTrainer'
  | 'elboLens.revealTerm'
  | 'elboLens.showLog';

export type FromWebview =
  /** The page has loaded and wants to know what to draw. */
  | { readonly type: 'ready' }
  /** The first picture of a run is on the screen, `sinceNavigationMs` after the page began to load. */
  | { readonly type: 'painted'; readonly sinceNavigationMs: number }
  | { readonly type: 'controlWished'; readonly runId: RunId; readonly control: TrainingControl }
  /** From the trainer panel alone: what its worker reported. */
  | {
      readonly type: 'trainingReported';
      readonly runId: RunId;
      readonly events: readonly TrainingEvent[];
    }
  /** From the trainer panel alone: a state of the run to come back to, after all that was reported of it. */
  | {
      readonly type: 'checkpointTaken';
      readonly runId: RunId;
      readonly checkpoint: TrainingCheckpoint;
    }
  /** Every chart of the page as a PNG: asked for by the host, or by a person at the page. */
  | { readonly type: 'chartsDrawn'; readonly files: readonly DataFile[] }
  | { readonly type: 'commandWished'; readonly command: ViewCommand; readonly argument?: string }
  | {
      readonly type: 'logged';
      readonly level: 'info' | 'warn' | 'error';
      readonly message: string;
    };

/** What a page that compares leaves with the editor, to be brought back with its window. */
export interface PageMemory {
  readonly runs: readonly RunId[];
}

/** Which page a webview shows; written on its body element by the host. */
export type PanelKind = 'trainer' | 'dashboard' | 'compare';
