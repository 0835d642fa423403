// The numbers of the stacked chart as rows: means over equal spans of steps, the validation evaluated in them.

import type { RunSnapshot } from '../../protocol/run.ts';
import { decimate } from '../charts/decimate.ts';
import { lossesOf } from '../losses.ts';
import * as numbers from '../numbers.ts';
import type { GridColumn } from '../toolkit.ts';

const rowCount = 20;

export function stackRows(
  run: RunSnapshot,
  wide: boolean,
): {
  readonly columns: readonly GridColumn[];
  readonly rows: readonly Readonly<Record<string, string>>[];
} {
  const { reconstructionLoss, kl, beta } = run.columns;
  const [losses, kls, betas] = [reconstructionLoss, kl, beta].map((series) =>
    decimate(series, rowCount),
  );
  const length = kl.length;
  const count = kls?.length ?? 0;
  const rows = (kls ?? []).map((bin, i) => {
    const from = Math.floor((i * length) / count) + 1;
    const to = Math.floor(((i + 1) * length) / count);
    const loss = losses?.[i]?.mean ?? Number.NaN;
    const held = run.evaluations.findLast(({ step }) => step >= from && step <= to)?.validation;
    return {
      steps: from === to ? numbers.count(to) : `${numbers.count(from)}–${numbers.count(to)}`,
      total: numbers.nats(loss + bin.mean),
      reconstruction: numbers.nats(loss),
      kl: numbers.nats(bin.mean),
      beta: numbers.weight(betas?.[i]?.mean ?? Number.NaN),
      validation: held ? numbers.nats(lossesOf(held).total) : '',
    };
  });
  const columns = [
    { key: 'steps', title: 'Steps' },
    { key: 'total', title: '−ELBO' },
    { key: 'reconstruction', title: wide ? 'Reconstruction' : 'Reconstr.' },
    { key: 'kl', title: 'KL' },
    ...(wide ? [{ key: 'beta', title: 'β' }] : []),
    ...(run.evaluations.some(({ validation }) => validation !== null)
      ? [{ key: 'validation', title: 'Validation' }]
      : []),
  ];
  return { columns, rows };
}
