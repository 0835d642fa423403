// What the Expectation Averages: the subscript of E named, drawn and averaged, by samples and by the integral.

import { html, nothing, type TemplateResult } from 'lit';
import { getDecoder } from '../../../elbo/expectation/decoders.ts';
import { likelihoodsAt } from '../../../elbo/expectation/model.ts';
import { getFamily } from '../../../elbo/families/index.ts';
import { supportText } from '../../../elbo/families/words.ts';
import type { ExplainPage } from '../page.ts';
import { parameterPage } from '../parameterPage.ts';
import { button } from '../../parts/button.ts';
import { later } from '../later.ts';
import { formula } from '../math.ts';
import { batchPart } from './batches.ts';
import { controlsPart } from './controls.ts';
import { curvesFigure } from './curves.ts';
import { gradientPart } from './gradients.ts';
import { mapsFigure } from './maps.ts';
import { figure, short, type Act } from './parts.ts';
import { drawsOf, readBatches, readExpectation, type ExpectationReading } from './reading.ts';
import { runningPart } from './running.ts';
import {
  encoderIn,
  initialState,
  modelIn,
  parametersOf,
  withNumber,
  withParameters,
  type ExpectationState,
} from './state.ts';

const equation =
  '\\mathbb{E}_{\\htmlClass{kl}{q(z|x)}}\\bigl[\\htmlClass{reconstruction}{\\log p(x|z)}\\bigr] = ' +
  '\\int \\htmlClass{kl}{q(z|x)}\\,\\htmlClass{reconstruction}{\\log p(x|z)}\\,dz \\approx ' +
  '\\frac{1}{K}\\sum_{k=1}^{K}\\htmlClass{reconstruction}{\\log p(x|z_k)},\\quad ' +
  'z_k \\sim \\htmlClass{kl}{q(z|x)}';

export const expectationPage: ExplainPage<ExpectationState> = parameterPage({
  initial: initialState,
  withParameters: (given) => withParameters(initialState, given),
  parametersOf,
  draw,
});

function draw(state: ExpectationState, width: number, act: Act): TemplateResult {
  const reading = readExpectation(state);
  const inner = Math.min(width, 1072);
  const isWide = inner >= 760;
  const right = 340;
  const left = isWide ? inner - right - 32 : inner;
  return html`<header class="explain-head">
      <h1>What does the subscript of E mean?</h1>
      <span class="small dim" role="status" data-testid="saved">${state.saved}</span>
    </header>
    <p class="equation">${formula(equation, { display: true })}</p>
    <p>
      It names what is random: z, drawn from the encoder at this x. x stays fixed, and so do the
      weights.
    </p>
    ${noteOf(state.problems.link)} ${controlsPart(state, act)} ${pointPart(state)}
    <div class=${isWide ? 'expectation-columns wide' : 'expectation-columns'}>
      <div class="expectation-column">
        ${mainPart(state, reading, left, act)}
        ${reading && isWide ? batchesOf(state, left, act) : nothing}
      </div>
      <div class="expectation-column">
        ${
          reading
            ? html`${runningPart(state, reading, isWide ? right : left, act)}
              ${gradientPart(state, reading, isWide ? right : left, act)}
              ${isWide ? nothing : batchesOf(state, left, act)}`
            : outsidePart(state, act)
        }
      </div>
    </div>`;
}

function mainPart(
  state: ExpectationState,
  reading: ExpectationReading | null,
  width: number,
  act: Act,
): TemplateResult {
  const draws = reading?.draws ?? drawsOf(state);
  const made = (state.latent === 1 ? curvesFigure : mapsFigure)(state, draws, reading, width);
  return html`<section>
    ${figure(
      { id: 'expectation', title: 'What is averaged, and over what', unit: '', ...made },
      act,
    )}
    <p class="small dim">${getDecoder(state.decoder).effect(state.latent)}</p>
  </section>`;
}

const batchesOf = (state: ExpectationState, width: number, act: Act): TemplateResult =>
  html`${later(() =>
    batchPart(readBatches(modelIn(state), encoderIn(state).sigma, state.numbers.seed), width, act),
  )}`;

/** A sigma of 0 was typed: what is still known of it. */
function pointPart(state: ExpectationState): TemplateResult | typeof nothing {
  const problem = state.problems.sigma ?? state.problems.sigma2;
  const reading = problem === undefined ? null : readExpectation(state);
  if (!reading) return nothing;
  const middle = encoderIn(state).mu.map((at) => Float64Array.of(at));
  const [value = NaN] = likelihoodsAt(reading.model, reading.x, middle).values;
  return noteOf(
    `As σ goes to 0, q becomes the single point z = μ: every draw is the same, and E becomes log p(x|z = μ) = ` +
      `${short(value)} nats. At σ = 0 itself q has no density and KL(q ‖ p) is infinite. The figures keep the last σ.`,
  );
}

/** x is outside the support. */
function outsidePart(state: ExpectationState, act: Act): TemplateResult {
  const { name, support, measure } = getFamily(state.family);
  const { x } = state.numbers;
  const nearest = support === 'zeroOrOne' ? (x >= 0.5 ? 1 : 0) : Math.min(1, Math.max(0, x));
  return html`<div class="note" data-testid="outside">
    <span class="codicon codicon-info" aria-hidden="true"></span>
    <div>
      <p class="strong">A ${name} has no log p(x|z) at x = ${short(x)}.</p>
      <p>
        Its support: ${supportText[support]}. There its ${measure} is 0 for every z, so the average
        of log p is −∞. The encoder does not depend on the family: q and its draws are shown.
      </p>
      <div class="note-actions">
        ${button({
          id: 'use-nearest',
          label: `Use x = ${nearest}`,
          onClick: () => act.change((now) => withNumber(now, 'x', nearest)),
        })}
      </div>
    </div>
  </div>`;
}

const noteOf = (text: string | undefined): TemplateResult | typeof nothing =>
  text === undefined
    ? nothing
    : html`<div class="note" data-testid="note" role="status">
        <span class="codicon codicon-info" aria-hidden="true"></span>
        <p>${text}</p>
      </div>`;
