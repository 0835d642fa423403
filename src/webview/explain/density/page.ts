// Density versus Probability: an area is a probability, a height is not, and what follows for losses.

import { html, nothing, type TemplateResult } from 'lit';
import { intervalAround, type Interval } from '../../../elbo/distributions/interval.ts';
import {
  dimensionFamily,
  dimensionFamilyIds,
  knobsOf,
  knobValue,
  starts,
  type Knob,
} from '../../../elbo/distributions/starts.ts';
import { supportText } from '../../../elbo/families/words.ts';
import { formatDensity, formatFixed } from '../../../elbo/format.ts';
import { figure } from '../figure/parts.ts';
import { choice } from '../choice.ts';
import type { Acting, ExplainPage } from '../page.ts';
import { parameterPage } from '../parameterPage.ts';
import { numberIn, slider } from '../slider.ts';
import { crossEntropyPart } from './crossEntropy.ts';
import { densityFigure, plain, sampleCount } from './figure.ts';
import { levelsPart } from './levels.ts';
import {
  askedState,
  distributionIn,
  initialState,
  keyOf,
  parametersOf,
  questions,
  withFamily,
  withKnob,
  withNumber,
  withParameters,
  type DensityState,
} from './state.ts';
import { unitsPart } from './units.ts';

type Act = Acting<DensityState>;

export const densityPage: ExplainPage<DensityState> = parameterPage({
  initial: initialState,
  withParameters,
  parametersOf,
  draw,
});

function draw(state: DensityState, width: number, act: Act): TemplateResult {
  const distribution = distributionIn(state);
  const interval = intervalAround(distribution, state.x, state.width);
  const inner = Math.min(width, 1072);
  const isWide = inner >= 760;
  const left = isWide ? inner - 332 : inner;
  const { barWords, ...made } = densityFigure(state, distribution, interval, left, act);
  const { measure } = dimensionFamily(state.family);
  return html`<header class="explain-head">
      <h1>${questions.find(({ id }) => id === state.question)?.title}</h1>
      <span class="small dim" role="status">${state.saved}</span>
    </header>
    <nav class="terms" aria-label="Questions">
      ${questions.map(
        ({ id, chip }) =>
          html`<button
            type="button"
            class="chip"
            data-testid=${`ask-${id}`}
            aria-current=${id === state.question ? 'true' : nothing}
            @click=${() => act.change(askedState(id))}
          >
            ${chip}
          </button>`,
      )}
    </nav>
    <div class=${isWide ? 'density-columns wide' : 'density-columns'}>
      <div>
        ${figure({ id: 'density', title: measure === 'mass' ? 'Mass of x' : 'Density of x', unit: measure === 'mass' ? '' : 'per unit of x', ...made }, act)}
        ${barWords === null ? nothing : html`<p class="small dim" data-testid="bar">${barWords}</p>`}
        ${shrinkPart(state, interval, measure === 'mass')}
        ${state.question === 'levels' ? levelsOrWhy(state, left, act) : nothing}
        ${state.family === 'continuous-bernoulli' ? crossEntropyPart(state, left, act) : nothing}
      </div>
      <div>
        ${readingPart(state, interval)} ${controlsPart(state, act)}
        ${unitsPart(state, distribution, act)}
      </div>
    </div>`;
}

/** Grey levels are compared under a Gaussian: of its own two numbers, and of nothing else. */
const levelsOrWhy = (state: DensityState, width: number, act: Act): TemplateResult =>
  state.family === 'normal'
    ? levelsPart(state, width, act)
    : html`<p class="small dim" data-testid="levels-why">
        Density, binned mass and discretised logistic of a grey level are compared for a Gaussian:
        choose that family to see them.
      </p>`;

function readingPart(state: DensityState, interval: Interval): TemplateResult {
  const { measure, support, name } = dimensionFamily(state.family);
  const isMass = measure === 'mass';
  const isOutside = interval.logProb === -Infinity;
  const rows = [
    [isMass ? 'Mass P(X = x)' : 'Density p(x)', interval.density, 'density'],
    ['log p(x), nats', interval.logProb, 'log-prob'],
    ['−log p(x), your loss, nats', -interval.logProb, 'loss'],
    ['Probability of the interval', interval.probability, 'probability'],
    ['p(x) · ε', interval.box, 'box'],
    ['Ratio p(x) · ε / probability', interval.ratio, 'ratio'],
  ] as const;
  return html`<dl class="readings">
      ${rows.map(
        ([label, value, id]) =>
          html`<div>
            <dt>${label}</dt>
            <dd data-testid=${id} data-value=${value}>
              ${Number.isNaN(value) ? 'not defined' : formatDensity(value)}
            </dd>
          </div>`,
      )}
    </dl>
    <p data-testid="reading">
      ${
        isOutside
          ? `x = ${formatDensity(state.x)} is outside the support of a ${name}: ${supportText[support]}. There p is 0 and −log p infinite.`
          : isMass
            ? 'A mass is a probability: at most 1, and −log p is never negative.'
            : interval.density > 1
              ? 'The loss is negative because the density exceeds 1. That is allowed: only the area is a probability.'
              : 'The density is below 1 here, so the loss is positive. It is no probability either way: only the area is.'
      }
    </p>`;
}

