// A series without axes, its own scale, an end dot: where a value came from, at the size of a word.

import { extent } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { html, type TemplateResult } from 'lit';
import type { Bin } from '../../protocol/decimate.ts';

/** `term` names the colour class. Drawn over the last nine tenths: the first fall would flatten the rest. */
export function sparkline(
  bins: readonly Bin[],
  term: string,
  width: number,
  height = 16,
): TemplateResult {
  const shown = bins.slice(Math.floor(bins.length / 10)).filter((bin) => Number.isFinite(bin.mean));
  const [low = 0, high = 1] = extent(shown, (bin) => bin.mean);
  const x = scaleLinear([shown[0]?.step ?? 0, shown.at(-1)?.step ?? 1], [2, width - 3]);
  const y = scaleLinear([low, high === low ? low + 1 : high], [height - 3, 2]);
  const path = line<Bin>(
    (bin) => x(bin.step),
    (bin) => y(bin.mean),
  )(shown);
  const end = shown.at(-1);
  return html`<svg class="sparkline ${term}" width=${width} height=${height} aria-hidden="true">
    <path d=${path ?? ''} />
    <circle
      cx=${end === undefined ? 0 : x(end.step)}
      cy=${end === undefined ? 0 : y(end.mean)}
      r=${end === undefined ? 0 : 2}
    />
  </svg>`;
}
