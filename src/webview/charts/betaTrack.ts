// The weight of the KL over steps, on the step axis of the stack above it, so that a change of beta stands under
// what it caused. Beta never scales a drawn KL; this is where it is seen.

import { scaleLinear } from 'd3-scale';
import { curveStepAfter, line } from 'd3-shape';
import { nothing, svg, type SVGTemplateResult } from 'lit';
import * as numbers from '../numbers.ts';
import { decimate, type Bin } from '../../protocol/decimate.ts';

export interface BetaTrackFrame {
  readonly beta: Float64Array;
  readonly marks: readonly { readonly step: number; readonly beta: number }[];
  readonly current: number;
  readonly domainEnd: number;
  readonly width: number;
  readonly height: number;
}

export function betaTrack(frame: BetaTrackFrame): SVGTemplateResult {
  const { beta, width, height, domainEnd, current } = frame;
  const bins = decimate(beta, Math.max(16, Math.floor(width / 2)));
  const highest = bins.reduce((top, bin) => Math.max(top, bin.maximum || 0), current);
  const x = scaleLinear([0, domainEnd], [0, width]);
  const y = scaleLinear([0, highest || 1], [height - 2, 16]);
  const path = line<Bin>()
    .defined((bin) => Number.isFinite(bin.mean))
    .x((bin) => x(bin.step))
    .y((bin) => y(bin.mean))
    .curve(curveStepAfter)([...bins]);
  const right = x(beta.length);
  return svg`
    <line class="grid" x1="0" x2=${width} y1=${height - 1.5} y2=${height - 1.5} />
    ${frame.marks.map((mark, i) => {
      const at = x(mark.step);
      const next = frame.marks[i + 1];
      const room = (next === undefined ? width : x(next.step)) - at;
      return svg`<line class="beta-mark" x1=${at} x2=${at} y1="0" y2=${height} />
        ${
          room < 48
            ? nothing
            : svg`<text class="label kl halo" x=${Math.min(at + 4, width - 44)} y="10">β ${numbers.weight(mark.beta)}</text>`
        }`;
    })}
    <path class="edge kl" d=${path ?? ''} />
    <circle class="end-dot kl" cx=${right} cy=${y(current)} r=${beta.length === 0 ? 0 : 3} />`;
}
