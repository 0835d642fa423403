// Small models with weights, as runs that can be exported.

import { newRun } from '../../src/protocol/reduceRun.ts';
import { reportData } from '../../src/data/report.ts';
import type { Files } from '../../src/data/parameters.ts';
import { getFamily } from '../../src/elbo/families/index.ts';
import type { TrainingCheckpoint } from '../../src/elbo/trainingCheckpoint.ts';
import type { RunSnapshot } from '../../src/protocol/run.ts';
import { saveTraining } from '../../src/training/savedTraining.ts';
import { Trainer } from '../../src/training/trainer.ts';
import { engineFor, experimentOf, preparedFor } from '../training/support/runs.ts';

export interface Trained {
  readonly trainer: Trainer;
  readonly run: RunSnapshot;
  readonly checkpoint: TrainingCheckpoint;
}

/** A model after a few steps, so that no weight is at its start. */
export async function trained(yaml: string, files?: Files): Promise<Trained> {
  const experiment = experimentOf(yaml);
  await engineFor('cpu', experiment);
  const data = preparedFor(experiment, files);
  const trainer = new Trainer(experiment, data);
  for (let i = 0; i < 3; i += 1) {
    const { reconstructionLoss, kl } = trainer.advance(1);
    reconstructionLoss.dispose();
    kl.dispose();
  }
  const begun = newRun({
    id: 'r1',
    name: 'tried out',
    configUri: 'file:///tried.elbo.yaml',
    experiment,
    startedAt: 0,
  });
  const family = getFamily(experiment.likelihood.family);
  return {
    trainer,
    run: { ...begun, step: 3, data: reportData(data, family) },
    checkpoint: await saveTraining(trainer, { isOver: true }),
  };
}
