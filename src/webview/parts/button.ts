// One button, in the toolkit's element: icon and verb. A disabled one says why, in its title and, where the page
// has room, beside it.

import { html, nothing, type TemplateResult } from 'lit';
import type { ChartId, PageActions, PageUi } from '../page.ts';

export interface ButtonOptions {
  readonly id: string;
  readonly label: string;
  readonly icon?: string;
  readonly primary?: boolean;
  /** Why it cannot be used now; absent if it can. */
  readonly disabledBecause?: string | undefined;
  readonly onClick: () => void;
}

export function button(options: ButtonOptions): TemplateResult {
  const { id, label, icon, primary, disabledBecause, onClick } = options;
  return html`<elbo-button
    data-testid=${id}
    appearance=${primary === true ? 'primary' : 'secondary'}
    ?disabled=${disabledBecause !== undefined}
    title=${disabledBecause ?? nothing}
    @click=${() => (disabledBecause === undefined ? onClick() : undefined)}
    >${icon === undefined ? nothing : iconIn('start', icon)}${label}</elbo-button
  >`;
}

const iconIn = (slot: string, icon: string): TemplateResult =>
  html`<span slot=${slot} class="codicon codicon-${icon}" aria-hidden="true"></span>`;

/** A button that is only an icon; its label is spoken. */
export function iconButton(
  id: string,
  label: string,
  icon: string,
  onClick: () => void,
  disabled = false,
): TemplateResult {
  return html`<elbo-button
    data-testid=${id}
    class="icon-button"
    appearance="icon"
    aria-label=${label}
    title=${label}
    ?disabled=${disabled}
    @click=${() => (disabled ? undefined : onClick())}
    ><span class="codicon codicon-${icon}" aria-hidden="true"></span
  ></elbo-button>`;
}

/** Switches a chart and the rows of the same numbers; `what` tells one switch from another when spoken. */
export function tableToggle(
  chart: ChartId,
  what: string,
  { ui, act }: { readonly ui: PageUi; readonly act: PageActions },
): TemplateResult {
  const label = ui.tables.has(chart) ? 'Chart' : 'Table';
  return linkButton(`${chart}-table`, label, () => act.toggleTable(chart), `${label} of ${what}`);
}

/** A command that reads as a link: it changes what is shown, not the run. */
export function linkButton(
  id: string,
  label: string,
  onClick: () => void,
  spoken: string = label,
): TemplateResult {
  return html`<button
    type="button"
    class="link"
    data-testid=${id}
    aria-label=${spoken}
    @click=${onClick}
  >
    ${label}
  </button>`;
}
