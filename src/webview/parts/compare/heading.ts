// What names a run in a comparison: its letter in a badge, its name, how far it is.

import { html, type TemplateResult } from 'lit';
import type { ComparedRun } from '../../comparison.ts';
import * as numbers from '../../numbers.ts';
import { stateWords } from '../../reading.ts';

/** The reference is filled, the others are outlined. */
export const badge = (letter: string): TemplateResult =>
  html`<span class=${letter === 'A' ? 'badge reference' : 'badge'}>${letter}</span>`;

export function runHeading({ letter, run }: ComparedRun): TemplateResult {
  const state = stateWords[run.state].word.toLowerCase();
  return html`<h3>
    ${badge(letter)}<span class="title" title=${run.name}>${run.name}</span>
    <span class="unit">nats per datum · ${state}, ${numbers.count(run.step)} steps</span>
  </h3>`;
}
