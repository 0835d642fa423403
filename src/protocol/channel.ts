// Both ends of the wire between the host and a webview: the shape of every message the host accepts, and a
// handler per kind. What `messages.ts` says in types is checked here in values; the keys cannot drift apart.

import type { RunState, TrainingControl, TrainingEvent } from '../elbo/trainingEvent.ts';
import type { FromWebview, ViewCommand } from './messages.ts';
import { boolean, bytes, count, float32s, float64s, listOf, nullable, number } from './shape.ts';
import { object, oneOf, optional, string, tagged, type Shape } from './shape.ts';

const state = oneOf('preparing', 'training', 'paused', 'finished', 'stopped', 'failed');
state satisfies Shape<RunState>;

const viewCommand = oneOf(
  'elboLens.newConfig',
  'elboLens.openSample',
  'elboLens.train',
  'elboLens.revealConfig',
  'elboLens.openTrainer',
  'elboLens.showLog',
);
viewCommand satisfies Shape<ViewCommand>;

const splitBreakdown = object({
  reconstruction: number,
  kl: number,
  elbo: number,
  bitsPerDim: nullable(number),
  count,
  passes: count,
  elboStandardError: nullable(number),
  klPerDimension: float64s,
  varianceOfMean: float64s,
  importanceBound: nullable(number),
});

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

const problem = object({
  what: string,
  why: string,
  now: string,
  configPath: nullable(string),
  step: nullable(number),
  term: nullable(string),
  layer: nullable(string),
});

const dataReport = object({
  name: string,
  kind: oneOf('image', 'tabular'),
  shape: listOf(number),
  dimensions: count,
  trainCount: count,
  validationCount: count,
  minimum: number,
  maximum: number,
  bitsPerDimUndefinedBecause: nullable(string),
});

const engineReport = object({
  backend: oneOf('webgl', 'webgpu', 'wasm', 'cpu'),
  renderer: string,
  software: boolean,
  reason: string,
});

const pictures = object({
  step: count,
  count,
  data: float32s,
  reconstructions: float32s,
  sampleCount: count,
  samples: float32s,
});

const latentMap = object({
  step: count,
  count,
  points: float32s,
  labels: nullable(bytes),
  projection: oneOf('latent', 'principalComponents'),
  latentDimensions: count,
  explained: number,
  priorSigma: number,
});

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
  evaluated: object({
    evaluation: object({
      step: count,
      epoch: number,
      train: splitBreakdown,
      validation: nullable(splitBreakdown),
      learnedScale: nullable(number),
    }),
  }),
  pictured: object({ pictures }),
  mapped: object({ map: latentMap }),
  betaSet: object({ step: count, beta: number }),
  noted: object({ what: string, why: string }),
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
