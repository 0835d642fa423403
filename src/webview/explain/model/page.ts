// Model or Probability: p(x|z) as one function of two arguments, its slice along x and its slice along z through one point,
// and what each is called.

import { scaleLinear } from 'd3-scale';
import { html, nothing, svg, type TemplateResult } from 'lit';
import {
  areaAlong,
  areaAlongX,
  conditionalFamilies,
  conditionsOf,
  densitiesAlong,
  densityOf,
  isMass,
  knotsAlong,
  type ConditionId,
} from '../../../elbo/distributions/conditional.ts';
import { decoders, getDecoder } from '../../../elbo/expectation/decoders.ts';
import { getFamily } from '../../../elbo/families/index.ts';
import { formatDensity, formatFixed } from '../../../elbo/format.ts';
import { movable } from '../figure/drag.ts';
import { areaPath, figure, linePath, spread, ticksBelow, tickTexts } from '../figure/parts.ts';
import { choice } from '../choice.ts';
import type { Acting, ExplainPage } from '../page.ts';
import { parameterPage } from '../parameterPage.ts';
import { numberIn, slider } from '../slider.ts';
import { cells, outputWords, ribbons, sliceAlongX, sliceOf, surfaceOf, unitOf } from './surface.ts';
import {
  initialState,
  parametersOf,
  rangeOf,
  ranges,
  withFamily,
  withNumber,
  withParameters,
} from './state.ts';
import type { ModelState, NumberId } from './state.ts';

type Act = Acting<ModelState>;

export const modelPage: ExplainPage<ModelState> = parameterPage({
  initial: initialState,
  withParameters,
  parametersOf,
  draw,
});

/** What each condition is called in text, and what it is. */
const letters: Readonly<Record<ConditionId, string>> = { z: 'z', w: 'w', sigma: 'σ' };
const meanings: Readonly<Record<ConditionId, string>> = {
  z: 'the latent variable',
  w: 'a weight of the decoder',
  sigma: 'the scale',
};

/** In a word, for a list. */
const roles: Readonly<Record<ConditionId, string>> = { z: 'latent', w: 'weight', sigma: 'scale' };

/** What its slice is to inference or training. */
const uses: Readonly<Record<ConditionId, string>> = {
  z: 'z belongs to one datum. Times p(z), the slice along z is in proportion to the posterior, which an encoder is there to come near.',
  w: 'w is part of θ, one value for all data. Training sums the logarithm of this slice over the data and climbs it: maximum likelihood.',
  sigma:
    'σ is part of θ, one value for all data. For one datum its slice is largest where σ is about the error; a loss of plain squared error holds σ fixed.',
};

interface Reading {
  readonly value: number;
  /** Of p(x|z) over all x, at the point. */
  readonly alongX: number;
  /** Of p(x|z) over what is drawn of the other axis, at the x of the point. */
  readonly across: number;
}

const readingOf = (state: ModelState): Reading => ({
  value: densityOf(state, state.x),
  alongX: areaAlongX(state),
  across: areaAlong(state, state.along, state.x, rangeOf(state)),
});

function draw(state: ModelState, width: number, act: Act): TemplateResult {
  const reading = readingOf(state);
  const inner = Math.min(width, 1072);
  const isWide = inner >= 820;
  const main = isWide ? inner - 272 : inner;
  return html`<header class="explain-head">
      <h1>How can p(x|z) be a model and a probability at once?</h1>
      <span class="small dim" role="status">${state.saved}</span>
    </header>
    <p>One function of several arguments. What is held fixed decides what to call it.</p>
    <div class=${isWide ? 'model-columns wide' : 'model-columns'}>
      <div>${mapPart(state, reading, main, act)} ${tablePart(state, reading)}</div>
      <div>
        ${controlsPart(state, act)}
        <p>
          The same value,
          <b data-testid="value" data-value=${reading.value}>${formatDensity(reading.value)}</b>,
          lies on both slices. Its logarithm, ${formatFixed(Math.log(reading.value), 3)} nats, is
          what a loss adds up.
        </p>
        <p class="small dim" data-testid="use">${uses[state.along]}</p>
      </div>
    </div>`;
}

