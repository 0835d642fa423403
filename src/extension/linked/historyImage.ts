// The course of a term over the steps of a run, as a picture small enough for a hover.

import type { RunSnapshot } from '../../protocol/run.ts';
import { formatCount, formatNats } from '../../elbo/format.ts';
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
  const series = seriesOf(run, name).filter((one) => Number.isFinite(one));
  const [first = value] = series;
  const steps = formatCount(run.step);
  const text = `${words[name]}: ${formatNats(first)} at step 1, ${formatNats(value)} now, in nats per datum, over ${steps} steps`;
  const caption = `${words[name]} in run **${escape(run.name)}**: ${formatNats(first)} → **${formatNats(value)} nats per datum** at step ${steps}`;
  if (series.length < 2) return caption;
  const uri = `data:image/svg+xml,${encodeURIComponent(svgOf(series))}`;
  return `<img src="${uri}" alt="${text}" width="${width}" height="${height}">\n\n${caption}`;
}

function seriesOf({ columns }: RunSnapshot, name: TermName): readonly number[] {
  const { reconstructionLoss, kl } = columns;
  switch (name) {
    case 'reconstruction':
      return Array.from(reconstructionLoss);
    case 'kl':
      return Array.from(kl);
    case 'total':
      return Array.from(kl, (nats, i) => nats + (reconstructionLoss[i] ?? Number.NaN));
  }
}

function svgOf(series: readonly number[]): string {
  const bins = binned(series);
  const low = Math.min(...bins);
  const span = Math.max(...bins) - low || 1;
  const x = (i: number): string =>
    (inset + (i / Math.max(1, bins.length - 1)) * (width - 2 * inset)).toFixed(1);
  const y = (value: number): string =>
    (height - inset - ((value - low) / span) * (height - 2 * inset)).toFixed(1);
  const line = bins.map((value, i) => `${x(i)},${y(value)}`).join(' ');
  const [endX, endY] = [x(bins.length - 1), y(bins.at(-1) ?? low)];
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
    `<polyline points="${line}" fill="none" stroke="${colour}" stroke-width="1.5" stroke-linejoin="round"/>` +
    `<circle cx="${endX}" cy="${endY}" r="2.5" fill="${colour}"/></svg>`
  );
}

/** Means over equal spans of steps. */
function binned(series: readonly number[]): readonly number[] {
  const count = Math.min(points, series.length);
  return Array.from({ length: count }, (_, i) => {
    const from = Math.floor((i * series.length) / count);
    const to = Math.max(from + 1, Math.floor(((i + 1) * series.length) / count));
    const part = series.slice(from, to);
    return part.reduce((sum, value) => sum + value, 0) / part.length;
  });
}

const escape = (text: string): string =>
  text.replaceAll(/[&<>"\\`*_{}[\]()#+!|~$-]/gu, (character) =>
    /[&<>"]/u.test(character) ? `&#${character.codePointAt(0) ?? 0};` : `\\${character}`,
  );
