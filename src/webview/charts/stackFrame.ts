// Everything the stacked chart draws, as numbers: built from a run's columns once per painting.

import { lossesOf } from '../../elbo/losses.ts';
import type { RunReading } from '../reading.ts';
import { totalsOf } from '../../protocol/stepTotals.ts';
import { decimate, type Bin } from '../../protocol/decimate.ts';
import { stackLimits, stackPoints, stepDomain } from './stackGeometry.ts';
import type { StackLimits, StackPoint } from './stackGeometry.ts';

/** `formulas`: name, value and formula; `names`: name and value; `none`: the table says the values. */
export type LabelStyle = 'formulas' | 'names' | 'none';

export interface StackFrame {
  /** Tells this chart's clip and hatch from those of another on the same page. */
  readonly key: string;
  readonly width: number;
  readonly height: number;
  readonly points: readonly StackPoint[];
  readonly extremes: readonly Bin[];
  readonly validation: readonly { readonly step: number; readonly total: number }[];
  readonly validationError: number | null;
  /** The current value the labels print and the axis is scaled to; null before the first step. */
  readonly now: StackPoint | null;
  readonly window: number;
  readonly failedStep: number | null;
  readonly planned: number;
  readonly domainEnd: number;
  readonly limits: StackLimits;
  readonly labels: LabelStyle;
  readonly betaMarks: readonly { readonly step: number; readonly beta: number }[];
  readonly cursor: StackCursor | null;
}

interface StackCursor {
  readonly step: number;
  readonly reconstruction: number;
  readonly kl: number;
}

/** Width kept free behind the last step for the labels. */
const labelWidth: Record<LabelStyle, number> = { formulas: 304, names: 112, none: 0 };

export function stackFrame(
  { run, recent }: RunReading,
  size: { readonly width: number; readonly height: number; readonly labels: LabelStyle },
  cursorStep: number | null,
): StackFrame {
  const { reconstructionLoss, kl } = run.columns;
  const bins = Math.max(16, Math.floor(size.width / 2));
  const points = [
    ...start(run.evaluations),
    ...stackPoints(decimate(reconstructionLoss, bins), decimate(kl, bins)),
  ];
  const now =
    recent === null
      ? null
      : {
          step: run.columns.kl.length,
          kl: recent.kl,
          reconstruction: recent.reconstructionLoss,
          total: recent.total,
        };
  const last = run.evaluations.at(-1)?.validation ?? null;
  return {
    key: run.id.replaceAll(/[^\w-]/g, ''),
    ...size,
    points,
    // Fewer steps than bins: every step is drawn, nothing is hidden by a mean.
    extremes: kl.length <= bins ? [] : decimate(totalsOf(run.columns), bins),
    validation: run.evaluations.flatMap(({ step, validation }) =>
      validation === null ? [] : [{ step, total: lossesOf(validation).total }],
    ),
    validationError: last?.elboStandardError ?? null,
    now,
    window: recent?.window ?? 0,
    failedStep: run.state === 'failed' ? (run.problem?.step ?? null) : null,
    planned: run.plannedSteps,
    domainEnd: stepDomain(
      run.columns.kl.length,
      run.plannedSteps,
      size.width,
      labelWidth[size.labels],
    ),
    limits: stackLimits(points, now, size.height < 150 ? 2 : 4),
    betaMarks: run.betaMarks,
    cursor: cursorStep === null ? null : cursorAt(cursorStep, reconstructionLoss, kl),
  };
}

/** The evaluation before the first step is where the curve begins. */
function start(evaluations: RunReading['run']['evaluations']): readonly StackPoint[] {
  const first = evaluations[0];
  if (first?.step !== 0) return [];
  return [{ step: 0, ...lossesOf(first.train) }];
}

function cursorAt(step: number, reconstruction: Float64Array, kl: Float64Array): StackCursor {
  return {
    step,
    reconstruction: reconstruction[step - 1] ?? Number.NaN,
    kl: kl[step - 1] ?? Number.NaN,
  };
}
