// Model or Probability: p(x|z) as one function of two arguments, its slice along x and its slice along z through one point,
// and what each is called.

import { scaleLinear } from 'd3-scale';
import { html, nothing, svg, type TemplateResult } from 'lit';
import {
  areaAlongX,
  areaAlongZ,
  conditionalFamilies,
  densityAt,
  isMass,
  knotsAlongZ,
} from '../../../elbo/distributions/conditional.ts';
import { decoders, getDecoder } from '../../../elbo/expectation/decoders.ts';
import { getFamily } from '../../../elbo/families/index.ts';
import { formatDensity, formatFixed } from '../../../elbo/format.ts';
import { movable } from '../figure/drag.ts';
import { areaPath, figure, linePath, spread, ticksBelow, tickTexts } from '../figure/parts.ts';
import type { Acting, ExplainPage } from '../page.ts';
import { parameterPage } from '../parameterPage.ts';
import { numberIn, slider } from '../slider.ts';
import { cells, outputWords, ribbons, sliceAlongX, surfaceOf, unitOf } from './surface.ts';
import {
  initialState,
  parametersOf,
  reach,
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

interface Reading {
  readonly value: number;
  /** Of p(x|z) over all x, at the z of the point. */
  readonly alongX: number;
  /** Of p(x|z) over the z that are drawn, at the x of the point. */
  readonly alongZ: number;
}

const readingOf = (state: ModelState): Reading => ({
  value: densityAt(state, state.x, state.z),
  alongX: areaAlongX(state, state.z),
  alongZ: areaAlongZ(state, state.x, reach),
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
    <p>One function of two arguments. What is held fixed decides what to call it.</p>
    <div class=${isWide ? 'model-columns wide' : 'model-columns'}>
      <div>${mapPart(state, reading, main, act)} ${tablePart(reading, isMass(state.family))}</div>
      <div>
        ${controlsPart(state, act)}
        <p>
          The same value,
          <b data-testid="value" data-value=${reading.value}>${formatDensity(reading.value)}</b>,
          lies on both slices. Its logarithm, ${formatFixed(Math.log(reading.value), 3)} nats, is
          what a loss adds up.
        </p>
        <p class="small dim">${getDecoder(state.decoder).effect(1)}</p>
      </div>
    </div>`;
}

/** The map with its two slices: along x on the right, along z below. */
function mapPart(state: ModelState, reading: Reading, width: number, act: Act): TemplateResult {
  const side = Math.min(150, width / 4);
  const map = { left: 34, right: width - side - 16, top: 8, bottom: 288 };
  const under = { top: 330, bottom: 420 };
  const zs = [...spread(-reach, reach, 121)];
  const surface = surfaceOf(state, zs);
  const z = scaleLinear([-reach, reach], [map.left, map.right]);
  const x = scaleLinear([surface.from, surface.to], [map.bottom, map.top]);
  const explained = knotsAlongZ(state, state.x, reach);
  const likelihood = explained.map((at) => densityAt(state, state.x, at));
  const along = scaleLinear([0, surface.peak], [map.right + 16, width - 4]);
  const below = scaleLinear([0, surface.peak], [under.bottom, under.top]);
  const nearest = (value: number): number =>
    isMass(state.family) ? Math.max(0, Math.round(value)) : round(value);
  const step = isMass(state.family) ? 1 : 0.02;
  const { down, move, key } = movable({
    onMove: (px, py) =>
      act.change((now) =>
        withNumber(withNumber(now, 'z', round(z.invert(px))), 'x', nearest(x.invert(py))),
      ),
    onStep: (right, up) =>
      act.change((now) =>
        withNumber(
          withNumber(now, 'z', round(now.z + right * 0.02)),
          'x',
          nearest(now.x + Math.sign(up) * Math.max(step, Math.abs(up) * step)),
        ),
      ),
  });
  const total = isMass(state.family) ? 'sum' : 'area';
  const content = svg`
    ${isMass(state.family) ? cells(state, surface, z, x) : ribbons(state, zs, z, x)}
    <line class="hold" x1=${z(state.z)} x2=${z(state.z)} y1=${map.top} y2=${map.bottom} />
    <line class="hold" x1=${map.left} x2=${map.right} y1=${x(state.x)} y2=${x(state.x)} />
    ${tickTexts(x.ticks(5).filter((tick) => !isMass(state.family) || Number.isInteger(tick))).map(([tick, text]) => svg`<text class="dim" x=${map.left - 5} y=${x(tick) + 4} text-anchor="end">${text}</text>`)}
    ${ticksBelow(z, 6, { top: map.bottom, bottom: map.bottom, name: 'z' })}
    ${sliceAlongX(state, surface, along, x)}
    <text class="halo" x=${map.right + 20} y=${map.top + 12}>fix z, vary x</text>
    <text class="halo reconstruction-text" x=${map.right + 20} y=${map.top + 28}>${total} ${formatFixed(reading.alongX, 3)}</text>
    <path class="area reconstruction" d=${areaPath(explained, likelihood, z, below, under.bottom)} />
    <path class="edge reconstruction dashed" d=${linePath(explained, likelihood, z, below)} />
    <line class="axis" x1=${map.left} x2=${map.right} y1=${under.bottom} y2=${under.bottom} />
    <text class="halo" x=${map.left + 4} y=${under.top + 8}>fix x, vary z</text>
    <text class="halo reconstruction-text" x=${map.left + 4} y=${under.top + 24}>area ${formatFixed(reading.alongZ, 3)} over the z that are drawn</text>
    <circle class="point" cx=${along(reading.value)} cy=${x(state.x)} r="4" />
    <circle class="point" cx=${z(state.z)} cy=${below(reading.value)} r="4" />
    <circle class="handle" data-testid="handle" tabindex="0" role="slider" aria-label="The point: arrows move z and x"
      aria-valuemin=${-reach} aria-valuemax=${reach} aria-valuenow=${state.z} aria-valuetext=${`z = ${state.z}, x = ${state.x}`}
      cx=${z(state.z)} cy=${x(state.x)} r="8" @pointerdown=${down} @pointermove=${move} @keydown=${key} />`;
  return figure(
    {
      id: 'model',
      title: 'p(x|z) over z and x',
      unit: unitOf(state.family),
      spoken: `p of x given z is ${formatDensity(reading.value)} at z = ${state.z}, x = ${state.x}; its ${total} over x is ${formatFixed(reading.alongX, 3)}, its area over z ${formatFixed(reading.alongZ, 3)}.`,
      width,
      height: 440,
      content,
      isMovable: true,
    },
    act,
  );
}

const round = (value: number): number => Number(value.toFixed(3));

const tablePart = (reading: Reading, mass: boolean): TemplateResult =>
  html`<table class="four-names">
    <thead>
      <tr>
        <td></td>
        <th scope="col">x varies</th>
        <th scope="col">x fixed: your datum</th>
      </tr>
    </thead>
    <tbody>
      <tr>
        <th scope="row">z varies</th>
        <td><b>Model</b>: a family, one ${mass ? 'mass' : 'density'} of x for each z</td>
        <td>
          <b>Likelihood</b> of z: area
          <span data-testid="along-z" data-value=${reading.alongZ}
            >${formatFixed(reading.alongZ, 3)}</span
          >, no density of z
        </td>
      </tr>
      <tr>
        <th scope="row">z fixed</th>
        <td>
          <b>${mass ? 'Mass' : 'Density'}</b> of x: ${mass ? 'sum' : 'area'}
          <span data-testid="along-x" data-value=${reading.alongX}
            >${formatFixed(reading.alongX, 3)}</span
          >, ${mass ? 'each at most 1' : 'may exceed 1'}
        </td>
        <td>
          <b>Number</b>: ${formatDensity(reading.value)},
          ${mass ? 'a probability of x, none of z' : 'no probability'}
        </td>
      </tr>
    </tbody>
  </table>`;

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
  const hasScale = !isMass(state.family);
  return html`<h2>Point</h2>
    ${field('z', 'z', 'The latent variable z', -reach, reach)}
    ${state.family === 'bernoulli' ? field('x', 'x', 'The datum x', 0, 1) : state.family === 'poisson' ? field('x', 'x', 'The datum x', 0, 20) : field('x', 'x', 'The datum x', -3, 3)}
    <h2>Model</h2>
    <label class="field"
      ><span class="dim">Family</span>
      <select
        data-testid="family"
        @change=${(event: Event) => {
          const chosen = (event.target as HTMLSelectElement).value;
          const found = conditionalFamilies.find((id) => id === chosen);
          if (found) act.change((now) => withFamily(now, found));
        }}
      >
        ${conditionalFamilies.map((id) => html`<option value=${id} .selected=${id === state.family}>${getFamily(id).name}</option>`)}
      </select></label
    >
    ${hasScale ? field('sigma', 'σ', 'Scale of x around the decoder output', 0.05, 2) : nothing}
    <p class="small dim">${outputWords[state.family]}</p>
    <label class="field"
      ><span class="dim">Decoder</span>
      <select
        data-testid="decoder"
        @change=${(event: Event) => {
          const found = decoders.find(({ id }) => id === (event.target as HTMLSelectElement).value);
          if (found) act.change({ decoder: found.id });
        }}
      >
        ${decoders.map(({ id, name }) => html`<option value=${id} .selected=${id === state.decoder}>${name}</option>`)}
      </select></label
    >`;
}
