// Everything a run is and measured, as JSON for other programs. Arrays are lists; numbers that JSON has no word for
// are the texts "NaN", "Infinity" and "-Infinity". Pictures are left out: they are megabytes, and PNG says them better.

import type { RunSnapshot } from '../protocol/run.ts';
import type { Exporter } from './exporter.ts';
import { encodeUtf8 } from './utf8.ts';

/** Raised when a reader of the file would have to change. */
const version = 1;

function document(run: RunSnapshot): object {
  return {
    format: 'elbo-lens-run',
    version,
    units: 'nats per datum; losses are lower is better; the KL is unweighted',
    name: run.name,
    id: run.id,
    state: run.state,
    startedAt: new Date(run.startedAt).toISOString(),
    elapsedMs: run.elapsedMs,
    experiment: run.experiment,
    data: run.data,
    engine: run.engine,
    parameterCount: run.parameterCount,
    plannedSteps: run.plannedSteps,
    stepsPerEpoch: run.stepsPerEpoch,
    steps: run.columns,
    evaluations: run.evaluations,
    betaSetByHand: run.betaMarks,
    notes: run.notes,
    problem: run.problem,
  };
}

/** A value as JSON can say it. */
function plain(_: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return ArrayBuffer.isView(value) ? Array.from(value as unknown as ArrayLike<number>) : value;
}

export const runJson = {
  id: 'json',
  label: 'Run as JSON',
  detail: 'Config, data, engine, every step and every evaluation with its KL per dimension.',
  form: 'file',
  extension: 'json',
  needs: 'history',
  write: (run) => [
    { path: 'run.json', bytes: encodeUtf8(`${JSON.stringify(document(run), plain, 1)}\n`) },
  ],
} as const satisfies Exporter;
