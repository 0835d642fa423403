// The derivation on show as a text to copy or to save.

import { html, type TemplateResult } from 'lit';
import type { MarkedText, Told, ToldStep } from '../../../elbo/derivations/told.ts';
import { toLatexText, toMarkdown, type Writing } from '../../../elbo/derivations/written.ts';
import type { Acting } from '../page.ts';
import type { Check } from './check.ts';
import type { DerivationState } from './state.ts';

export interface Shown {
  readonly told: Told;
  readonly steps: readonly ToldStep[];
  readonly check: Check;
  readonly verdict: MarkedText | null;
}

const plain = (text: MarkedText): string =>
  text.map((part) => (typeof part === 'string' ? part : part.strong)).join('');

const writingOf = ({ told, steps, check, verdict }: Shown): Writing => ({
  told,
  steps,
  values: check.lines,
  checkedOn: `${check.batch} data, D = ${check.dimensions}, seed ${check.seed}`,
  conclusion: verdict ? plain(verdict) : told.conclusion,
});

const forms = [
  { id: 'latex', name: 'LaTeX', write: toLatexText },
  { id: 'markdown', name: 'Markdown', write: toMarkdown },
] as const;

export const writtenPart = (shown: Shown, act: Acting<DerivationState>): TemplateResult =>
  html`<div class="head-actions">
    ${forms.map(
      ({ id, name, write }) =>
        html`<button
          type="button"
          class="link"
          data-testid=${`copy-${id}`}
          @click=${() =>
            act.host.send({ type: 'copyWished', text: write(writingOf(shown)), what: name })}
        >
          Copy as ${name}
        </button>`,
    )}
    <button
      type="button"
      class="link"
      data-testid="save"
      @click=${() =>
        act.host.send({
          type: 'saveWished',
          name: 'derivation.md',
          bytes: new TextEncoder().encode(toMarkdown(writingOf(shown))),
        })}
    >
      Save…
    </button>
  </div>`;
