// The course of a term over the steps of a run, as a picture small enough for a hover.

import { decimate } from '../../protocol/decimate.ts';
import type { RunSnapshot } from '../../protocol/run.ts';
import { totalsOf } from '../../protocol/stepTotals.ts';
import { formatCount, formatNats } from '../../elbo/format.ts';
import { escapeMarkdown } from '../escape.ts';
import type { TermName, TrainedTerm } from './runsOfCode.ts';

const [width, height, inset] = [220, 36, 3];
const points = 110;
/** Seen on light and dark alike. */
const colour = '#3b8eea';

const words: Readonly<Record<TermName, string>> = {
  reconstruction: '−log p(x|z)',
  kl: 'KL',
  total: '−ELBO',
};

/** Markdown with HTML: the picture, and what it says in numbers. */
export function historyOf({ name, run, value }: TrainedTerm): string {
  const series = seriesOf(run, name);
  const first = series.find((one) => Number.isFinite(one)) ?? value;
  const steps = formatCount(run.step);
  const text = `${words[name]}: ${formatNats(first)} at step 1, ${formatNats(value)} now, in nats per datum, over ${steps} steps`;
  const caption = `${words[name]} in run **${escapeMarkdown(run.name)}**: ${formatNats(first)} → **${formatNats(value)} nats per datum** at step ${steps}`;
  const means = decimate(series, points)
    .map(({ mean }) => mean)
    .filter((mean) => Number.isFinite(mean));
  if (means.length < 2) return caption;
  const uri = `data:image/svg+xml,${encodeURIComponent(svgOf(means))}`;
  return `<img src="${uri}" alt="${text}" width="${width}" height="${height}">\n\n${caption}`;
}

function seriesOf({ columns }: RunSnapshot, name: TermName): Float64Array {
  switch (name) {
    case 'reconstruction':
      return columns.reconstructionLoss;
    case 'kl':
      return columns.kl;
    case 'total':
      return totalsOf(columns);
  }
}

function svgOf(means: readonly number[]): string {
  const low = Math.min(...means);
  const span = Math.max(...means) - low || 1;
  const x = (i: number): string =>
    (inset + (i / (means.length - 1)) * (width - 2 * inset)).toFixed(1);
  const y = (value: number): string =>
    (height - inset - ((value - low) / span) * (height - 2 * inset)).toFixed(1);
  const line = means.map((value, i) => `${x(i)},${y(value)}`).join(' ');
  const [endX, endY] = [x(means.length - 1), y(means.at(-1) ?? low)];
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
    `<polyline points="${line}" fill="none" stroke="${colour}" stroke-width="1.5" stroke-linejoin="round"/>` +
    `<circle cx="${endX}" cy="${endY}" r="2.5" fill="${colour}"/></svg>`
  );
}
