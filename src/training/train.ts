// A run from start to end, as a stream of events: steps, evaluations, pictures, checkpoints, and what was asked of
// it. Pull-driven: nothing happens while nobody asks for the next event.

import { klWeight } from '../config/objectiveWeights.ts';
import { plannedSteps, stepsPerEpoch } from '../config/runLength.ts';
import type { Experiment } from '../config/experiment.ts';
import type { PreparedData } from '../data/pipeline.ts';
import { reportData } from '../data/report.ts';
import { getFamily } from '../elbo/families/index.ts';
import { bitsPerDim, bitsPerDimRule } from '../elbo/metrics/bitsPerDim.ts';
import { weightAt } from '../elbo/objectives/schedule.ts';
import { sizeOfCheckpoint, type ResumePoint } from '../elbo/trainingCheckpoint.ts';
import type {
  RunProblem,
  StepColumns,
  TrainingControl,
  TrainingEvent,
} from '../elbo/trainingEvent.ts';
import type { Clock } from './clock.ts';
import type { ControlQueue } from './controls.ts';
import { diagnose, weightsCheck } from './diagnosis.ts';
import type { Engine } from './engine.ts';
import { evaluateSplit, type BitsPerDimOf } from './evaluateSplit.ts';
import { problemOf } from './failureProblem.ts';
import { LastGood } from './lastGood.ts';
import { readLearnedScale } from './learnedScale.ts';
import { HandSetBetas } from './handSetBetas.ts';
import { CheckpointPace, Pace, PicturePace, SpeedMeter } from './pace.ts';
import { mapLatents, takePictures } from './pictures.ts';
import { restoreTraining, saveTraining } from './savedTraining.ts';
import type { TrainingOutput } from './trainingOutput.ts';
import { areFinite, columnsBefore, TermRecorder } from './termRecorder.ts';
import { Trainer } from './trainer.ts';

/** Terms are read back, and reported, this often at most. */
const reportEveryMs = 100;

/** From the start, or as if nothing had happened since `resume`. */
export async function* train(
  experiment: Experiment,
  data: PreparedData,
  engine: Engine,
  controls: ControlQueue,
  clock: Clock,
  resume: ResumePoint | null = null,
): AsyncGenerator<TrainingOutput, void, void> {
  const run = new Run(experiment, data, engine, controls, clock, resume);
  try {
    yield* run.events();
  } finally {
    run.dispose();
  }
}

type Events = AsyncGenerator<TrainingOutput, void, void>;

class Run {
  readonly #experiment: Experiment;
  readonly #data: PreparedData;
  readonly #engine: Engine;
  readonly #controls: ControlQueue;
  readonly #clock: Clock;
  readonly #trainer: Trainer;
  readonly #recorder = new TermRecorder();
  readonly #lastGood: LastGood;
  /** Why the run cannot go on from where it was to be resumed. */
  readonly #misfit: RunProblem | undefined;
  readonly #pace = new Pace();
  readonly #picturePace: PicturePace;
  readonly #checkpointPace: CheckpointPace;
  readonly #speed = new SpeedMeter();
  readonly #plannedSteps: number;
  readonly #evaluateEvery: number;
  readonly #bitsPerDimOf: BitsPerDimOf;
  /** Override the schedule. */
  readonly #betas: HandSetBetas;
  #state: 'training' | 'paused' | 'ended' = 'training';
  #inFlight: Promise<void> | null = null;
  #lastReportMs: number;

  constructor(
    experiment: Experiment,
    data: PreparedData,
    engine: Engine,
    controls: ControlQueue,
    clock: Clock,
    resume: ResumePoint | null,
  ) {
    this.#experiment = experiment;
    this.#data = data;
    this.#engine = engine;
    this.#controls = controls;
    this.#clock = clock;
    this.#trainer = new Trainer(experiment, data);
    this.#betas = new HandSetBetas(resume?.betaMarks ?? []);
    const checkpoint = resume?.checkpoint ?? null;
    this.#misfit = checkpoint === null ? undefined : restoreTraining(this.#trainer, checkpoint);
    this.#lastGood = new LastGood(this.#trainer);
    this.#plannedSteps = plannedSteps(experiment, data.train.count);
    const { every } = experiment.evaluation;
    this.#evaluateEvery = every === 'epoch' ? stepsPerEpoch(experiment, data.train.count) : every;
    const rule = bitsPerDimRule(getFamily(experiment.likelihood.family), data.targets);
    this.#bitsPerDimOf = (nats) =>
      rule.defined ? bitsPerDim(nats, data.dimensions, rule.offset) : null;
    this.#lastReportMs = clock.nowMs();
    this.#picturePace = new PicturePace(clock.nowMs());
    const bytesPerNumber = 4;
    const bytes = this.#trainer.model.parameters.count() * bytesPerNumber;
    this.#checkpointPace = new CheckpointPace(clock.nowMs(), bytes);
  }

