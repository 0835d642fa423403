// One term of several runs over steps, as numbers: what the chart of a comparison draws.

import { ticks } from 'd3-array';
import type { ComparedRun, Split } from '../comparison.ts';
import { lossesOf, type LossTerm } from '../../elbo/losses.ts';
import { totalsOf } from '../../protocol/stepTotals.ts';
import { decimate } from '../../protocol/decimate.ts';

interface SeriesPoint {
  readonly step: number;
  readonly value: number;
}

export interface Series {
  readonly letter: string;
  readonly index: number;
  readonly name: string;
  readonly points: readonly SeriesPoint[];
  readonly last: SeriesPoint | null;
}

export interface OverlayFrame {
  readonly width: number;
  readonly height: number;
  readonly term: LossTerm;
  readonly series: readonly Series[];
  readonly domainEnd: number;
  readonly lower: number;
  readonly upper: number;
  readonly ticks: readonly number[];
  readonly labelWidth: number;
  readonly cursorStep: number | null;
}

/** Training means, or the evaluations of the validation split. */
export function seriesOf(
  { run, letter }: ComparedRun,
  index: number,
  term: LossTerm,
  split: Split,
  bins: number,
): Series {
  const points = (split === 'validation' ? evaluated(run, term) : trained(run, term, bins)).filter(
    ({ value }) => Number.isFinite(value),
  );
  return { letter, index, name: run.name, points, last: points.at(-1) ?? null };
}

function evaluated(run: ComparedRun['run'], term: LossTerm): readonly SeriesPoint[] {
  return run.evaluations.flatMap(({ step, validation }) =>
    validation === null ? [] : [{ step, value: lossesOf(validation)[term] }],
  );
}

function trained({ columns }: ComparedRun['run'], term: LossTerm, bins: number) {
  const column = {
    total: totalsOf(columns),
    reconstruction: columns.reconstructionLoss,
    kl: columns.kl,
  }[term];
  return decimate(column, bins).map(({ step, mean }) => ({ step, value: mean }));
}

/** The first steps of a run are several times higher than what is to be told apart; they may leave the picture. */
const early = 0.1;

export function overlayFrame(
  series: readonly Series[],
  planned: number,
  size: Pick<OverlayFrame, 'width' | 'height' | 'term' | 'labelWidth' | 'cursorStep'>,
): OverlayFrame {
  const settled = series.flatMap(({ points, last }) =>
    points.filter(({ step }) => step >= early * (last?.step ?? 0)).map(({ value }) => value),
  );
  const [low, high] = [Math.min(...settled, Infinity), Math.max(...settled, -Infinity)];
  const isEmpty = !(low <= high);
  const room = isEmpty ? 1 : (high - low) * 0.08 || Math.max(1, Math.abs(high)) * 0.05;
  const [lower, upper] = isEmpty ? [0, 1] : [low - room, high + room];
  const end = Math.max(1, ...series.map(({ last }) => last?.step ?? 0));
  const drawn = Math.max(1, size.width - size.labelWidth);
  return {
    ...size,
    series,
    lower,
    upper,
    ticks: isEmpty ? [] : ticks(lower, upper, 4),
    domainEnd: Math.max(planned, (end * size.width) / drawn),
  };
}

/** The value of a series at a step: of the point at it or the last one before. */
export const valueAt = ({ points }: Series, step: number): number | undefined =>
  points.findLast((point) => point.step <= step)?.value;
