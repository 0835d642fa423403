// Both ends of the wire between the host and a webview: the shape of every message the host accepts, and a
// handler per kind. What `messages.ts` says in types is checked here in values; the keys cannot drift apart.

import type { TrainingControl, TrainingEvent } from '../elbo/trainingEvent.ts';
import type { FromWebview, ViewCommand } from './messages.ts';
import { checkpoint } from './checkpointShape.ts';
import { betaMark, dataReport, engineReport, evaluation, latentMap } from './eventShapes.ts';
import { note, pictures, problem, state } from './eventShapes.ts';
import { bytes, count, float64s, listOf, number, object, oneOf, optional } from './shape.ts';
import { string, tagged, type Shape } from './shape.ts';

const viewCommand = oneOf(
  'elboLens.newConfig',
  'elboLens.openSample',
  'elboLens.train',
  'elboLens.resume',
  'elboLens.resumeOnProcessor',
  'elboLens.revealConfig',
  'elboLens.compareRuns',
  'elboLens.exportRun',
  'elboLens.openTrainer',
  'elboLens.revealTerm',
  'elboLens.showLog',
);
viewCommand satisfies Shape<ViewCommand>;

const columns = object({
  firstStep: count,
  reconstructionLoss: float64s,
  kl: float64s,
  beta: float64s,
});

const stepColumns = (value: unknown): boolean =>
  columns(value) &&
  value.firstStep >= 1 &&
  value.kl.length === value.reconstructionLoss.length &&
  value.kl.length === value.beta.length;

type ByTag<Union, Tag extends string> =
  Union extends Readonly<Record<Tag, infer K extends string>> ? Record<K, Shape<unknown>> : never;
type Both<U> = (U extends unknown ? (u: U) => void : never) extends (i: infer I) => void
  ? I
  : never;
/** A shape for every kind of the union, so that a new kind without one does not compile. */
type ShapesOf<Union, Tag extends string> = Both<ByTag<Union, Tag>>;

const any: Shape<unknown> = (value): value is unknown => value !== undefined;

const events = {
  prepared: object({
    data: dataReport,
    engine: engineReport,
    parameterCount: count,
    plannedSteps: count,
    stepsPerEpoch: count,
  }),
  stateChanged: object({ state, step: count }),
  stepped: object({ columns: stepColumns as Shape<unknown>, stepsPerSecond: number }),
  evaluated: object({ evaluation }),
  pictured: object({ pictures }),
  mapped: object({ map: latentMap }),
  betaSet: betaMark,
  noted: note,
  checkpointed: object({ step: count }),
  resumed: object({ step: count, what: string, why: string }),
  engineLost: object({ problem }),
  failed: object({ problem }),
} satisfies ShapesOf<TrainingEvent, 'kind'>;

const control = tagged('kind', {
  pause: any,
  resume: any,
  stepOnce: any,
  stop: any,
  setBeta: object({
    beta: ((value) => typeof value === 'number' && value >= 0 && value < Infinity) as Shape<number>,
  }),
} satisfies ShapesOf<TrainingControl, 'kind'>) as Shape<TrainingControl>;

const event = tagged('kind', events) as Shape<TrainingEvent>;

const fromWebview = {
  ready: any,
  painted: object({ sinceNavigationMs: number }),
  controlWished: object({ runId: string, control }),
  checkpointTaken: object({ runId: string, checkpoint }),
  chartsDrawn: object({ files: listOf(object({ path: string, bytes })) }),
  trainingReported: object({ runId: string, events: listOf(event) }),
  commandWished: object({ command: viewCommand, argument: optional(string) }),
  logged: object({ level: oneOf('info', 'warn', 'error'), message: string }),
} satisfies ShapesOf<FromWebview, 'type'>;

/** True if a value a webview posted is one of our messages. Anything else is to be dropped. */
export const isFromWebview = tagged('type', fromWebview) as Shape<FromWebview>;

type Message = { readonly type: string };

/** One handler for each kind of message. */
export type Handlers<M extends Message> = {
  readonly [K in M['type']]: (message: Extract<M, { readonly type: K }>) => void;
};

/** Calls the handler of the message's kind. */
export function handle<M extends Message>(message: M, handlers: Handlers<M>): void {
  const handler = handlers[message.type as M['type']] as (message: M) => void;
  handler(message);
}
