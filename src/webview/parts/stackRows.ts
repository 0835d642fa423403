// The numbers of the stacked chart as rows: means over equal spans of steps, the validation evaluated in them.

import type { RunSnapshot } from '../../protocol/run.ts';
import { decimate } from '../../protocol/decimate.ts';
import { lossesOf } from '../../elbo/losses.ts';
import * as numbers from '../numbers.ts';
import type { Rows } from './rowsTable.ts';

const rowCount = 20;

export function stackRows(run: RunSnapshot, wide: boolean): Rows {
  const { reconstructionLoss, kl, beta } = run.columns;
  const [losses, kls, betas] = [reconstructionLoss, kl, beta].map((series) =>
    decimate(series, rowCount),
  );
  const length = kl.length;
  const count = kls?.length ?? 0;
  const isHeldOut = run.evaluations.some(({ validation }) => validation !== null);
  const rows = (kls ?? []).map((bin, i) => {
    const from = Math.floor((i * length) / count) + 1;
    const to = Math.floor(((i + 1) * length) / count);
    const loss = losses?.[i]?.mean ?? Number.NaN;
    const held = run.evaluations.findLast(({ step }) => step >= from && step <= to)?.validation;
    const span = from === to ? numbers.count(to) : `${numbers.count(from)}–${numbers.count(to)}`;
    const cells = [
      wide ? span : numbers.count(to),
      numbers.nats(loss + bin.mean),
      numbers.nats(loss),
      numbers.nats(bin.mean),
    ];
    if (wide) cells.push(numbers.weight(betas?.[i]?.mean ?? Number.NaN));
    if (isHeldOut) cells.push(held ? numbers.nats(lossesOf(held).total) : '');
    return cells;
  });
  const columns = [
    wide ? 'Steps' : 'To step',
    '−ELBO',
    wide ? 'Reconstruction' : 'Reconstr.',
    'KL',
    ...(wide ? ['β'] : []),
    ...(isHeldOut ? [wide ? 'Validation' : 'Valid.'] : []),
  ];
  return { columns, rows };
}
