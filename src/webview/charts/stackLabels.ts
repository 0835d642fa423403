// The values beside the last point of the stack, each in its term's colour, kept apart and in order.

import { nothing, svg, type SVGTemplateResult } from 'lit';
import * as numbers from '../numbers.ts';
import { placeLabels, type Label } from './placeLabels.ts';
import type { StackFrame } from './stackFrame.ts';
import { klSpan, reconstructionAbove, reconstructionBelow } from './stackGeometry.ts';
import type { StackScales } from './stackedTerms.ts';

const lineHeight = 14;
/** Where the formula or remark beside a label begins. */
const remarkAt = 134;

interface Line {
  readonly name: string;
  readonly value: string;
  readonly quiet?: boolean;
}

interface StackLabel extends Label {
  readonly term: 'total' | 'reconstruction' | 'kl';
  readonly lines: readonly Line[];
  readonly remark: string | SVGTemplateResult;
}

export function stackLabels(
  frame: StackFrame,
  { x, y }: StackScales,
): SVGTemplateResult | typeof nothing {
  const { now } = frame;
  if (now === null) return nothing;
  const wide = frame.labels === 'formulas';
  const labels = describe(frame, (value) => y(Math.max(frame.limits.lower, value)));
  const left = x(frame.failedStep ?? now.step) + (wide ? 12 : 8);
  const placed = placeLabels(labels, 0, frame.height - 20);
  return svg`${labels.map((label) => {
    const top = (placed.get(label.id) ?? label.y) - label.height / 2;
    return svg`<g class="label ${label.term}">
      <rect class="label-ground" x=${left - 2} y=${top} width=${widthOf(label.lines)} height=${label.height} />
      ${label.lines.map(
        ({ name, value, quiet }, i) =>
          svg`<text class=${quiet === true ? 'quiet' : ''} x=${left} y=${top + i * lineHeight + 11}
            >${name === '' ? nothing : svg`${name} `}<tspan class=${quiet === true ? '' : 'strong'}>${value}</tspan></text>`,
      )}
      ${wide ? svg`<text class="dim halo" x=${left + remarkAt} y=${top + 11}>${label.remark}</text>` : nothing}
    </g>`;
  })}`;
}

/** About the width in pixels of the longest line; only the ground behind the text needs it. */
const widthOf = (lines: readonly Line[]): number =>
  4 + 6.6 * Math.max(...lines.map(({ name, value }) => name.length + 1 + value.length));

function describe(frame: StackFrame, y: (value: number) => number): readonly StackLabel[] {
  const { now, labels: style, validation, validationError } = frame;
  if (now === null) return [];
  const wide = style === 'formulas';
  const last = validation.at(-1);
  const held = (value: number): string =>
    wide && validationError !== null
      ? numbers.withError(value, validationError)
      : numbers.nats(value);
  const name = frame.failedStep === null || wide ? '−ELBO' : 'last good −ELBO';
  const source = frame.failedStep === null ? 'training, mean of' : 'last good, mean of';
  const block = (
    term: StackLabel['term'],
    at: number,
    lines: readonly Line[],
    remark: StackLabel['remark'],
  ): StackLabel => ({ id: term, term, y: at, height: lines.length * lineHeight, lines, remark });
  const below = now.reconstruction < 0 ? reconstructionBelow(now) : reconstructionAbove(now);
  const reconstruction = numbers.nats(now.reconstruction);
  return [
    block(
      'total',
      y(now.total),
      [
        { name: '', value: `${name} ${numbers.nats(now.total)}` },
        ...(last === undefined
          ? []
          : [{ name: 'validation', value: held(last.total), quiet: true }]),
      ],
      `${source} ${numbers.count(frame.window)} ${frame.window === 1 ? 'step' : 'steps'}`,
    ),
    block(
      'reconstruction',
      y((below[0] + below[1]) / 2),
      wide
        ? [{ name: 'reconstruction', value: reconstruction }]
        : [
            { name: 'reconstruction', value: '' },
            { name: '', value: reconstruction },
          ],
      svg`−E<tspan class="subscript" dy="3">q(z|x)</tspan><tspan dy="-3">[log p(x|z)]</tspan>`,
    ),
    block(
      'kl',
      y((klSpan(now)[0] + klSpan(now)[1]) / 2),
      [{ name: 'KL', value: numbers.nats(now.kl) }],
      'KL(q(z|x) ‖ p(z))',
    ),
  ];
}
