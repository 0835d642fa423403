// Name, state, progress and engine of a run, and its controls. The same grid in every state, so that nothing
// jumps when a run pauses or ends.

import { getFamily } from '../../elbo/families/index.ts';
import { html, nothing, type TemplateResult } from 'lit';
import type { Backend, EngineReport } from '../../elbo/trainingEvent.ts';
import * as numbers from '../numbers.ts';
import type { RunPage } from '../page.ts';
import { stateWords, type RunReading } from '../reading.ts';
import { rendererName } from '../rendererName.ts';
import { controls } from './controls.ts';

const backendNames: Record<Backend, string> = {
  webgl: 'WebGL',
  webgpu: 'WebGPU',
  wasm: 'WebAssembly',
  cpu: 'CPU',
};

/** `more` are buttons that stand behind those of the run's state. */
export function header(
  page: RunPage,
  more: TemplateResult | typeof nothing = nothing,
): TemplateResult {
  const { values } = page;
  const { run } = page.reading;
  return html`<header class="head" data-testid="header">
    <div class="head-title">
      <h1 data-testid="run-name" title=${run.name}>${run.name}</h1>
      ${stateLine(page.reading)} ${progress(page.reading)}
    </div>
    ${progressLines(values)}
    <div class="controls">${controls(page)}${more}</div>
  </header>`;
}

function stateLine({ run }: RunReading): TemplateResult {
  const { icon, word } = stateWords[run.state];
  return html`<p class="state" role="status" data-testid="state" data-value=${run.state}>
    <span class="codicon codicon-${icon} ${run.state}" aria-hidden="true"></span>
    ${word}
  </p>`;
}

function progress({ run }: RunReading): TemplateResult {
  const share = run.plannedSteps > 0 ? Math.min(1, run.step / run.plannedSteps) : 0;
  const percent = `${(100 * share).toFixed(1)}%`;
  return html`<div
    class="progress"
    role="progressbar"
    aria-label="Training progress"
    aria-valuemin="0"
    aria-valuemax=${Math.max(1, run.plannedSteps)}
    aria-valuenow=${run.step}
    data-testid="progress"
  >
    <svg width="100%" height="4" aria-hidden="true">
      <rect class="progress-rail" width="100%" height="4" rx="2" />
      <rect class="progress-done" width=${percent} height="4" rx="2" />
    </svg>
  </div>`;
}

function progressLines(reading: RunReading): TemplateResult {
  const { run, epoch, plannedEpochs } = reading;
  const { engine, data } = run;
  return html`<dl class="facts">
    <div class="fact step">
      <dt class="hidden">Progress</dt>
      ${
        run.plannedSteps === 0
          ? html`<dd>${preparingWords(run.state)}</dd>`
          : html`<dd data-testid="step" data-value=${run.step}>
                Step ${numbers.count(run.step)} of ${numbers.count(run.plannedSteps)}
              </dd>
              <dd class="dim" data-testid="epoch" data-value=${epoch}>
                epoch ${numbers.count(epoch)} of ${numbers.count(plannedEpochs)}
              </dd>`
      }
    </div>
    <div class="fact time">
      <dt class="hidden">Time</dt>
      <dd data-testid="time">${timeWords(reading)}</dd>
      <dd class="dim rate" data-testid="rate" data-value=${run.stepsPerSecond}>${rate(reading)}</dd>
    </div>
    ${engine === null ? nothing : engineFact(engine, rate(reading))}
    ${
      data === null
        ? nothing
        : html`<div class="fact model">
            <dt class="hidden">Model and data</dt>
            <dd>${modelWords(reading)}</dd>
            <dd class="dim">
              ${numbers.count(data.trainCount)}
              train${
                data.validationCount > 0
                  ? `, ${numbers.count(data.validationCount)} validation`
                  : ', no validation'
              }
            </dd>
          </div>`
    }
  </dl>`;
}

function engineFact(engine: EngineReport, speed: string): TemplateResult {
  const name = backendNames[engine.backend];
  return html`<div class="fact engine" data-testid="engine" data-value=${engine.backend}>
    <dt class="hidden">Engine</dt>
    <dd>${name}${engine.software ? ' in software' : ''}</dd>
    <dd class="dim renderer" title=${engine.renderer}>${rendererName(engine.renderer, name)}</dd>
    ${speed === '' ? nothing : html`<dd class="speed">${speed}</dd>`}
  </div>`;
}

const preparingWords = (state: string): string =>
  state === 'preparing' ? 'Reading data and building the model' : 'Nothing trained yet';

function rate({ run }: RunReading): string {
  return run.stepsPerSecond > 0 ? `${numbers.rate(run.stepsPerSecond)} steps/s` : '';
}

function timeWords({ run, remainingMs }: RunReading): string {
  if (remainingMs !== null) return `${numbers.duration(remainingMs)} left`;
  if (run.state === 'preparing' || run.step === 0) return '';
  return `after ${numbers.duration(run.elapsedMs)}`;
}

/** "784–400–20 · Bernoulli": widths from the data to the latent, and the likelihood. */
function modelWords({ run }: RunReading): string {
  const { model, likelihood } = run.experiment;
  const { encoder } = model;
  const widths = [
    run.data === null ? 'D' : String(run.data.dimensions),
    ...(encoder.kind === 'conv' ? encoder.channels.map((channels) => `${channels}c`) : []),
    ...encoder.hidden.map(String),
    String(model.latent),
  ];
  return `${widths.join('–')} · ${getFamily(likelihood.family).name}`;
}
