// The values a derivation is checked on: drawn anew, or typed.

import { html, nothing, type TemplateResult } from 'lit';
import { symbol } from '../../../elbo/expr/build.ts';
import { plainName } from '../../../elbo/expr/spelling.ts';
import { toUnicode } from '../../../elbo/expr/unicode.ts';
import type { Acting } from '../page.ts';
import type { Check, CheckInputs } from './check.ts';
import type { DerivationState } from './state.ts';

export function valuesPart(
  state: DerivationState,
  check: Check,
  act: Acting<DerivationState>,
): TemplateResult {
  const { inputs } = state;
  const give = (change: Partial<CheckInputs>): void =>
    act.change((now) => ({ inputs: { ...now.inputs, ...change } }));
  return html`<details
    class="values-part"
    data-testid="values"
    .open=${state.isCheckOpen}
    @toggle=${(event: Event) => {
      const { open } = event.target as HTMLDetailsElement;
      if (open !== state.isCheckOpen) act.change({ isCheckOpen: open });
    }}
  >
    <summary>Values of the check</summary>
    <p class="small dim">
      ${check.batch} data with ${check.dimensions} dimensions each, drawn with seed ${inputs.seed}.
      Typed numbers fill the batch in turn; an empty field draws.
      <button
        type="button"
        class="link"
        data-testid="draw-again"
        @click=${() => give({ seed: inputs.seed + 1 })}
      >
        Draw again
      </button>
    </p>
    <div class="value-grid">
      ${check.inputs.map((input) => valueField(input, state, check, give))}
    </div>
  </details>`;
}

type Give = (change: Partial<CheckInputs>) => void;

function valueField(
  { name, label, shown }: Check['inputs'][number],
  state: DerivationState,
  { problems }: Check,
  give: Give,
): TemplateResult {
  return field({
    id: `value-${plainName(name)}`,
    name: toUnicode(symbol(name)),
    meaning: label,
    text: state.inputs.typed[name] ?? '',
    placeholder: shown,
    problem: problems[name] ?? null,
    onText: (text) => give({ typed: { ...state.inputs.typed, [name]: text } }),
  });
}

interface Field {
  readonly id: string;
  readonly name: string;
  readonly meaning: string;
  readonly text: string;
  readonly placeholder: string;
  readonly problem: string | null;
  readonly onText: (text: string) => void;
}

const field = (of: Field): TemplateResult =>
  html`<label for=${of.id}><b>${of.name}</b> <span class="dim small">${of.meaning}</span></label>
    <div>
      <input
        type="text"
        class="value-field"
        id=${of.id}
        data-testid=${of.id}
        autocomplete="off"
        spellcheck="false"
        .value=${of.text}
        placeholder=${of.placeholder}
        aria-invalid=${of.problem === null ? nothing : 'true'}
        aria-describedby=${of.problem === null ? nothing : `${of.id}-problem`}
        @change=${(event: Event) => of.onText((event.target as HTMLInputElement).value.trim())}
      />
      ${
        of.problem === null
          ? nothing
          : html`<p class="slider-problem" id=${`${of.id}-problem`} role="alert">
              <span class="codicon codicon-error failed" aria-hidden="true"></span> ${of.problem}
            </p>`
      }
    </div>`;