/** The map with its two slices: along x on the right, along the condition below. */
function mapPart(state: ModelState, reading: Reading, width: number, act: Act): TemplateResult {
  const side = Math.min(150, width / 4);
  const map = { left: 34, right: width - side - 16, top: 8, bottom: 288 };
  const under = { top: 330, bottom: 420 };
  const { along, [state.along]: at } = state;
  const letter = letters[along];
  const { from, to } = rangeOf(state);
  const drawn = spread(from, to, 121);
  const surface = surfaceOf(state, drawn);
  const slice = sliceOf(state, surface);
  const across = scaleLinear([from, to], [map.left, map.right]);
  const x = scaleLinear([surface.from, surface.to], [map.bottom, map.top]);
  const explained = knotsAlong(state, along, state.x, { from, to });
  const likelihood = densitiesAlong(state, along, explained, state.x);
  const peak = Math.max(...slice.values, ...likelihood);
  const right = scaleLinear([0, peak], [map.right + 16, width - 4]);
  const below = scaleLinear([0, peak], [under.bottom, under.top]);
  const nearest = (value: number): number =>
    isMass(state.family) ? Math.max(0, Math.round(value)) : round(value);
  const step = isMass(state.family) ? 1 : 0.02;
  const inside = (value: number): number => round(Math.min(to, Math.max(from, value)));
  const { down, move, key } = movable({
    onMove: (px, py) =>
      act.change((now) =>
        withNumber(withNumber(now, along, inside(across.invert(px))), 'x', nearest(x.invert(py))),
      ),
    onStep: (steps, up) =>
      act.change((now) =>
        withNumber(
          withNumber(now, along, inside(now[along] + steps * 0.02)),
          'x',
          nearest(now.x + Math.sign(up) * Math.max(step, Math.abs(up) * step)),
        ),
      ),
  });
  // A likelihood of a scale is high on the left.
  const legend =
    along === 'sigma' ? { x: width - 4, anchor: 'end' } : { x: map.left + 4, anchor: 'start' };
  const total = isMass(state.family) ? 'sum' : 'area';
  const content = svg`
    ${isMass(state.family) ? cells(state, across, x) : ribbons(state, drawn, across, x)}
    <line class="hold" x1=${across(at)} x2=${across(at)} y1=${map.top} y2=${map.bottom} />
    <line class="hold" x1=${map.left} x2=${map.right} y1=${x(state.x)} y2=${x(state.x)} />
    ${tickTexts(x.ticks(5).filter((tick) => !isMass(state.family) || Number.isInteger(tick))).map(([tick, text]) => svg`<text class="dim" x=${map.left - 5} y=${x(tick) + 4} text-anchor="end">${text}</text>`)}
    ${ticksBelow(across, 6, { top: map.bottom, bottom: map.bottom, name: letter })}
    ${sliceAlongX(state, slice, right, x)}
    <text class="halo" x=${map.right + 20} y=${map.top + 12}>fix ${letter}, vary x</text>
    <text class="halo reconstruction-text" x=${map.right + 20} y=${map.top + 28}>${total} ${formatFixed(reading.alongX, 3)}</text>
    <path class="area reconstruction" d=${areaPath(explained, likelihood, across, below, under.bottom)} />
    <path class="edge reconstruction dashed" d=${linePath(explained, likelihood, across, below)} />
    <line class="axis" x1=${map.left} x2=${map.right} y1=${under.bottom} y2=${under.bottom} />
    <text class="halo" x=${legend.x} y=${under.top + 8} text-anchor=${legend.anchor}>fix x, vary ${letter}</text>
    <text class="halo reconstruction-text" x=${legend.x} y=${under.top + 24} text-anchor=${legend.anchor}>area ${formatFixed(reading.across, 3)} over the ${letter} that are drawn</text>
    <circle class="point" cx=${right(reading.value)} cy=${x(state.x)} r="4" />
    <circle class="point" cx=${across(at)} cy=${below(reading.value)} r="4" />
    <circle class="handle" data-testid="handle" tabindex="0" role="slider" aria-label=${`The point: arrows move ${letter} and x`}
      aria-valuemin=${from} aria-valuemax=${to} aria-valuenow=${at} aria-valuetext=${`${letter} = ${at}, x = ${state.x}`}
      cx=${across(at)} cy=${x(state.x)} r="8" @pointerdown=${down} @pointermove=${move} @keydown=${key} />`;
  return figure(
    {
      id: 'model',
      title: `p(x|z) over ${letter} and x`,
      unit: unitOf(state.family),
      spoken: `p of x given z is ${formatDensity(reading.value)} at ${letter} = ${at}, x = ${state.x}; its ${total} over x is ${formatFixed(reading.alongX, 3)}, its area over ${letter} ${formatFixed(reading.across, 3)}.`,
      width,
      height: 440,
      content,
      isMovable: true,
    },
    act,
  );
}

