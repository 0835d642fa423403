// What a person can do with a run in each state. Pause is always in the same place; the primary button is the one
// next step.

import { html, nothing, type TemplateResult } from 'lit';
import type { RunState, TrainingControl } from '../../elbo/trainingEvent.ts';
import { resumeStep } from '../../protocol/resumable.ts';
import * as numbers from '../numbers.ts';
import type { RunPage } from '../page.ts';
import { button } from './button.ts';

const overStates: ReadonlySet<RunState> = new Set(['finished', 'stopped', 'failed']);

export function controls(page: RunPage): TemplateResult {
  const { run } = page.reading;
  if (overStates.has(run.state) || !run.live) return afterTheRun(page);
  const { state } = run;
  const preparing =
    state === 'preparing' || state === 'restoring'
      ? 'The engine is still being prepared.'
      : undefined;
  const wish = (kind: Exclude<TrainingControl['kind'], 'setBeta'>) => () =>
    page.act.control({ kind });
  return html`${
    state === 'paused'
      ? button({
          id: 'resume',
          label: 'Resume',
          icon: 'debug-continue',
          primary: true,
          onClick: wish('resume'),
        })
      : button({
          id: 'pause',
          label: 'Pause',
          icon: 'debug-pause',
          primary: true,
          disabledBecause: preparing,
          onClick: wish('pause'),
        })
  }${button({
    id: 'step-once',
    label: 'Step once',
    icon: 'debug-step-over',
    disabledBecause:
      state === 'paused' ? undefined : (preparing ?? 'Pause first to go by single steps.'),
    onClick: wish('stepOnce'),
  })}${button({ id: 'stop', label: 'Stop', icon: 'debug-stop', onClick: wish('stop') })}${
    state === 'training'
      ? html`<span class="why dim">Step once works while paused.</span>`
      : nothing
  }`;
}

function afterTheRun(page: RunPage): TemplateResult {
  const { run } = page.reading;
  if (run.elsewhere) return openConfig(page, false);
  const from = resumeStep(run);
  return html`${from === undefined ? nothing : resumeButtons(page, from)}${button({
    id: 'train-again',
    label: 'Train again',
    icon: 'play',
    primary: from === undefined,
    onClick: () => page.act.command('elboLens.train', run.configUri),
  })}${openConfig(page, true)}`;
}

const openConfig = ({ reading: { run }, act }: RunPage, isLast: boolean): TemplateResult =>
  button({
    id: 'open-config',
    label: 'Open config',
    primary: !isLast,
    onClick: () => act.command('elboLens.revealConfig', run.configUri),
  });

/** Where a graphics card was taken away, an engine that needs none is offered too. */
function resumeButtons({ reading: { run }, act }: RunPage, from: number): TemplateResult {
  const lostGpu = run.problem?.configPath === 'training.engine' && run.engine !== null;
  return html`${button({
    id: 'resume-run',
    label: from === 0 ? 'Resume' : `Resume from step ${numbers.count(from)}`,
    icon: 'debug-continue',
    primary: true,
    onClick: () => act.command('elboLens.resume', run.id),
  })}${
    lostGpu
      ? button({
          id: 'resume-on-processor',
          label: 'Resume without the GPU',
          onClick: () => act.command('elboLens.resumeOnProcessor', run.id),
        })
      : nothing
  }`;
}
