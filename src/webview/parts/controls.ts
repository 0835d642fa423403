// What a person can do with a run in each state. Pause is always in the same place; the primary button is the one
// next step.

import { html, nothing, type TemplateResult } from 'lit';
import type { RunState, TrainingControl } from '../../elbo/trainingEvent.ts';
import type { RunPage } from '../page.ts';
import { button } from './button.ts';

const overStates: ReadonlySet<RunState> = new Set(['finished', 'stopped', 'failed']);

export function controls(page: RunPage): TemplateResult {
  const { run } = page.reading;
  if (overStates.has(run.state) || !run.live) return afterTheRun(page);
  const { state } = run;
  const preparing = state === 'preparing' ? 'The engine is still being prepared.' : undefined;
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

function afterTheRun({ reading: { run }, act }: RunPage): TemplateResult {
  const lost = !overStates.has(run.state);
  return html`${button({
    id: 'train-again',
    label: 'Train again',
    icon: 'play',
    primary: true,
    onClick: () => act.command('elboLens.train', run.configUri),
  })}${button({
    id: 'open-config',
    label: 'Open config',
    onClick: () => act.command('elboLens.revealConfig', run.configUri),
  })}${
    lost
      ? html`<span class="why dim"
          >Its trainer panel was closed, so this run cannot go on. Train again starts from step
          0.</span
        >`
      : nothing
  }`;
}
