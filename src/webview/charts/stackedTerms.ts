// The picture everything else on a page is smaller than: -ELBO as a signed stack of its terms over steps.
// Geometry in nats is `stackGeometry.ts`; this file turns it into pixels. Parts are drawn unweighted.

import { scaleLinear, type ScaleLinear } from 'd3-scale';
import { area, line } from 'd3-shape';
import { nothing, svg, type SVGTemplateResult } from 'lit';
import * as numbers from '../numbers.ts';
import type { StackFrame } from './stackFrame.ts';
import { klSpan, reconstructionAbove, reconstructionBelow } from './stackGeometry.ts';
import { withZeroCrossings, type StackPoint } from './stackGeometry.ts';
import { stackLabels } from './stackLabels.ts';

type Scale = ScaleLinear<number, number>;
export interface StackScales {
  readonly x: Scale;
  readonly y: Scale;
}

const axisHeight = 20;
/** About the length in pixels of "↑ 549 at step 0". */
const noteLength = 92;

function stackScales(frame: StackFrame): StackScales {
  return {
    x: scaleLinear([0, frame.domainEnd], [0, frame.width]),
    y: scaleLinear([frame.limits.lower, frame.limits.upper], [frame.height - axisHeight, 0]),
  };
}

export function stackedTerms(frame: StackFrame): SVGTemplateResult {
  const scales = stackScales(frame);
  const { width, height } = frame;
  return svg`
    <defs>
      <clipPath id=${`stack-clip-${frame.key}`}><rect x="0" y="0" width=${width} height=${height - axisHeight} /></clipPath>
      <pattern id=${`kl-hatch-${frame.key}`} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect class="hatch-line" width="2" height="5" />
      </pattern>
    </defs>
    ${grid(frame, scales)}
    <g clip-path=${`url(#stack-clip-${frame.key})`}>${areas(frame, scales)}${betaMarks(frame, scales)}</g>
    ${ends(frame, scales)} ${axis(frame, scales)} ${outside(frame, scales)}
    ${frame.labels === 'none' ? nothing : stackLabels(frame, scales)} ${cursor(frame, scales)}`;
}

function grid({ limits, width }: StackFrame, { y }: StackScales): SVGTemplateResult {
  return svg`${limits.ticks
    .filter((tick) => tick !== 0 && y(tick) > 12)
    .map((tick) => svg`<line class="grid" x1="0" x2=${width} y1=${y(tick)} y2=${y(tick)} />`)}`;
}

function areas(frame: StackFrame, { x, y }: StackScales): SVGTemplateResult {
  const points = withZeroCrossings(frame.points);
  const span = (of: (point: StackPoint) => readonly [number, number]): string =>
    area<StackPoint>()
      .defined((p) => Number.isFinite(p.total))
      .x((p) => x(p.step))
      .y0((p) => y(of(p)[0]))
      .y1((p) => y(of(p)[1]))(points) ?? '';
  const edge = (of: (point: StackPoint) => number): string =>
    line<StackPoint>()
      .defined((p) => Number.isFinite(of(p)))
      .x((p) => x(p.step))
      .y((p) => y(of(p)))(points) ?? '';
  const validation = line<{ step: number; total: number }>(
    (p) => x(p.step),
    (p) => y(p.total),
  )([...frame.validation]);
  const belowZero = points.some((p) => p.reconstruction < 0);
  return svg`
    <path class="area reconstruction" d=${span(reconstructionAbove)} />
    ${
      belowZero
        ? svg`<path class="area reconstruction" d=${span(reconstructionBelow)} />
          <path class="edge reconstruction" d=${edge((p) => (p.reconstruction > 0 ? Number.NaN : p.reconstruction))} />`
        : nothing
    }
    <path class="area kl" d=${span(klSpan)} />
    <path class="hatch" fill=${`url(#kl-hatch-${frame.key})`} d=${span(klSpan)} />
    <path class="edge kl" d=${edge((p) => p.kl)} />
    <path class="band total" d=${band(frame, { x, y })} />
    <path class="edge total" d=${edge((p) => p.total)} />
    <path class="edge total dashed" d=${validation ?? ''} />
    ${dotted(frame, x).map(
      (p) => svg`<circle class="validation-dot" cx=${x(p.step)} cy=${y(p.total)} r="2" />`,
    )}`;
}

/** Dots say where the validation split was evaluated; where they would touch, only every n-th is drawn. */
function dotted({ validation }: StackFrame, x: Scale): StackFrame['validation'] {
  const [first, last] = [validation[0], validation.at(-1)];
  if (first === undefined || last === undefined) return [];
  const fit = Math.max(1, Math.floor((x(last.step) - x(first.step)) / 8));
  const every = Math.ceil((validation.length - 1) / fit);
  return validation.filter((_, i) => (validation.length - 1 - i) % Math.max(1, every) === 0);
}

/** Smallest to largest total of the steps that share a pixel: a spike of one step stays visible. */
function band({ extremes }: StackFrame, { x, y }: StackScales): string {
  return (
    area<(typeof extremes)[number]>()
      .defined((bin) => Number.isFinite(bin.mean) && bin.maximum > bin.minimum)
      .x((bin) => x(bin.step))
      .y0((bin) => y(bin.minimum))
      .y1((bin) => y(bin.maximum))([...extremes]) ?? ''
  );
}

/** Where beta was set by hand: what the terms do from there on has that cause. */
function betaMarks(frame: StackFrame, { x }: StackScales): SVGTemplateResult {
  return svg`${frame.betaMarks.map(
    ({ step }) =>
      svg`<line class="beta-mark" x1=${x(step)} x2=${x(step)} y1="0" y2=${frame.height} />`,
  )}`;
}

function ends(frame: StackFrame, { x, y }: StackScales): SVGTemplateResult | typeof nothing {
  const { now, height, failedStep } = frame;
  if (now === null) return nothing;
  const right = x(failedStep ?? now.step);
  const cross = 4;
  return svg`
    <line class="now" x1=${right} x2=${right} y1="0" y2=${height - axisHeight} />
    ${
      failedStep === null
        ? svg`<circle class="end-dot total" cx=${right} cy=${y(now.total)} r="3" />`
        : svg`<path class="cross" d="M${right - cross} ${y(now.total) - cross}l8 8m0 -8l-8 8" />`
    }`;
}

function axis(frame: StackFrame, { x, y }: StackScales): SVGTemplateResult {
  const { width, height, planned, limits } = frame;
  const bottom = height - axisHeight;
  const endText = planned > 0 ? `end ${numbers.count(planned)}` : '';
  const endX = x(planned);
  const endStart = planned > 0 ? endX - endText.length * 6 - 12 : width;
  // At first the labels stand where tick texts would; those move to the far end until there is room.
  const early = frame.labels !== 'none' && frame.now !== null && x(frame.now.step) < 48;
  const stepTicks = x.ticks(Math.max(2, Math.floor(width / 96))).filter(Number.isInteger);
  return svg`
    <line class="axis" x1="0" x2=${width} y1=${y(0)} y2=${y(0)} />
    ${limits.lower < 0 ? svg`<line class="grid" x1="0" x2=${width} y1=${bottom} y2=${bottom} />` : nothing}
    ${limits.ticks
      .filter((tick) => (tick !== 0 || limits.lower < 0) && y(tick) > 12)
      .map(
        (tick) =>
          svg`<text class="tick" x=${early ? width : 4} y=${y(tick) - 4} text-anchor=${early ? 'end' : 'start'}>${numbers.tick(tick)}</text>`,
      )}
    ${stepTicks
      .filter((tick) => tick === 0 || (x(tick) + 16 < endStart && x(tick) < width - 16))
      .map(
        (tick) =>
          svg`<text class="dim" x=${x(tick)} y=${height - 4} text-anchor=${tick === 0 ? 'start' : 'middle'}
            >${numbers.count(tick)}</text>`,
      )}
    ${
      planned > 0
        ? svg`<line class="axis" x1=${endX - 0.5} x2=${endX - 0.5} y1=${bottom - 6} y2=${bottom} />
          <text class="dim" x=${endX} y=${height - 4} text-anchor="end">${endText}</text>`
        : nothing
    }`;
}

/** What lies outside the axis is clipped, and said. */
function outside(frame: StackFrame, { x, y }: StackScales): SVGTemplateResult {
  const { limits, points, validation, height } = frame;
  const inside = [points, validation].flatMap((line) => line.find((p) => y(p.total) >= 0) ?? []);
  const clear = Math.max(34, ...inside.map(({ step }) => x(step) + 8));
  const end = frame.now === null ? 0 : x(frame.now.step);
  // The note stands behind the last step rather than across its line.
  const wanted = clear < end && clear + noteLength > end ? end + 6 : clear;
  const fits = wanted + noteLength <= frame.width;
  const left = fits ? wanted : frame.width;
  const anchor = fits ? 'start' : 'end';
  const { above, below } = limits;
  return svg`
    ${
      above === null
        ? nothing
        : svg`<text class="dim halo" x=${left} y="9" text-anchor=${anchor}>↑ ${numbers.nats(above.value)} at step ${numbers.count(Math.floor(above.step))}</text>`
    }
    ${
      below === null
        ? nothing
        : svg`<text class="dim halo" x="34" y=${height - axisHeight - 4}>↓ ${numbers.nats(below.value)} at step ${numbers.count(Math.floor(below.step))}</text>`
    }`;
}

function cursor(frame: StackFrame, { x, y }: StackScales): SVGTemplateResult | typeof nothing {
  const { cursor: at, height } = frame;
  if (at === null) return nothing;
  const total = at.reconstruction + at.kl;
  return svg`
    <line class="cursor" x1=${x(at.step)} x2=${x(at.step)} y1="0" y2=${height - axisHeight} />
    ${
      Number.isFinite(total) && y(total) >= 0
        ? svg`<circle class="cursor-dot" cx=${x(at.step)} cy=${y(total)} r="4" />`
        : nothing
    }`;
}