const round = (value: number): number => Number(value.toFixed(3));

function tablePart({ family, along }: ModelState, reading: Reading): TemplateResult {
  const mass = isMass(family);
  const letter = letters[along];
  return html`<table class="four-names">
    <thead>
      <tr>
        <td></td>
        <th scope="col">x varies</th>
        <th scope="col">x fixed: your datum</th>
      </tr>
    </thead>
    <tbody>
      <tr>
        <th scope="row">${letter} varies</th>
        <td><b>Model</b>: a family, one ${mass ? 'mass' : 'density'} of x for each ${letter}</td>
        <td>
          <b>Likelihood</b> of ${letter}: area
          <span data-testid="across" data-value=${reading.across}
            >${formatFixed(reading.across, 3)}</span
          >, no density of ${letter}
        </td>
      </tr>
      <tr>
        <th scope="row">${letter} fixed</th>
        <td>
          <b>${mass ? 'Mass' : 'Density'}</b> of x: ${mass ? 'sum' : 'area'}
          <span data-testid="along-x" data-value=${reading.alongX}
            >${formatFixed(reading.alongX, 3)}</span
          >, ${mass ? 'each at most 1' : 'may exceed 1'}
        </td>
        <td>
          <b>Number</b>: ${formatDensity(reading.value)},
          ${mass ? `a probability of x, none of ${letter}` : 'no probability'}
        </td>
      </tr>
    </tbody>
  </table>`;
}

function controlsPart(state: ModelState, act: Act): TemplateResult {
  const field = (
    id: NumberId,
    label: string,
    name: string,
    from: number,
    to: number,
  ): TemplateResult =>
    slider({
      id,
      label,
      name,
      value: state[id],
      from,
      to,
      logarithmic: id === 'sigma',
      text: String(Number(state[id].toPrecision(4))),
      problem: state.problems[id] ?? null,
      onValue: (value) =>
        act.change((now) =>
          withNumber(now, id, id === 'x' && isMass(now.family) ? Math.round(value) : value),
        ),
      onText: (text) => act.change((now) => withNumber(now, id, numberIn(text))),
    });
  const counted = state.family === 'poisson' ? 20 : 1;
  const ofX = isMass(state.family) ? { from: 0, to: counted } : { from: -3, to: 3 };
  const condition = (id: ConditionId): TemplateResult =>
    field(id, letters[id], `${letters[id]}, ${meanings[id]}`, ranges[id].from, ranges[id].to);
  return html`<h2>Point</h2>
    ${condition('z')} ${field('x', 'x', 'The datum x', ofX.from, ofX.to)}
    <h2>Model</h2>
    ${choice(
      'Across',
      'along',
      state.along,
      conditionsOf(state.family).map((id) => [id, `${letters[id]}, ${roles[id]}`]),
      (along) => act.change({ along }),
    )}
    ${choice(
      'Family',
      'family',
      state.family,
      conditionalFamilies.map((id) => [id, getFamily(id).name]),
      (family) => act.change((now) => withFamily(now, family)),
    )}
    ${isMass(state.family) ? nothing : condition('sigma')}
    <p class="small dim">${outputWords[state.family]}</p>
    ${choice(
      'Decoder',
      'decoder',
      state.decoder,
      decoders.map(({ id, name }) => [id, name]),
      (decoder) => act.change({ decoder }),
    )}
    ${condition('w')}
    <p class="small dim">${getDecoder(state.decoder).effect(1)}</p>`;
}
