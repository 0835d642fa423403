// Several runs laid beside each other: the numbers that are compared, on the same split for all, and what they say.

import { getFamily } from '../elbo/families/index.ts';
import type { SplitBreakdown } from '../elbo/breakdown.ts';
import type { RunSnapshot } from '../protocol/run.ts';
import { letterOf } from './charts/runMarks.ts';
import { lossesOf, type Losses } from '../elbo/losses.ts';
import type { RunReading } from './reading.ts';

export type Split = 'train' | 'validation';

export interface ComparedRun {
  readonly letter: string;
  readonly run: RunSnapshot;
  readonly reading: RunReading;
  readonly beta: number;
  /** The last evaluation on the split that all runs share; null before any. */
  readonly last: SplitBreakdown | null;
  readonly losses: Losses | null;
}

/**
 * Different data, or data prepared differently; a probability of one model and a density of another; a likelihood whose
 * values only its own family has.
 */
export type Obstacle = 'data' | 'measure' | 'family';

export interface Comparison {
  readonly split: Split;
  readonly runs: readonly ComparedRun[];
  /** Why their losses do not compare; null: they do. */
  readonly obstacle: Obstacle | null;
}

export function compareRuns(readings: readonly RunReading[]): Comparison {
  // A run that has not been evaluated yet has nothing against either split.
  const evaluations = readings.flatMap(({ run }) => run.evaluations);
  const isHeldOut = evaluations.length > 0 && evaluations.every(({ validation }) => validation);
  const split: Split = isHeldOut ? 'validation' : 'train';
  const runs = readings.map((reading, index) => {
    const last = reading.evaluation?.[split] ?? null;
    return {
      letter: letterOf(index),
      run: reading.run,
      reading,
      beta: reading.beta,
      last,
      losses: last === null ? null : lossesOf(last),
    };
  });
  return { split, runs, obstacle: obstacleOf(readings) };
}

function obstacleOf(readings: readonly RunReading[]): Obstacle | null {
  const prints = readings.flatMap(({ run }) => run.data?.fingerprint ?? []);
  if (new Set(prints).size > 1) return 'data';
  const families = readings.map(({ run }) => getFamily(run.experiment.likelihood.family));
  if (new Set(families.map(({ measure }) => measure)).size > 1) return 'measure';
  const isOneFamily = new Set(families.map(({ id }) => id)).size === 1;
  return !isOneFamily && readings.some(isOfItsOwnKind) ? 'family' : null;
}

/** A mass that is no probability of the data: of 0 and 1 on grey levels, or given the total of a datum. */
function isOfItsOwnKind({ run: { experiment, data } }: RunReading): boolean {
  const { measure } = getFamily(experiment.likelihood.family);
  return measure === 'mass' && (data?.bitsPerDimUndefinedBecause ?? null) !== null;
}

export interface Difference {
  readonly reconstruction: number;
  readonly kl: number;
  readonly total: number;
  /** Of `total`, taking the two evaluations as independent; null where either is unknown. */
  readonly standardError: number | null;
}

/** `b` minus `a`; undefined while either has not been evaluated. */
export function differenceOf(a: ComparedRun, b: ComparedRun): Difference | undefined {
  if (a.losses === null || b.losses === null) return undefined;
  const [errorA, errorB] = [a.last?.elboStandardError, b.last?.elboStandardError];
  return {
    reconstruction: b.losses.reconstruction - a.losses.reconstruction,
    kl: b.losses.kl - a.losses.kl,
    total: b.losses.total - a.losses.total,
    standardError: errorA == null || errorB == null ? null : Math.hypot(errorA, errorB),
  };
}

/** A difference of this many standard errors is more than the noise of evaluating. */
const clearly = 2;

export const isNoise = ({ total, standardError }: Difference): boolean =>
  standardError !== null && Math.abs(total) < clearly * standardError;

/** What is minimised: reconstruction + beta KL, nats per datum. */
export const objectiveOf = ({ losses, beta }: ComparedRun): number | null =>
  losses === null ? null : losses.reconstruction + beta * losses.kl;

/** Evaluated runs, lowest -ELBO first. */
export const ranked = ({ runs }: Comparison): readonly ComparedRun[] =>
  runs
    .filter(({ losses }) => losses !== null)
    .toSorted((a, b) => (a.losses?.total ?? 0) - (b.losses?.total ?? 0));
