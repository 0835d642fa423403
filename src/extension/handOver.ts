// The last step before training, the first time and every time a run is taken up again: its data files are read and
// everything goes to the trainer panel. What is wrong with the files ends the run, in words.

import { Uri, workspace } from 'vscode';
import type { Experiment } from '../config/experiment.ts';
import type { ResumePoint } from '../elbo/trainingCheckpoint.ts';
import type { RunSnapshot } from '../protocol/run.ts';
import { setting } from './contributions/settings.ts';
import type { TrainerPanel } from './panels/trainerPanel.ts';
import { readDataFiles } from './runs/dataFiles.ts';
import { filesBeside } from './runs/fileAccess.ts';
import { isInProgress, type RunStore } from './runs/runStore.ts';

export interface HandOver {
  readonly run: RunSnapshot;
  readonly experiment: Experiment;
  /** Null for a run that begins. */
  readonly resume: ResumePoint | null;
}

export async function handOver(
  { run, experiment, resume }: HandOver,
  store: RunStore,
  panel: TrainerPanel,
): Promise<void> {
  const config = Uri.parse(run.configUri);
  const limit = setting(workspace.getConfiguration('elboLens', config), 'data.maxFileSizeMiB');
  const data = await readDataFiles(experiment, filesBeside(config), limit);
  const current = store.get(run.id);
  // Stopped while its files were read.
  if (!current?.live || !isInProgress(current.state)) return;
  if (data.kind === 'problem') {
    store.append(run.id, [{ kind: 'failed', problem: data.problem }]);
    return;
  }
  panel.start(run, {
    type: 'trainingRequested',
    runId: run.id,
    experiment,
    files: data.files,
    resume,
  });
}
