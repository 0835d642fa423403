// The report of a run trained without a window: what trained, on what, and the terms of the ELBO before and after,
// in nats per datum.

import { formatFixed } from '../../src/elbo/format.ts';
import type { SplitBreakdown } from '../../src/elbo/breakdown.ts';
import type { RunSnapshot } from '../../src/protocol/run.ts';

export interface ReportedTerms {
  readonly reconstruction: number;
  readonly kl: number;
  /** reconstruction - kl. */
  readonly elbo: number;
  /** Null where undefined. */
  readonly bitsPerDim: number | null;
}

export interface ReportedSplits {
  readonly train: ReportedTerms;
  /** Null if the config keeps no data for validation. */
  readonly validation: ReportedTerms | null;
}

export interface Report {
  readonly editor: { readonly name: string; readonly version: string };
  readonly engine: {
    readonly backend: string;
    readonly renderer: string;
    readonly software: boolean;
  };
  readonly data: { readonly name: string; readonly count: number; readonly dimensions: number };
  readonly run: {
    readonly steps: number;
    readonly epochs: number;
    readonly elapsedMs: number;
    readonly stepsPerSecond: number;
  };
  readonly initial: ReportedSplits;
  readonly final: ReportedSplits;
  /** Of the validation split; of the training split where there is no other. */
  readonly klPerDimension: readonly number[];
  /** Paths of the pictures taken, if any were asked for. */
  readonly screenshots: readonly string[];
}

/** The report of a run that has been evaluated at least once; its pictures are added by who takes them. */
export function reportOf(run: RunSnapshot, editor: Report['editor']): Report {
  const { data, engine, evaluations } = run;
  const [initial, final] = [evaluations.at(0), evaluations.at(-1)];
  if (data === null || engine === null || initial === undefined || final === undefined) {
    throw new Error(`Run ${run.name} ended (${run.state}) before it had been evaluated.`);
  }
  return {
    editor,
    engine: { backend: engine.backend, renderer: engine.renderer, software: engine.software },
    data: {
      name: data.name,
      count: data.trainCount + data.validationCount,
      dimensions: data.dimensions,
    },
    run: {
      steps: run.step,
      epochs: final.epoch,
      elapsedMs: run.elapsedMs,
      stepsPerSecond: run.elapsedMs > 0 ? (1000 * run.step) / run.elapsedMs : 0,
    },
    initial: splits(initial),
    final: splits(final),
    klPerDimension: [...(final.validation ?? final.train).klPerDimension],
    screenshots: [],
  };
}

function splits(evaluation: RunSnapshot['evaluations'][number]): ReportedSplits {
  const { train, validation } = evaluation;
  return { train: terms(train), validation: validation === null ? null : terms(validation) };
}

function terms({ reconstruction, kl, elbo, bitsPerDim }: SplitBreakdown): ReportedTerms {
  return { reconstruction, kl, elbo, bitsPerDim };
}

/** One line a person can follow while the run goes on. */
export function progressLine(run: RunSnapshot): string {
  const evaluation = run.evaluations.at(-1);
  if (evaluation === undefined) return `step ${run.step} of ${run.plannedSteps}`;
  const { train, validation } = splits(evaluation);
  const parts = [
    `step ${evaluation.step} of ${run.plannedSteps}`,
    `train ${termsInWords(train)}`,
    ...(validation === null ? [] : [`validation ${termsInWords(validation)}`]),
  ];
  return parts.join('   ');
}

/** The breakdown at the end, as the report has it. */
export function summaryLines(report: Report): readonly string[] {
  const { engine, run, final, data } = report;
  const { train, validation } = final;
  const rows = [
    ['train', train] as const,
    ...(validation === null ? [] : [['validation', validation] as const]),
  ];
  return [
    `${data.name}: ${data.count} data of ${data.dimensions} dimensions; ${run.steps} steps in ` +
      `${(run.elapsedMs / 1000).toFixed(1)} s on ${engine.backend} (${engine.renderer}${engine.software ? ', in software' : ''})`,
    'nats per datum     reconstruction          KL        ELBO   bits/dim',
    ...rows.map(
      ([name, row]) =>
        name.padEnd(19) +
        shown(row.reconstruction).padStart(14) +
        shown(row.kl).padStart(12) +
        shown(row.elbo).padStart(12) +
        (row.bitsPerDim === null ? 'undefined' : shown(row.bitsPerDim)).padStart(11),
    ),
  ];
}

function termsInWords({ reconstruction, kl, elbo }: ReportedTerms): string {
  return `reconstruction ${shown(reconstruction)} − KL ${shown(kl)} = ELBO ${shown(elbo)}`;
}

const shown = (value: number): string => formatFixed(value, 3);
