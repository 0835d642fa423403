// Takes up a run that was cut off: from its latest checkpoint, in this window's trainer panel, as if nothing had
// happened. By itself where the engine was lost or the page loaded anew; else when a person asks for it.

import { window } from 'vscode';
import { completeExperiment } from '../config/defaults.ts';
import type { Experiment } from '../config/experiment.ts';
import { formatCount } from '../elbo/format.ts';
import type { RunId, RunNote, RunSnapshot } from '../protocol/run.ts';
import { handOver } from './handOver.ts';
import type { TrainerPanel } from './panels/trainerPanel.ts';
import type { Checkpoints } from './runs/checkpoints.ts';
import { EngineRecovery } from './runs/engineRecovery.ts';
import type { RunKeeping } from './runs/runKeeping.ts';
import type { RunOwners } from './runs/runOwners.ts';
import type { RunChange, RunStore } from './runs/runStore.ts';
import type { Trainer } from './trainer.ts';

interface ResumeOptions {
  /** Why the run was cut off, where it goes on by itself; nobody is asked anything then. */
  readonly after?: string;
  /** On an engine that needs no GPU. */
  readonly onProcessor?: boolean;
}

export class Resumer {
  readonly #store: RunStore;
  readonly #panel: TrainerPanel;
  readonly #trainer: Trainer;
  readonly #checkpoints: Checkpoints;
  readonly #owners: RunOwners;
  readonly #recovery: EngineRecovery;
  readonly #subscriptions: readonly { dispose(): void }[];

  constructor(
    store: RunStore,
    panel: TrainerPanel,
    trainer: Trainer,
    { checkpoints, owners }: Pick<RunKeeping, 'checkpoints' | 'owners'>,
  ) {
    this.#store = store;
    this.#panel = panel;
    this.#trainer = trainer;
    this.#checkpoints = checkpoints;
    this.#owners = owners;
    this.#recovery = new EngineRecovery(Date.now);
    this.#subscriptions = [
      store.onDidChange((change) => this.#onChange(change)),
      panel.onDidReload((id) => this.resume(id, { after: 'The trainer page was loaded anew.' })),
    ];
  }

  /** False if the run cannot go on, or a person decided otherwise; why is said. */
  async resume(id: RunId, options: ResumeOptions = {}): Promise<boolean> {
    const asked = this.#store.get(id);
    if (!asked || asked.live) return false;
    const isAsked = options.after === undefined;
    if (isAsked && !(await this.#trainer.makeRoom(asked.name))) return false;
    if (!(await this.#owners.claim(id))) return inAnotherWindow(asked);
    const length = asked.columns.kl.length;
    const checkpoint = (await this.#checkpoints.find(id, length)) ?? null;
    const step = checkpoint?.step ?? 0;
    if (isAsked && step === 0 && !(await startOver(asked))) {
      await this.#owners.release(id);
      return false;
    }
    const run = this.#store.resume(id, step, words(asked, step, options.after));
    if (!run) return false;
    const experiment = engineFor(completeExperiment(run.experiment), options);
    const resume = { checkpoint, betaMarks: run.betaMarks };
    await handOver({ run, experiment, resume }, this.#store, this.#panel);
    return true;
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #onChange(change: RunChange): void {
    if (change.kind !== 'changed') return;
    const loss = change.events.find((event) => event.kind === 'engineLost');
    if (loss === undefined) return;
    if (this.#recovery.lost(change.runId)) {
      void this.resume(change.runId, { after: loss.problem.what });
    }
  }
}

/** What is said while the run is on its way back. */
function words(run: RunSnapshot, step: number, after: string | undefined): RunNote {
  const repeated = run.columns.kl.length - step;
  const from = step === 0 ? 'the start' : `the checkpoint at step ${formatCount(step)}`;
  const again =
    repeated === 0
      ? ''
      : ` ${formatCount(repeated)} ${repeated === 1 ? 'step is' : 'steps are'} repeated with the same random numbers; the curve will be the same.`;
  return {
    what: after ?? `Going on from step ${formatCount(step)}.`,
    why: after === undefined ? again.trim() : `Going on from ${from}.${again}`,
  };
}

function engineFor(experiment: Experiment, { onProcessor = false }: ResumeOptions): Experiment {
  if (!onProcessor) return experiment;
  const { model, training } = experiment;
  const convolves = model.encoder.kind === 'conv' || model.decoder.kind === 'conv';
  return { ...experiment, training: { ...training, engine: convolves ? 'cpu' : 'wasm' } };
}

function inAnotherWindow({ name }: RunSnapshot): false {
  void window.showInformationMessage(
    `"${name}" is in progress in another window. Pause or stop it there before resuming it here.`,
  );
  return false;
}

/** A run without a usable checkpoint begins anew; the curve is the same, but it takes as long as the first time. */
async function startOver({ name }: RunSnapshot): Promise<boolean> {
  const goOn = 'Start from step 0';
  const answer = await window.showWarningMessage(
    `"${name}" has no checkpoint that can be used. Start it from step 0?`,
    {
      modal: true,
      detail:
        'The same random numbers give the same curve; it takes as long as the first time. The log (ELBO: Show Log) says what is wrong with its checkpoint.',
    },
    goOn,
  );
  return answer === goOn;
}
