// What a run measured, as a table: a line for each step, in full precision. Evaluations stand in the line of their
// step and leave the others empty, as loggers of other frameworks write it.

import type { SplitBreakdown } from '../elbo/breakdown.ts';
import { lossesOf } from '../elbo/losses.ts';
import { countActiveUnits } from '../elbo/metrics/activeUnits.ts';
import type { Evaluation } from '../elbo/trainingEvent.ts';
import type { RunSnapshot } from '../protocol/run.ts';
import type { Exporter } from './exporter.ts';
import { encodeUtf8 } from './utf8.ts';

const splitColumns = ['negative_elbo', 'reconstruction_loss', 'kl', 'bits_per_dim'] as const;

/** All in nats per datum but the bits; terms unweighted, of the batch of their step. */
const header = [
  'step',
  'epoch',
  'negative_elbo',
  'reconstruction_loss',
  'kl',
  'beta',
  ...splitColumns.map((name) => `train_${name}`),
  ...splitColumns.map((name) => `validation_${name}`),
  'elbo_standard_error',
  'active_units',
];

type Cell = number | null | undefined;

const lineOf = (cells: readonly Cell[]): string =>
  cells.map((cell) => (cell === null || cell === undefined ? '' : String(cell))).join(',');

function splitCells(split: SplitBreakdown | null): readonly Cell[] {
  if (split === null) return splitColumns.map(() => null);
  const { total, reconstruction, kl } = lossesOf(split);
  return [total, reconstruction, kl, split.bitsPerDim];
}

function evaluationCells(evaluation: Evaluation | undefined): readonly Cell[] {
  if (evaluation === undefined) return [];
  const { train, validation } = evaluation;
  const { elboStandardError, varianceOfMean } = validation ?? train;
  return [
    ...splitCells(train),
    ...splitCells(validation),
    elboStandardError,
    countActiveUnits(varianceOfMean),
  ];
}

function stepCells({ columns, stepsPerEpoch }: RunSnapshot, step: number): readonly Cell[] {
  const [loss, kl] = [columns.reconstructionLoss[step - 1], columns.kl[step - 1]];
  const total = loss === undefined || kl === undefined ? null : loss + kl;
  return [
    step,
    stepsPerEpoch > 0 ? step / stepsPerEpoch : null,
    total,
    loss,
    kl,
    columns.beta[step - 1],
  ];
}

function table(run: RunSnapshot): string {
  const evaluations = new Map(run.evaluations.map((each) => [each.step, each]));
  const first = evaluations.has(0) ? 0 : 1;
  const lines = [header.join(',')];
  for (let step = first; step <= run.columns.kl.length; step += 1) {
    const cells = [...stepCells(run, step), ...evaluationCells(evaluations.get(step))];
    lines.push(lineOf([...cells, ...header.slice(cells.length).map(() => null)]));
  }
  return `${lines.join('\n')}\n`;
}

export const historyCsv = {
  id: 'csv',
  label: 'History as CSV',
  detail: 'A line for each step: −ELBO, reconstruction loss, KL, beta; evaluations in theirs.',
  form: 'file',
  extension: 'csv',
  needs: 'history',
  write: (run) => [{ path: 'history.csv', bytes: encodeUtf8(table(run)) }],
} as const satisfies Exporter;
