// Model or Probability: p(x|z) as one function of two arguments, its slice along x and its slice along z through one point,
// and what each is called.

import { scaleLinear } from 'd3-scale';
import { html, svg, type TemplateResult } from 'lit';
import {
  areaAlongX,
  areaAlongZ,
  densityAt,
  outputAt,
} from '../../../elbo/distributions/conditional.ts';
import { decoders, getDecoder } from '../../../elbo/expectation/decoders.ts';
import { formatDensity, formatFixed } from '../../../elbo/format.ts';
import { movable } from '../figure/drag.ts';
import { areaPath, figure, linePath, spread, ticksBelow, tickTexts } from '../figure/parts.ts';
import type { Acting, ExplainPage } from '../page.ts';
import { slider } from '../slider.ts';
import { initialState, parametersOf, reach, withNumber, withParameters } from './state.ts';
import type { ModelState, NumberId } from './state.ts';

type Act = Acting<ModelState>;

export const modelPage: ExplainPage<ModelState> = {
  initial: initialState,
  restore: (kept) =>
    typeof kept === 'object' && kept !== null
      ? { ...withParameters(kept as ReturnType<typeof parametersOf>), problems: {} }
      : initialState,
  kept: parametersOf,
  receive: (_, message) => {
    switch (message.type) {
      case 'parametersShown':
        return withParameters(message.parameters);
      case 'savedAs':
        return { saved: message.name === null ? '' : `Saved as ${message.name}` };
      case 'derivationShown':
      case 'codeSelected':
        return {};
    }
  },
  draw,
};

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
      <div>${mapPart(state, reading, main, act)} ${tablePart(reading)}</div>
      <div>
        ${controlsPart(state, act)}
        <p>
          The same value,
          <b data-testid="value" data-value=${reading.value}>${formatDensity(reading.value)}</b>,
          lies on both slices. Its logarithm, ${formatFixed(Math.log(reading.value), 3)} nats, is
          what a loss adds up.
        </p>
        <p class="small dim">${getDecoder(state.decoder).effect}</p>
      </div>
    </div>`;
}

/** The map with its two slices: along x on the right, along z below. */
function mapPart(state: ModelState, reading: Reading, width: number, act: Act): TemplateResult {
  const side = Math.min(150, width / 4);
  const map = { left: 28, right: width - side - 16, top: 8, bottom: 288 };
  const under = { top: 330, bottom: 420 };
  const zs = spread(-reach, reach, 121);
  const means = zs.map((z) => outputAt(state.decoder, z));
  const [lowest, highest] = [
    Math.min(...means) - 3 * state.sigma,
    Math.max(...means) + 3 * state.sigma,
  ];
  const [from, to] = [Math.min(lowest, state.x), Math.max(highest, state.x)];
  const z = scaleLinear([-reach, reach], [map.left, map.right]);
  const x = scaleLinear([from, to], [map.bottom, map.top]);
  const xs = spread(from, to, 161);
  const slice = xs.map((at) => densityAt(state, at, state.z));
  const likelihood = zs.map((at) => densityAt(state, state.x, at));
  const peak = 1 / (state.sigma * Math.sqrt(2 * Math.PI));
  const along = scaleLinear([0, peak], [map.right + 16, width - 4]);
  const below = scaleLinear([0, peak], [under.bottom, under.top]);
  const ribbon = (deviations: number): string => {
    const up = linePath(
      zs,
      means.map((mean) => mean + deviations * state.sigma),
      z,
      x,
    );
    const down = linePath(
      zs.toReversed(),
      means.toReversed().map((mean) => mean - deviations * state.sigma),
      z,
      x,
    );
    return `${up}${down.replace('M', 'L')}Z`;
  };
  const { down, move, key } = movable({
    onMove: (px, py) =>
      act.change((now) =>
        withNumber(withNumber(now, 'z', round(z.invert(px))), 'x', round(x.invert(py))),
      ),
    onStep: (right, up) =>
      act.change((now) =>
        withNumber(
          withNumber(now, 'z', round(now.z + right * 0.02)),
          'x',
          round(now.x + up * 0.02),
        ),
      ),
  });
  const content = svg`
    ${[3, 2, 1, 0.5].map((deviations) => svg`<path class="ribbon" d=${ribbon(deviations)} />`)}
    <path class="mean" d=${linePath(zs, means, z, x)} />
    <line class="hold" x1=${z(state.z)} x2=${z(state.z)} y1=${map.top} y2=${map.bottom} />
    <line class="hold" x1=${map.left} x2=${map.right} y1=${x(state.x)} y2=${x(state.x)} />
    ${tickTexts(x.ticks(5)).map(([tick, text]) => svg`<text class="dim" x=${map.left - 5} y=${x(tick) + 4} text-anchor="end">${text}</text>`)}
    ${ticksBelow(z, 6, { top: map.bottom, bottom: map.bottom, name: 'z' })}
    <path class="area reconstruction" d=${sidewaysArea(slice, xs, along, x)} />
    <path class="edge reconstruction" d=${linePath(slice, xs, along, x)} />
    <text class="halo" x=${map.right + 20} y=${map.top + 12}>fix z, vary x</text>
    <text class="halo reconstruction-text" x=${map.right + 20} y=${map.top + 28}>area ${formatFixed(reading.alongX, 3)}</text>
    <path class="area reconstruction" d=${areaPath(zs, likelihood, z, below, under.bottom)} />
    <path class="edge reconstruction dashed" d=${linePath(zs, likelihood, z, below)} />
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
      unit: 'bands: ½, 1, 2, 3 σ',
      spoken: `p of x given z is ${formatDensity(reading.value)} at z = ${state.z}, x = ${state.x}; its area over x is ${formatFixed(reading.alongX, 3)}, over z ${formatFixed(reading.alongZ, 3)}.`,
      width,
      height: 440,
      content,
      isMovable: true,
    },
    act,
  );
}

const round = (value: number): number => Number(value.toFixed(3));

/** An area that lies against a vertical base. */
function sidewaysArea(
  values: ArrayLike<number>,
  xs: ArrayLike<number>,
  along: (value: number) => number,
  x: (value: number) => number,
): string {
  const base = along(0).toFixed(1);
  const [first, last] = [x(xs[0] ?? 0), x(xs[xs.length - 1] ?? 0)];
  return `${linePath(values, xs, along, x)}L${base} ${last.toFixed(1)}L${base} ${first.toFixed(1)}Z`;
}

const tablePart = (reading: Reading): TemplateResult =>
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
        <td><b>Model</b>: a family, one density of x for each z</td>
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
          <b>Density</b> of x: area
          <span data-testid="along-x" data-value=${reading.alongX}
            >${formatFixed(reading.alongX, 3)}</span
          >, may exceed 1
        </td>
        <td><b>Number</b>: ${formatDensity(reading.value)}, no probability</td>
      </tr>
    </tbody>
  </table>`;

const numberIn = (text: string): number =>
  text === '' ? Number.NaN : Number(text.replace('\u2212', '-').replace(',', '.'));

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
      onValue: (value) => act.change((now) => withNumber(now, id, value)),
      onText: (text) => act.change((now) => withNumber(now, id, numberIn(text))),
    });
  return html`<h2>Point</h2>
    ${field('z', 'z', 'The latent variable z', -reach, reach)}
    ${field('x', 'x', 'The datum x', -3, 3)}
    <h2>Model</h2>
    ${field('sigma', 'σ', 'Standard deviation σ of x around the decoder output', 0.05, 2)}
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
