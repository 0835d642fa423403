// Something notable, one sentence with its consequence; nothing notable, no box. Notes stand under what they
// concern and go away once untrue.

import { html, nothing, type TemplateResult } from 'lit';
import type { Evaluation } from '../../elbo/trainingEvent.ts';
import type { RunNote, RunSnapshot } from '../../protocol/run.ts';
import type { RunPage } from '../page.ts';
import { latentDimensions } from './latentDimensions.ts';
import { button } from './button.ts';
import { prose } from './prose.ts';

function note(
  kind: 'info' | 'warning' | 'error',
  id: string,
  body: TemplateResult,
): TemplateResult {
  return html`<div class="note ${kind}" data-testid=${id}>
    <span class="codicon codicon-${kind}" aria-hidden="true"></span>
    <div>${body}</div>
  </div>`;
}

const sentence = ({ what, why }: RunNote): TemplateResult =>
  html`<p class="strong">${prose(what)}</p>
    ${why === '' ? nothing : html`<p>${prose(why)}</p>`}`;

export function notesPart(page: RunPage): TemplateResult {
  const { run, evaluation } = page.reading;
  const remarks = [
    ...engineNote(run),
    ...run.notes,
    ...(evaluation === null ? [] : inactiveNote(page, evaluation)),
    ...estimateNote(page),
  ];
  return html`${remarks.map((remark, i) => note('info', `note-${i}`, sentence(remark)))}`;
}

/** An engine that is not what the person would expect: information, not a warning; the run goes on. */
function engineNote({ engine, experiment }: RunSnapshot): readonly RunNote[] {
  if (engine === null) return [];
  const onGpu = engine.backend === 'webgl' || engine.backend === 'webgpu';
  const asked = experiment.training.engine !== 'auto' && !engine.software;
  if (asked || (onGpu && !engine.software)) return [];
  return [{ what: engine.reason, why: 'A graphics processor would take more steps per second.' }];
}

/** The closed form is never below 0; the mean of log q(z|x) - log p(z) over a few draws can be. */
function estimateNote({ values: { recent, run } }: RunPage): readonly RunNote[] {
  const isEstimated = run.experiment.objective.kl === 'monte-carlo';
  if (!isEstimated || recent === null || recent.kl >= 0) return [];
  return [
    {
      what: 'The estimate of the KL is below 0; the KL itself is not.',
      why: 'It averages log q(z|x) − log p(z) over the drawn z. More `samples`, or `kl: closed-form`, brings it up.',
    },
  ];
}

/** Said after two epochs, when dimensions have had time to be found useful. */
function inactiveNote({ reading }: RunPage, evaluation: Evaluation): readonly RunNote[] {
  const { run } = reading;
  if (run.step < 2 * run.stepsPerEpoch && run.state !== 'finished') return [];
  const dimensions = latentDimensions(evaluation);
  const idle = dimensions.filter(({ active }) => !active).length;
  const used = dimensions.length - idle;
  if (idle === 0) return [];
  if (used === 0) {
    return [
      {
        what: 'Every latent dimension is inactive: the posterior has collapsed onto the prior.',
        why: 'The decoder ignores z. A smaller β, or β raised from 0 over the first epochs, keeps it in use.',
      },
    ];
  }
  return [
    {
      what: `${idle} of ${dimensions.length} latent dimensions ${idle === 1 ? 'is' : 'are'} inactive.`,
      why: `Latent size ${used} would give nearly the same bound.`,
    },
  ];
}

const elsewhere: RunNote = {
  what: 'In progress in another window.',
  why: 'It can be paused or stopped there. This is what was last saved of it.',
};

/** Why a run could not go on, with the way on; or that it is about to; or that it does so somewhere else. */
export function problemPart(page: RunPage): TemplateResult | typeof nothing {
  const { run } = page.reading;
  const { problem, restoring } = run;
  if (run.elsewhere) {
    return html`<div role="status">${note('info', 'elsewhere', sentence(elsewhere))}</div>`;
  }
  if (restoring !== null) {
    return html`<div role="status">${note('warning', 'restoring', sentence(restoring))}</div>`;
  }
  if (problem === null) return nothing;
  const where = [
    problem.configPath === null ? null : html`config key <code>${problem.configPath}</code>`,
    problem.layer === null ? null : html`layer <code>${problem.layer}</code>`,
  ].filter((part) => part !== null);
  return html`<div role="alert">
    ${note(
      'error',
      'problem',
      html`<p class="strong" data-testid="problem-what">${prose(problem.what)}</p>
        <p data-testid="problem-why">${prose(problem.why)}</p>
        <p data-testid="problem-now">${prose(problem.now)}</p>
        ${where.length === 0 ? nothing : html`<p class="dim">${where.map((part, i) => html`${i > 0 ? ', ' : 'Concerns '}${part}`)}.</p>`}
        <p class="note-actions">
          ${button({ id: 'problem-log', label: 'Show log', onClick: () => page.act.command('elboLens.showLog') })}
        </p>`,
    )}
  </div>`;
}
