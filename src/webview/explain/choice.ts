// One of several, from a list with its name before it.

import { html, type TemplateResult } from 'lit';

/** `options` are ids with what they are called; one of those ids is chosen. */
export const choice = <Id extends string>(
  label: string,
  id: string,
  chosen: Id,
  options: readonly (readonly [Id, string])[],
  onChoice: (value: Id) => void,
): TemplateResult =>
  html`<label class="field"
    ><span class="dim">${label}</span>
    <select
      data-testid=${id}
      @change=${(event: Event) => {
        const option = options[(event.target as HTMLSelectElement).selectedIndex];
        if (option) onChoice(option[0]);
      }}
    >
      ${options.map(
        ([value, text]) =>
          html`<option value=${value} .selected=${value === chosen}>${text}</option>`,
      )}
    </select></label
  >`;
