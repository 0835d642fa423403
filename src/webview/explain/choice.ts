// One of several, from a list with its name before it.

import { html, type TemplateResult } from 'lit';

/** `options` are ids with what they are called. */
export const choice = (
  label: string,
  id: string,
  chosen: string,
  options: readonly (readonly [string, string])[],
  onChoice: (value: string) => void,
): TemplateResult =>
  html`<label class="field"
    ><span class="dim">${label}</span>
    <select
      data-testid=${id}
      @change=${(event: Event) => onChoice((event.target as HTMLSelectElement).value)}
    >
      ${options.map(
        ([value, text]) =>
          html`<option value=${value} .selected=${value === chosen}>${text}</option>`,
      )}
    </select></label
  >`;
