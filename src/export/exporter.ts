// What a way to export a run must state. Pure: a run goes in, files come out; where they are put is the host's matter.

import type { TrainingCheckpoint } from '../elbo/trainingCheckpoint.ts';
import type { RunSnapshot } from '../protocol/run.ts';

export interface ExportedFile {
  /** Below the folder, or the file's own name. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

interface Described {
  readonly id: string;
  /** As a list offers it. */
  readonly label: string;
  /** One line: what it is good for. */
  readonly detail: string;
}

/** One file; `extension` without a dot. */
interface OneFile {
  readonly form: 'file';
  readonly extension: string;
}

/** Several files in a folder of their own. */
interface Folder {
  readonly form: 'folder';
}

export type Exporter = Described &
  (OneFile | Folder) &
  (
    | {
        /** What a run has measured. */
        readonly needs: 'history';
        readonly write: (run: RunSnapshot) => readonly ExportedFile[];
      }
    | {
        /** What a run has learned: its latest checkpoint. */
        readonly needs: 'weights';
        readonly write: (
          run: RunSnapshot,
          checkpoint: TrainingCheckpoint,
        ) => readonly ExportedFile[];
      }
  );