  async *events(): Events {
    yield this.#prepared();
    for (const { what, why } of this.#data.notes) yield { kind: 'noted', what, why };
    if (this.#misfit !== undefined) {
      yield { kind: 'failed', problem: this.#misfit };
      return;
    }
    yield this.#stateChanged('training');
    // A run that goes on from a step that was to be evaluated may have been cut short before that was done.
    if (this.#isEvaluationDue()) yield* this.#evaluate();
    this.#speed.restart(this.#trainer.step, this.#clock.nowMs());
    while (this.#state !== 'ended' && this.#trainer.step < this.#plannedSteps) {
      yield* this.#obeyAll();
      if (this.#state === 'training') yield* this.#turn();
    }
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    yield* this.#saveCheckpoint();
    // A stop that cut the last evaluation short leaves the run stopped, not finished.
    yield this.#stateChanged(this.#controls.asksToStop ? 'stopped' : 'finished');
  }

  dispose(): void {
    this.#lastGood.dispose();
    this.#recorder.dispose();
    this.#trainer.dispose();
  }

  #prepared(): TrainingEvent {
    return {
      kind: 'prepared',
      data: reportData(this.#data, getFamily(this.#experiment.likelihood.family)),
      engine: this.#engine.report,
      parameterCount: this.#trainer.model.parameters.count(),
      plannedSteps: this.#plannedSteps,
      stepsPerEpoch: stepsPerEpoch(this.#experiment, this.#data.train.count),
    };
  }

  #stateChanged(state: 'training' | 'paused' | 'finished' | 'stopped'): TrainingEvent {
    return { kind: 'stateChanged', state, step: this.#trainer.step };
  }

  /** Does what was asked; while paused, waits for the next wish. */
  async *#obeyAll(): Events {
    for (;;) {
      const control =
        this.#state === 'paused' ? await this.#controls.next() : this.#controls.take();
      if (control === undefined) return;
      yield* this.#obey(control);
      if (this.#state === 'ended' || this.#trainer.step >= this.#plannedSteps) return;
    }
  }

  async *#obey(control: TrainingControl): Events {
    switch (control.kind) {
      case 'pause':
        if (this.#state !== 'training') return;
        yield* this.#report();
        if (this.#state !== 'training') return;
        yield* this.#saveCheckpoint();
        this.#state = 'paused';
        yield this.#stateChanged('paused');
        return;
      case 'resume':
        if (this.#state !== 'paused') return;
        this.#state = 'training';
        this.#speed.restart(this.#trainer.step, this.#clock.nowMs());
        yield this.#stateChanged('training');
        return;
      case 'stepOnce':
        if (this.#state === 'paused') yield* this.#stepOnce();
        return;
      case 'stop':
        yield* this.#report();
        if (this.#state === 'ended') return;
        yield* this.#saveCheckpoint();
        this.#state = 'ended';
        yield this.#stateChanged('stopped');
        return;
      case 'setBeta':
        this.#betas.set(this.#trainer.step, control.beta);
        yield { kind: 'betaSet', step: this.#trainer.step, beta: control.beta };
        return;
    }
  }

  #step(): void {
    const step = this.#trainer.step + 1;
    const beta = this.#betas.at(step) ?? weightAt(klWeight(this.#experiment.objective), step);
    this.#recorder.record(step, this.#trainer.advance(beta), beta);
  }

  async *#stepOnce(): Events {
    this.#speed.restart(this.#trainer.step, this.#clock.nowMs());
    this.#step();
    yield* this.#report();
    if (this.#isEvaluationDue()) yield* this.#evaluate();
    else yield* this.#showPictures();
  }

  /** Some steps, then what is due: a report, an evaluation, pictures; then others have their turn. */
  async *#turn(): Events {
    const startMs = this.#clock.nowMs();
    const wanted = this.#pace.stepsPerTurn;
    let taken = 0;
    while (taken < wanted && !this.#recorder.isFull) {
      this.#step();
      taken++;
      if (this.#isEvaluationDue() || this.#trainer.step >= this.#plannedSteps) break;
    }
    // Waiting for the turn before keeps one in the queue: the engine never idles, and never more than two wait.
    const before = this.#inFlight;
    this.#inFlight = this.#engine.submitted();
    await before;
    this.#pace.tookTurn(taken, this.#clock.nowMs() - startMs);
    const isDue = this.#clock.nowMs() - this.#lastReportMs >= reportEveryMs;
    if (this.#isEvaluationDue() || this.#recorder.isFull || isDue) yield* this.#report();
    if (this.#state !== 'training') return;
    if (this.#isEvaluationDue()) yield* this.#evaluate();
    else if (this.#picturePace.isDue(this.#clock.nowMs())) yield* this.#showPictures();
    if (this.#checkpointPace.isDue(this.#clock.nowMs())) {
      yield* this.#report();
      if (this.#state === 'training') yield* this.#saveCheckpoint();
    }
    await this.#clock.yieldTurn();
  }

  #isEvaluationDue(): boolean {
    const { step } = this.#trainer;
    return step % this.#evaluateEvery === 0 || step >= this.#plannedSteps;
  }

  /** Reads the terms of the steps since the last report; stops the run if one is not finite. */
  async *#report(): Events {
    if (this.#recorder.isEmpty) return;
    const check = weightsCheck(this.#trainer);
    const [columns, [weights = 0]] = await Promise.all([this.#recorder.read(), check.data()]);
    check.dispose();
    const nowMs = this.#clock.nowMs();
    this.#lastReportMs = nowMs;
    const stepsPerSecond = this.#speed.measure(this.#trainer.step, nowMs);
    if (!areFinite(columns) || !Number.isFinite(weights)) {
      yield* this.#fail(columns, stepsPerSecond);
      return;
    }
    this.#lastGood.move([...columns.beta]);
    yield { kind: 'stepped', columns, stepsPerSecond };
  }

  /** Goes back to the last good weights, reports the steps up to them, and says what happened. */
  async *#fail(columns: StepColumns, stepsPerSecond: number): Events {
    this.#state = 'ended';
    const failure = await diagnose(this.#trainer, ...this.#lastGood.before([...columns.beta]));
    const good = columnsBefore(columns, failure.step);
    if (good.kl.length > 0) yield { kind: 'stepped', columns: good, stepsPerSecond };
    if (failure.step > 1) yield* this.#evaluate();
    yield* this.#saveCheckpoint();
    const { learningRate } = this.#experiment.training;
    yield { kind: 'failed', problem: problemOf(failure, learningRate) };
  }

  async *#evaluate(): Events {
    const { step } = this.#trainer;
    const perEpoch = stepsPerEpoch(this.#experiment, this.#data.train.count);
    const train = await this.#evaluateSplit('train');
    const validation = await this.#evaluateSplit('validation');
    if (train === undefined || validation === undefined) return;
    if (train === null) throw new Error('the training split is empty');
    const learnedScale = await readLearnedScale(this.#trainer);
    const epoch = step / perEpoch;
    yield { kind: 'evaluated', evaluation: { step, epoch, train, validation, learnedScale } };
    yield* this.#showPictures();
    this.#speed.restart(step, this.#clock.nowMs());
  }

  /** `null` where there is no such split, `undefined` where a stop cut it short. */
  async #evaluateSplit(name: 'train' | 'validation') {
    const split = this.#data[name];
    if (split === null) return null;
    const random = this.#trainer.streams.evaluation.fork(name);
    return evaluateSplit(this.#trainer, split, random, this.#bitsPerDimOf, async () => {
      await this.#clock.yieldTurn();
      return this.#controls.asksToStop;
    });
  }

  /** The state after the last step, whose terms and weights are known to be finite and have been reported. */
  async *#saveCheckpoint(): Events {
    const startMs = this.#clock.nowMs();
    const isOver = this.#trainer.step >= this.#plannedSteps;
    const checkpoint = await saveTraining(this.#trainer, { isOver });
    this.#checkpointPace.took(startMs, this.#clock.nowMs(), sizeOfCheckpoint(checkpoint));
    if (this.#engine.watch.isLost) return;
    yield { kind: 'checkpointTaken', checkpoint };
  }

  async *#showPictures(): Events {
    const startMs = this.#clock.nowMs();
    const pictures = await takePictures(this.#trainer);
    if (pictures !== null) yield { kind: 'pictured', pictures };
    const map = await mapLatents(this.#trainer);
    if (map !== null) yield { kind: 'mapped', map };
    this.#picturePace.took(startMs, this.#clock.nowMs());
  }
}
