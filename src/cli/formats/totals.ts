// The count at the end: what was read, and what was found in it.

import { formatCount } from '../../elbo/format.ts';
import { severities } from '../report.ts';
import type { Totals } from './formatter.ts';

const plurals: Readonly<Record<string, string>> = { loss: 'losses', information: 'information' };

export function counted(count: number, noun: string): string {
  return `${formatCount(count)} ${count === 1 ? noun : (plurals[noun] ?? `${noun}s`)}`;
}

export function summaryOf({ files, terms, losses, findings, problems }: Totals): string {
  const named = severities
    .filter((severity) => findings[severity] > 0)
    .map((severity) => counted(findings[severity], severity));
  const found = [counted(terms, 'term'), counted(losses, 'loss'), ...named].join(', ');
  const unread = problems === 0 ? '' : `; ${counted(problems, 'problem')}`;
  return `${counted(files, 'file')} read: ${found}${unread}.`;
}