function shrinkPart(state: DensityState, interval: Interval, isMass: boolean): TemplateResult {
  const distribution = distributionIn(state);
  const widths = [4, 1, 1 / 4, 1 / 80].map((share) => share * state.width);
  return html`<h2>Let the interval shrink</h2>
    <table class="shrink">
      <thead>
        <tr>
          <th scope="col">ε</th>
          <th scope="col">probability, exact</th>
          <th scope="col">p(x) · ε</th>
          <th scope="col">ratio</th>
        </tr>
      </thead>
      <tbody>
        ${widths.map((width) => {
          const one = intervalAround(distribution, interval.x, width);
          return html`<tr class=${width === state.width ? 'strong' : ''}>
            <td>${plain(width)}</td>
            <td>${formatDensity(one.probability)}</td>
            <td>${formatDensity(one.box)}</td>
            <td>${Number.isFinite(one.ratio) ? formatFixed(one.ratio, 3) : 'not defined'}</td>
          </tr>`;
        })}
      </tbody>
    </table>
    <p class="small dim">
      ${
        interval.logProb === -Infinity
          ? 'Outside the support there is no density for a ratio to tell of.'
          : isMass
            ? 'A mass stays as the interval shrinks: one value of x has a probability of its own, and no width enters.'
            : 'The probability goes to 0 and the ratio to 1: that limit is what p(x) means. Where the box exceeds 1, it is no probability.'
      }
    </p>`;
}

function controlsPart(state: DensityState, act: Act): TemplateResult {
  const { from, to } = starts[state.family];
  const change = (to_: (now: DensityState) => DensityState): void => act.change(to_);
  return html`<h2>Distribution</h2>
    ${choice(
      'Family',
      'family',
      state.family,
      dimensionFamilyIds.map((id) => [id, dimensionFamily(id).name]),
      (family) => change((now) => withFamily(now, family)),
    )}
    ${knobsOf(state.family).map((knob) => knobPart(state, knob, change))}
    ${slider({
      id: 'x',
      label: 'x',
      name: 'x',
      value: state.x,
      from,
      to,
      text: plain(state.x),
      problem: state.problems['x'] ?? null,
      onValue: (value) => change((now) => withNumber(now, 'x', value)),
      onText: (text) => change((now) => withNumber(now, 'x', numberIn(text))),
    })}
    ${slider({
      id: 'width',
      label: 'ε',
      name: 'Width ε of the interval',
      value: state.width,
      from: (to - from) / 1e5,
      to: to - from,
      logarithmic: true,
      text: plain(state.width),
      problem: state.problems['width'] ?? null,
      onValue: (value) => change((now) => withNumber(now, 'width', value)),
      onText: (text) => change((now) => withNumber(now, 'width', numberIn(text))),
    })}
    <label class="field"
      ><input
        type="checkbox"
        data-testid="samples"
        .checked=${state.hasSamples}
        @change=${(event: Event) =>
          act.change({ hasSamples: (event.target as HTMLInputElement).checked })}
      />
      <span>${sampleCount} samples in bins of width ε</span></label
    >
    ${
      state.hasSamples
        ? html`<button
            type="button"
            class="link"
            @click=${() => act.change((now) => ({ seed: now.seed + 1 }))}
          >
            Draw again (seed ${state.seed})
          </button>`
        : nothing
    }`;
}

const knobPart = (
  state: DensityState,
  knob: Knob,
  change: (to: (now: DensityState) => DensityState) => void,
): TemplateResult =>
  slider({
    id: `knob-${keyOf(knob)}`,
    label: knob.letter,
    name: knob.meaning,
    value: knobValue(state.parameters, knob),
    from: knob.from,
    to: knob.to,
    logarithmic: knob.logarithmic,
    text: plain(knobValue(state.parameters, knob)),
    problem: state.problems[keyOf(knob)] ?? null,
    onValue: (value) => change((now) => withKnob(now, knob, value)),
    onText: (text) => change((now) => withKnob(now, knob, numberIn(text))),
  });
